package dev.hostcall.runtime.internal.meter;

import dev.hostcall.runtime.internal.engine.NativeEngine;

/**
 * The CPU time that threads spend on one run. Reading it is a system call; as a thread's CPU time does not pass faster
 * than real time, it is read only where the limit could have been reached since the last reading.
 *
 * <p>If a hostcall blocks on a virtual thread, the thread of the operating system below may be another afterwards: what
 * was spent between the two last readings is then not counted.
 */
public final class CpuClock {
    private long spent;
    private long osThread;
    private long cpuThen;
    private long wallThen;

    /** Begins to count on this thread. */
    public void start() {
        osThread = NativeEngine.osThread();
        cpuThen = NativeEngine.threadCpuNanos();
        wallThen = System.nanoTime();
    }

    /** Ends counting on this thread. */
    public void stop() {
        if (NativeEngine.osThread() == osThread) {
            spent += NativeEngine.threadCpuNanos() - cpuThen;
        }
    }

    /** Whether that much has been spent, while this thread counts. */
    public boolean hasSpent(long limit) {
        if (System.nanoTime() - wallThen < limit - spent) {
            return false;
        }
        stop();
        start();
        return spent >= limit;
    }
}
