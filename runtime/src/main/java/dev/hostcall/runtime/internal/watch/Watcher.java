package dev.hostcall.runtime.internal.watch;

import dev.hostcall.runtime.HostcallException;
import dev.hostcall.runtime.RunListener;
import dev.hostcall.runtime.RunListener.PollOutcome;
import java.util.Optional;

/** A {@link RunListener} with the instance that it reports on. */
public interface Watcher {
    /** Listens to nothing. */
    Watcher NONE = new Watcher() {
        @Override
        public void pollBegan() {}

        @Override
        public void pollEnded(PollOutcome outcome) {}

        @Override
        public void hostcallBegan(String hostcall) {}

        @Override
        public void hostcallEnded(String hostcall, Optional<Throwable> thrown) {}

        @Override
        public void boundExpired() {}

        @Override
        public void ended(Optional<HostcallException> failure) {}
    };

    /** A poll begins. */
    void pollBegan();

    /** A poll ends. */
    void pollEnded(PollOutcome outcome);

    /** A hostcall's method is about to be called. */
    void hostcallBegan(String hostcall);

    /** It has returned or thrown. */
    void hostcallEnded(String hostcall, Optional<Throwable> thrown);

    /** The bound of a poll was spent. */
    void boundExpired();

    /** A run has ended. */
    void ended(Optional<HostcallException> failure);
}
