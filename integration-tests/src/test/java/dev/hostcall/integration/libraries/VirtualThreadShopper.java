package dev.hostcall.integration.libraries;

import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Each guest in a virtual thread of its own, or driven by virtual threads. */
final class VirtualThreadShopper {
    private final Region region;
    private final Hostcalls shop;
    private final ExecutorService virtual;

    VirtualThreadShopper(Region region, Hostcalls shop) {
        this.region = region;
        this.shop = shop;
        this.virtual = newVirtualThreadPerTaskExecutor();
    }

    /** By reflection, as we are compiled for JDKs that have none. */
    private static ExecutorService newVirtualThreadPerTaskExecutor() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK has no virtual threads", e);
        }
    }

    <T> Future<T> submit(Callable<T> task) {
        return virtual.submit(task);
    }

    // On the page
    Future<Long> join(String function, long count) {
        return virtual.submit(() -> {
            try (Instance instance = region.newInstance(Shopper.MODULE, shop)) {
                return instance.runAsync(function, count).join().returned().i64();
            }
        });
    }
    // To here

    // On the page
    Future<Long> run(String function, long count) {
        return virtual.submit(() -> {
            try (Instance instance = region.newInstance(Shopper.MODULE, shop)) {
                return instance.run(function, count).returned().i64();
            }
        });
    }
    // To here

    // On the page
    CompletableFuture<RunResult> start(Instance instance, String function, long count) {
        RunAsync run = instance.runAsync(function, count).boundInstCount(100_000);
        return run.start(virtual);
    }
    // To here
}
