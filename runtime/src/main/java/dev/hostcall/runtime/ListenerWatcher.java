package dev.hostcall.runtime;

import dev.hostcall.runtime.RunListener.PollOutcome;
import dev.hostcall.runtime.internal.watch.Watcher;
import java.util.Optional;

/** Tells a listener what an instance does. */
final class ListenerWatcher implements Watcher {
    private final Instance instance;
    private final RunListener listener;

    private ListenerWatcher(Instance instance, RunListener listener) {
        this.instance = instance;
        this.listener = listener;
    }

    static Watcher of(Instance instance, RunListener listener) {
        return listener == RunListener.NONE ? Watcher.NONE : new ListenerWatcher(instance, listener);
    }

    @Override
    public void pollBegan() {
        listener.pollBegan(instance);
    }

    @Override
    public void pollEnded(PollOutcome outcome) {
        listener.pollEnded(instance, outcome);
    }

    @Override
    public void hostcallBegan(String hostcall) {
        listener.hostcallBegan(instance, hostcall);
    }

    @Override
    public void hostcallEnded(String hostcall, Optional<Throwable> thrown) {
        listener.hostcallEnded(instance, hostcall, thrown);
    }

    @Override
    public void boundExpired() {
        listener.boundExpired(instance);
    }

    @Override
    public void ended(Optional<HostcallException> failure) {
        listener.ended(instance, failure);
    }
}
