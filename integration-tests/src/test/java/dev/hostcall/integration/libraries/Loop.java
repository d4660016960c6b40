package dev.hostcall.integration.libraries;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** One thread that runs tasks in order, called {@code guests}. */
final class Loop implements AutoCloseable {
    final ExecutorService executor = Executors.newSingleThreadExecutor(task -> new Thread(task, "guests"));

    /** Returns when all tasks have run that were handed in before. */
    void drain() throws Exception {
        CompletableFuture.runAsync(() -> {}, executor).get(100, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
