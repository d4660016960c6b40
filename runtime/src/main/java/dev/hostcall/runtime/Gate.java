package dev.hostcall.runtime;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps Java code out of an instance's memory once the memory may belong to someone else. The thread that runs the
 * guest passes without cost, as nobody can close an instance that runs; all others take the lock, and so does closing.
 * Whoever changes what others read, as growing does, takes the lock in any case.
 */
final class Gate extends ReentrantLock {
    private static final long serialVersionUID = 1L;

    private static final AtomicIntegerFieldUpdater<Gate> HELD =
            AtomicIntegerFieldUpdater.newUpdater(Gate.class, "held");

    /** Who ran the guest last: mostly the same thread again, and writing a reference may cost a barrier. */
    private transient @Nullable Thread owner;

    /** 1 while the owner runs it. Written after the owner, and read before it. */
    private volatile int held;

    private boolean shut;

    void own() {
        Thread present = Thread.currentThread();
        if (owner != present) {
            owner = present;
        }
        HELD.lazySet(this, 1);
    }

    void disown() {
        HELD.lazySet(this, 0);
    }

    /** After {@link #disown}, by a thread that comes to its end. */
    void forget() {
        owner = null;
    }

    boolean isOwner() {
        return held != 0 && owner == Thread.currentThread();
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

    /**
     * Locks it for a change that no two threads may make at once, whoever they are.
     *
     * @throws InvalidStateException if the instance is closed
     */
    void lockOpen() {
        enterFromOutside();
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
