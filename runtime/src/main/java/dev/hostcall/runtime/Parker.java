package dev.hostcall.runtime;

import java.util.concurrent.locks.LockSupport;

/** Parks the thread that makes it until it is woken; a wake that comes first is not lost, and an interrupt is kept. */
final class Parker implements Waker {
    private final Thread thread = Thread.currentThread();

    /** Set by whoever wakes, from any thread; taken back by the thread that was parked. */
    private volatile boolean woken;

    @Override
    public void wake() {
        woken = true;
        LockSupport.unpark(thread);
    }

    void park() {
        boolean interrupted = false;
        while (!woken) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        woken = false;
        if (interrupted) {
            thread.interrupt();
        }
    }
}
