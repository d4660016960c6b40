package dev.hostcall.benchmarks;

import dev.hostcall.benchmarks.report.Heap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * What the garbage of calls costs. In {@link PerCall}, the young generation is so large that a short iteration sees no collection; here it is
 * so small, and iterations are so long, that collections come again and again.
 */
@Measurement(iterations = 5, time = 1, timeUnit = TimeUnit.SECONDS)
@Fork(
        value = 5,
        jvmArgsAppend = {Heap.INITIAL, Heap.GREATEST, "-Xmn8m", Heap.TOUCHED})
public class Collecting extends PerCall {
    /** As {@link RoundTrip#stringHostcall}. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object stringHostcallCollected() {
        return guest.run("length_loop", (long) CALLS);
    }

    /** As {@link RoundTrip#guestExportByName}. */
    @Benchmark
    public Object guestExportByNameCollected() {
        return guest.run("add_one", 41);
    }
}
