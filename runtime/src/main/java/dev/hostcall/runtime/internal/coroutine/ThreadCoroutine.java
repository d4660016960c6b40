package dev.hostcall.runtime.internal.coroutine;

import dev.hostcall.runtime.internal.engine.HelperThread;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A coroutine on a helper thread of its own: works on every JVM, costs a thread and two handoffs. */
final class ThreadCoroutine extends Coroutine {
    /** Room for a thousand nested calls between host and guest; not committed before it is used. */
    private static final long STACK_SIZE = 8 << 20;

    private static final AtomicLong NUMBER = new AtomicLong();

    /** Idle helpers wait for a next coroutine for a second, then end. */
    private static final ExecutorService HELPERS = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), ThreadCoroutine::helper);

    private final Semaphore bodysTurn = new Semaphore(0);
    private final Semaphore resumersTurn = new Semaphore(0);
    private final Runnable body;
    private Progress progress = Progress.SUSPENDED;
    private boolean begun;

    ThreadCoroutine(Runnable body) {
        this.body = body;
    }

    private static Thread helper(Runnable work) {
        return HelperThread.create("hostcall-coroutine-" + NUMBER.incrementAndGet(), work, STACK_SIZE);
    }

    @Override
    public Progress resume() {
        if (begun) {
            bodysTurn.release();
        } else {
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            HELPERS.execute(() -> run(context));
            begun = true;
        }
        resumersTurn.acquireUninterruptibly();
        return progress;
    }

    private void run(@Nullable ClassLoader context) {
        Thread.currentThread().setContextClassLoader(context); // what hostcalls find without a coroutine
        try {
            body.run();
        } finally {
            Thread.currentThread().setContextClassLoader(null);
            progress = Progress.ENDED;
            resumersTurn.release();
        }
    }

    @Override
    public void suspend() {
        resumersTurn.release();
        bodysTurn.acquireUninterruptibly();
    }
}
