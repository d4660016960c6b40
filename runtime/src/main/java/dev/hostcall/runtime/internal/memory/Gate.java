package dev.hostcall.runtime.internal.memory;

import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.internal.front.Front;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps Java code out of an instance's memory once the memory may belong to someone else. The thread that runs the
 * guest passes without cost, as nobody can close an instance that runs; all others take the lock, and so does closing.
 * Whoever changes what others read, as growing does, takes the lock in any case.
 */
public final class Gate extends ReentrantLock {
    private static final long serialVersionUID = 1L;

    private static final AtomicIntegerFieldUpdater<Gate> HELD =
            AtomicIntegerFieldUpdater.newUpdater(Gate.class, "held");

    /** Who ran the guest last: mostly the same thread again, see decision 16. */
    private transient @Nullable Thread owner;

    /** 1 while the owner runs it. Written after the owner, and read before it. */
    private volatile int held;

    private boolean shut;

    public void own() {
        Thread present = Thread.currentThread();
        if (owner != present) {
            owner = present;
        }
        HELD.lazySet(this, 1);
    }

    public void disown() {
        HELD.lazySet(this, 0);
    }

    /** After {@link #disown}, by a thread that comes to its end. */
    public void forget() {
        owner = null;
    }

    public boolean isOwner() {
        return held != 0 && owner == Thread.currentThread();
    }

    /**
     * Begins an access; what it returns goes to {@link #leave}.
     *
     * @throws InvalidStateException if the instance is closed
     */
    public Pass enter() {
        if (isOwner()) {
            return Pass.OWNER;
        }
        lockOpen();
        return Pass.LOCKED;
    }

    /**
     * Locks it for a change that no two threads may make at once, whoever they are.
     *
     * @throws InvalidStateException if the instance is closed
     */
    void lockOpen() {
        lock();
        if (shut) {
            unlock();
            throw Front.invalidState("cannot access the memory of an instance: it is closed");
        }
    }

    /** Ends an access. */
    public void leave(Pass pass) {
        if (pass == Pass.LOCKED) {
            unlock();
        }
    }

    /** Waits for accesses under way, and lets none in afterwards. */
    public void shut() {
        lock();
        shut = true;
        unlock();
    }

    /** How a thread came in. */
    public enum Pass {
        /** As the one that runs the guest: nothing is locked. */
        OWNER,
        /** From outside. */
        LOCKED
    }
}
