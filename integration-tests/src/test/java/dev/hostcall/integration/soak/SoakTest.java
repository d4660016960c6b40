package dev.hostcall.integration.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hostcall.compiler.BoundsMode;
import dev.hostcall.compiler.CompilerOptions;
import dev.hostcall.integration.WatGuest;
import dev.hostcall.runtime.BoundPolicy;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.HostcallException;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import dev.hostcall.runtime.RunAsync;
import dev.hostcall.runtime.RunResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** For as long as {@code -Dhostcall.soak} says: {@code PT10M} for a campaign, some seconds every day. */
final class SoakTest {
    private static final Duration TIME = Duration.parse(System.getProperty("hostcall.soak", "PT3S"));
    private static final int WORKERS = 4;

    /**
     * Allocators breathe. One KiB lost by each job were many times that in a minute. In a run of some seconds the JVM is not
     * warm yet, and its compilers grow.
     */
    private static final long TOLERATED_KIB = (TIME.toSeconds() < 30 ? 64L : 16L) * 1024;

    /** Arenas of the C library and stacks of threads of the JVM come and go by a few. */
    private static final long TOLERATED_MAPPINGS = 16;

    private static final Map<Region, GuestModule> REGIONS = Map.of(
            Region.create(64, Limits.compact()), guest(BoundsMode.EXPLICIT),
            Region.create(64, Limits.defaults().withMemorySize(1 << 20)), guest(BoundsMode.GUARD));

    private final AtomicLong done = new AtomicLong();

    private static GuestModule guest(BoundsMode bounds) {
        return WatGuest.load(
                SoakTest.class, "soak-guest.wat", CompilerOptions.defaults().withBounds(bounds));
    }

    @Test
    void mixedWorkLeavesNothingBehind() throws Exception {
        work(TIME.dividedBy(2)); // all code is compiled, and all pools are as large as they get
        Footprint before = settled();
        work(TIME.dividedBy(2));
        Footprint after = settled();
        System.out.printf("soak: %d jobs in %s%nbefore %s%nafter %s%n", done.get(), TIME, before, after);
        assertThat(after.slots()).isZero();
        assertThat(after.bodies()).isZero();
        assertThat(after.callbacks()).isEqualTo(before.callbacks());
        assertThat(after.threads())
                .as("threads, of which there were %s", before.threads())
                .hasSizeLessThanOrEqualTo(before.threads().size());
        assertThat(before.files()).containsAll(after.files());
        assertThat(after.mappings()).isLessThanOrEqualTo(before.mappings() + TOLERATED_MAPPINGS);
        assertThat(after.objects()).isLessThanOrEqualTo(before.objects() + TOLERATED_KIB);
        assertThat(after.resident()).isLessThanOrEqualTo(before.resident() + TOLERATED_KIB);
    }

    /** Once idle helper threads have ended, and garbage is collected. */
    private static Footprint settled() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().matches("hostcall-(coroutine|carrier).*")) {
                thread.join();
            }
        }
        System.gc();
        return Footprint.of(REGIONS.keySet());
    }

    private void work(Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        ExecutorService others = Executors.newFixedThreadPool(2);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            Random random = new Random(i);
            running.add(workers.submit(() -> {
                while (System.nanoTime() < end) {
                    job(random, others);
                    done.incrementAndGet();
                }
            }));
        }
        for (Future<?> worker : running) {
            worker.get();
        }
        for (ExecutorService executor : List.of(workers, others)) {
            executor.shutdown();
            assertThat(executor.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    /** A few runs of one instance, which is closed in whatever state it is then. */
    private static void job(Random random, ExecutorService others) {
        List<Region> regions = List.copyOf(REGIONS.keySet());
        Region region = regions.get(random.nextInt(regions.size()));
        try (Instance instance = region.newInstance(guestOf(region), HostHostcalls.of(new Host()))) {
            for (int runs = random.nextInt(4); runs >= 0; runs--) {
                try {
                    run(instance, random, others);
                } catch (HostcallException ended) {
                    makeReady(instance, random);
                } catch (CompletionException ended) {
                    makeReady(instance, random);
                }
                if (instance.state().name().matches("YIELDED|BLOCKED|BOUND_EXPIRED") && random.nextBoolean()) {
                    return;
                }
                makeReady(instance, random);
            }
        }
    }

    private static GuestModule guestOf(Region region) {
        GuestModule guest = REGIONS.get(region);
        if (guest == null) {
            throw new IllegalStateException("a region without a guest");
        }
        return guest;
    }

    private static void makeReady(Instance instance, Random random) {
        switch (instance.state()) {
            case READY -> {}
            case FAULTED, TERMINATED -> {
                if (random.nextBoolean()) {
                    instance.recover();
                } else {
                    instance.reset();
                }
            }
            default -> instance.reset();
        }
    }

    private static void run(Instance instance, Random random, ExecutorService others) {
        long what = random.nextInt(5);
        switch (random.nextInt(14)) {
            case 0 -> instance.run("plain", what);
            case 1 -> instance.run("trap");
            case 2 -> instance.run("fault");
            case 3 -> instance.run("grow");
            case 4 -> instance.run("body", Host.SOON); // which needs async
            case 5 -> instance.runAsync("tail", Host.SOON).join();
            case 6 ->
                instance.runAsync("body", random.nextBoolean() ? Host.SOON : Host.CALLS_BACK)
                        .start(others)
                        .join();
            case 7 -> instance.runAsync("tail", Host.FAILS).start(Runnable::run).join();
            case 8 ->
                instance.runAsync("work", 20_000L)
                        .boundInstCount(1000)
                        .onBoundExpired(List.of(BoundPolicy.values()).get(random.nextInt(3)))
                        .start(others)
                        .join();
            case 9 ->
                instance.runAsync(random.nextBoolean() ? "tail" : "body", Host.NEVER)
                        .deadline(Duration.ofMillis(1))
                        .join();
            case 10 -> {
                others.execute(instance.killSwitch()::kill);
                instance.run("spin");
            }
            case 11 -> suspend(instance, random).close();
            case 12 -> {
                RunAsync suspended = suspend(instance, random);
                CompletableFuture<Void> closing = CompletableFuture.runAsync(suspended::close, others);
                suspended.close();
                closing.join();
            }
            default -> suspendInYield(instance, random, others);
        }
    }

    private static RunAsync suspend(Instance instance, Random random) {
        RunAsync run = random.nextInt(3) == 0
                ? instance.runAsync("work", 10_000L).boundInstCount(10)
                : instance.runAsync(random.nextBoolean() ? "tail" : "body", Host.NEVER);
        run.poll(() -> {});
        return run;
    }

    private static void suspendInYield(Instance instance, Random random, ExecutorService others) {
        RunResult result = random.nextBoolean()
                ? instance.run("body", Host.YIELDS)
                : instance.runAsync("body", Host.YIELDS).start(others).join();
        assertThat(result).isInstanceOf(RunResult.Yielded.class);
        if (random.nextBoolean()) {
            assertThat(instance.resumeAsync(5L).start(others).join().returned().i64())
                    .isEqualTo(5);
        }
    }
}
