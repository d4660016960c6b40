package dev.hostcall.runtime;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps Java code out of an instance's memory once the memory may belong to someone else. The thread that runs the
 * guest passes without cost, as nobody can close an instance that runs; all others take the lock, and so does closing.
 */
final class Gate extends ReentrantLock {
    private static final long serialVersionUID = 1L;

    /** Written by a thread only to its own name and back: whoever reads its own name here is the owner. */
    private transient @Nullable Thread owner;

    private boolean shut;

    void own() {
        owner = Thread.currentThread();
    }

    void disown() {
        owner = null;
    }

    boolean isOwner() {
        return owner == Thread.currentThread();
    }

    /**
     * Begins an access; what it returns goes to {@link #leave}.
     *
     * @throws InvalidStateException if the instance is closed
     */
    boolean enter() {
        return !isOwner() && enterFromOutside();
    }

    private boolean enterFromOutside() {
        lock();
        if (shut) {
            unlock();
            throw new InvalidStateException("the memory of a closed instance was accessed");
        }
        return true;
    }

    void leave(boolean locked) {
        if (locked) {
            unlock();
        }
    }

    /** Waits for accesses under way, and lets none in afterwards. */
    void shut() {
        lock();
        shut = true;
        unlock();
    }
}
