package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.internal.memory.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads that end an instance's run at the moment, and the one of them that closes it. Whoever comes to close it
 * too waits for them; but not if they called it, as they would wait for it in turn.
 */
final class Enders {
    private static final long PAUSE_NANOS = 20_000;

    private final Gate gate;
    private final InstanceLifecycle life;
    private final Runs runs;
    private final List<Thread> present = new ArrayList<>(0); // guarded by this; as often as a thread is nested
    private @Nullable Thread closer; // guarded by this; among those present once it has taken the instance

    Enders(Gate gate, InstanceLifecycle life, Runs runs) {
        this.gate = gate;
        this.life = life;
        this.runs = runs;
    }

    /** This thread ends a run from here on. */
    synchronized void begin() {
        present.add(Thread.currentThread());
    }

    /** It does so no longer, once the instance's state says what came of it; nothing if it did not. */
    synchronized void finish() {
        present.remove(Thread.currentThread());
    }

    /** Whether a thread that is not inside of the run should wait for others to end it. */
    boolean areOthers() {
        if (gate.isOwner()) {
            return false;
        }
        synchronized (this) {
            Thread self = Thread.currentThread();
            boolean another = !present.isEmpty() || (closer != null && closer != self);
            return another && !present.contains(self);
        }
    }

    /**
     * Abandons what is suspended and takes the instance, for one purpose; the state it was in. Whoever calls this calls
     * {@link #finish} afterwards.
     */
    InstanceState stop(String operation) {
        PolledRun asked = null;
        while (true) {
            InstanceState before = life.state();
            PolledRun polling = runs.polled();
            boolean ends = asked != null && asked == polling; // a poll was quicker, and ends it
            if (before == InstanceState.RUNNING && (ends || areOthers())) {
                pause();
                continue;
            }
            if (before != life.state()) { // they have finished meanwhile
                continue;
            }
            if (before == InstanceState.RUNNING || before == InstanceState.CLOSED) {
                throw life.refused(operation, before);
            }
            boolean polled = before == InstanceState.BLOCKED || before == InstanceState.BOUND_EXPIRED;
            if (polled && polling != null) {
                asked = polling;
                polling.close();
            } else if (takeToStop(before)) {
                return before;
            }
        }
    }

    /** Takes it, and abandons a run that has yielded. This thread counts as one that ends a run until it says otherwise. */
    private boolean takeToStop(InstanceState before) {
        boolean done = false;
        begin(); // first: whoever finds it taken waits
        try {
            if (life.take(before)) {
                if (before == InstanceState.YIELDED) {
                    runs.abandonYielded();
                }
                runs.over();
                done = true;
            }
            return done;
        } finally {
            if (!done) {
                finish();
            }
        }
    }

    /** Makes this thread the one that closes; false if it is called by what the closing thread, or another ender, does. */
    boolean beginClosing() {
        while (!tryClosing()) {
            if (gate.isOwner() || isEnding()) {
                return false;
            }
            pause();
        }
        return true;
    }

    private synchronized boolean tryClosing() {
        if (closer != null) {
            return false;
        }
        closer = Thread.currentThread();
        return true;
    }

    private synchronized boolean isEnding() {
        Thread self = Thread.currentThread();
        return closer == self || present.contains(self);
    }

    synchronized void finishClosing() {
        closer = null;
    }

    /** Ends are short: not worth a signal from each of the ways out. */
    private static void pause() {
        LockSupport.parkNanos(PAUSE_NANOS);
    }
}
