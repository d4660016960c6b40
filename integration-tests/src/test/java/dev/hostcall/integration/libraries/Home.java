package dev.hostcall.integration.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.runtime.Region;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Where the guests of a test live: a region, and one thread that polls them. After the test, all of them must be closed. */
final class Home implements AfterEachCallback {
    final Region region = Shopper.region(1000);

    /** Runs tasks in order. */
    final Executor loop;

    private final Runnable closeLoop;

    Home(Executor loop, Runnable closeLoop) {
        this.loop = loop;
        this.closeLoop = closeLoop;
    }

    /** With a thread called {@code guests}. */
    static Home onAThread() {
        ExecutorService executor = Executors.newSingleThreadExecutor(task -> new Thread(task, "guests"));
        return new Home(executor, executor::shutdown);
    }

    /** Returns when all tasks have run that were handed in before. */
    void drain() throws Exception {
        CompletableFuture.runAsync(() -> {}, loop).get(100, TimeUnit.SECONDS);
    }

    /** A future completes before what depends on it has run. */
    void awaitClosed() throws Exception {
        while (region.used() > 0) {
            drain();
        }
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        drain(); // a task that has completed a future may still be handing in what closes the guest
        drain();
        assertThat(region.used()).as("instances that were not closed").isZero();
        closeLoop.run();
        region.close();
    }
}
