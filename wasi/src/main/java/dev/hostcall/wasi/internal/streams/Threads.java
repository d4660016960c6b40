package dev.hostcall.wasi.internal.streams;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that read and watch for guests that wait; they hold nothing of whoever needed them, and end when idle. */
final class Threads {
    /** For how long a thread without work stays. */
    static final long IDLE_MILLIS = 1_000;

    private static final ThreadPoolExecutor READERS = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_MILLIS,
            TimeUnit.MILLISECONDS,
            new SynchronousQueue<>(),
            work -> create("hostcall-wasi-reader", work));

    private Threads() {}

    /** Where blocking streams are read, one thread for each that is being read. */
    static Executor readers() {
        return READERS;
    }

    /** A daemon of the system's group, without a context class loader and inherited variables. */
    static Thread create(String name, Runnable work) {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        Thread thread = new Thread(group, work, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}
