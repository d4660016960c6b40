package dev.hostcall.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads that end an instance's run at the moment, and the one of them that closes it. Whoever comes to close it
 * too waits for them; but not if he is called by what they do, as they wait for him then.
 */
final class Enders {
    private static final long PAUSE_NANOS = 20_000;

    private final Gate gate;
    private final List<Thread> present = new ArrayList<>(2); // guarded by this; as often as a thread is nested
    private @Nullable Thread closer; // guarded by this; among those present once it has taken the instance

    Enders(Gate gate) {
        this.gate = gate;
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
    static void pause() {
        LockSupport.parkNanos(PAUSE_NANOS);
    }
}
