package dev.hostcall.benchmarks;

import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.InstanceState;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** From the call that kills a guest in an endless loop to the exception that its run ends with. */
public class Kill extends PerCall {
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private CompletableFuture<?> run;

    /** For JMH: the guest is well inside its loop. */
    @Setup(Level.Invocation)
    public void spin() {
        run = guest.runAsync("spin").start(executor);
        do {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        } while (guest.state() != InstanceState.RUNNING);
    }

    /** The latency. */
    @Benchmark
    public void killEndlessLoop() {
        guest.killSwitch().kill();
        try {
            run.join();
            throw new IllegalStateException("an endless loop ended");
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof GuestTerminatedException)) {
                throw e;
            }
        }
    }

    /** For JMH. */
    @TearDown(Level.Invocation)
    public void reset() {
        guest.reset();
    }

    /** For JMH. */
    @TearDown
    public void shutdown() {
        executor.shutdown();
    }
}
