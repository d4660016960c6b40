package dev.hostcall.benchmarks;

import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Very many guests that wait at the same time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 8)
@Measurement(iterations = 5)
public class Crowd {
    /** Guests at once in {@link #waiting}. */
    private static final int WAITING = 10_000;

    /** Guests at once in {@link #suspended}. */
    @Param("100000")
    public int guests;

    /** The guest's object, compiled by another process, so that this one has none of the compiler in memory; empty: compiled here. */
    @Param("")
    public String object = "";

    private GuestModule module;
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final List<Instance> instances = new ArrayList<>();
    private Region region;

    /** For JMH. */
    @Setup
    public void load() {
        module = object.isEmpty() ? WasmGuest.compact() : GuestModule.load(Path.of(object));
    }

    /** For JMH. */
    @Setup(Level.Iteration)
    public void open() {
        region = Region.create(WAITING + guests, Limits.compact());
        HostHostcalls hostcalls = HostHostcalls.of(Host.withTimers(Crowd::afterAWhile));
        for (int i = 0; i < WAITING; i++) {
            instances.add(region.newInstance(module, hostcalls));
        }
        System.gc(); // of what was made here and before, which would else be paid for by every second measurement
    }

    private static CompletableFuture<Void> afterAWhile() {
        return new CompletableFuture<Void>().completeOnTimeout(null, 100, TimeUnit.MILLISECONDS);
    }

    /** For JMH. */
    @TearDown(Level.Iteration)
    public void close() {
        instances.forEach(Instance::close);
        instances.clear();
        region.close();
    }

    /** For JMH. */
    @TearDown
    public void shutdown() {
        executor.shutdown();
    }

    /** Runs 10,000 guests to their ends on one thread; each asks for a timer of 100 ms and waits for it. */
    @Benchmark
    @Fork(
            value = 5,
            jvmArgsAppend = {"-Xmx48m", "-XX:+UseSerialGC"})
    public void waiting(Resident resident) {
        CompletableFuture.allOf(instances.stream()
                        .map(guest -> guest.runAsync("wait_for_timer").start(executor))
                        .toArray(CompletableFuture[]::new))
                .join();
        resident.add(ResidentMemory.bytes());
    }

    /** Suspends guests, none of which ever ends. */
    @Benchmark
    @Fork(
            value = 1,
            jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmn16m"}) // what young objects take is no guest's
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public void suspended(Resident resident) {
        long before = ResidentMemory.bytes();
        HostHostcalls hostcalls = HostHostcalls.of(Host.create());
        for (int i = 0; i < guests; i++) {
            Instance guest = region.newInstance(module, hostcalls);
            instances.add(guest);
            guest.runAsync("wait_for_timer").poll(() -> {});
        }
        resident.add((ResidentMemory.bytes() - before) / guests);
    }

    /** What the operating system says this process has in memory. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Resident {
        /** In {@link #waiting} of the whole process, in {@link #suspended} for one guest; summed over samples. */
        public long residentBytes;

        /** How many samples there are. */
        public long samples;

        void add(long bytes) {
            residentBytes += bytes;
            samples++;
        }
    }
}
