package dev.hostcall.integration.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The threads that do operations, one at a time; the last is a virtual one where there are any. */
final class Hands implements AutoCloseable {
    static final int THREADS = 3;

    private static final long PATIENCE_SECONDS = 60;

    private final List<ExecutorService> threads = new ArrayList<>();
    private final ExecutorService helper = Executors.newSingleThreadExecutor(Hands::daemon);

    Hands() {
        for (int i = 1; i < THREADS; i++) {
            threads.add(Executors.newSingleThreadExecutor(Hands::daemon));
        }
        threads.add(virtualThreads());
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "hands");
        thread.setDaemon(true);
        return thread;
    }

    private static ExecutorService virtualThreads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) { // before JDK 21
            return Executors.newSingleThreadExecutor(Hands::daemon);
        }
    }

    Executor helper() {
        return helper;
    }

    /** What an action results in; an {@link AssertionError} if it throws, or does not end. */
    <T> T on(int thread, Callable<T> action) {
        try {
            return threads.get(thread % THREADS).submit(action).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("it has not ended after " + PATIENCE_SECONDS + " seconds", e);
        } catch (ExecutionException e) {
            throw new AssertionError("it threw " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        threads.forEach(ExecutorService::shutdownNow);
        helper.shutdownNow();
    }
}
