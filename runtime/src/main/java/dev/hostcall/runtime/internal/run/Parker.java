package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.Waker;
import java.util.concurrent.locks.LockSupport;

/** Parks the thread that makes it until it is woken; a wake that comes first is not lost, and an interrupt is kept. */
public final class Parker implements Waker {
    private final Thread thread = Thread.currentThread();

    /** Set by whoever wakes, from any thread; taken back by the thread that was parked. */
    private volatile boolean woken;

    Parker() {}

    /** Drives a run to its end on this thread. */
    public static RunResult join(PolledRun run) {
        Parker parker = new Parker();
        Poll<RunResult> poll = run.poll(parker);
        while (true) {
            if (poll instanceof Poll.Ready<RunResult> ready) {
                return ready.value();
            }
            parker.park();
            poll = run.pollAgain(parker);
        }
    }

    @Override
    public void wake() {
        woken = true;
        LockSupport.unpark(thread);
    }

    /** Returns once it was woken. */
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
