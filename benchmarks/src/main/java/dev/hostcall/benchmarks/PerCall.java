package dev.hostcall.benchmarks;

import dev.hostcall.benchmarks.report.Heap;
import dev.hostcall.runtime.GuestModule;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds per call, with one guest to call. Many short iterations, so that most are undisturbed even if other programs
 * run, in several processes, because where code and memory lie changes a call by a third; in heaps as {@link Heap} has them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 40, time = 10, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 5,
        jvmArgsAppend = {Heap.INITIAL, Heap.GREATEST, Heap.YOUNG, Heap.TOUCHED})
public abstract class PerCall {
    /** Calls in one loop of the guest, so many that entering and leaving the loop does not count. */
    static final int CALLS = 1_000;

    /** What the guest calls. */
    final Host host = Host.create();

    /** The code of {@link #guest}. */
    GuestModule module;

    /** Where {@link #guest} lives, with room for another one. */
    Region region;

    /** A guest of {@code guest.wat}, metered. */
    Instance guest;

    /** For JMH. */
    @Setup
    public void open() {
        module = WasmGuest.load();
        region = Region.create(2, Limits.defaults());
        guest = region.newInstance(module, HostHostcalls.of(host));
    }

    /** For JMH. */
    @TearDown
    public void close() {
        guest.close();
        region.close();
    }
}
