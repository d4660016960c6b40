package dev.hostcall.benchmarks;

import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Values with parts, by their types and by hand. */
public class Crossing extends PerCall {
    private Region ownRegion;
    private Instance instance;

    /** For JMH. */
    @Setup
    public void openOwn() {
        ownRegion = Region.create(1, Limits.defaults());
        instance = ownRegion.newInstance(WasmGuest.ofValues(), ValuesHostcalls.of(new Values()));
    }

    /** For JMH. */
    @TearDown
    public void closeOwn() {
        instance.close();
        ownRegion.close();
    }

    /** A guest passes a text of 64 bytes. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object takeText() {
        return instance.run("take_text_loop", (long) CALLS);
    }

    /** The same, with numbers and {@code Memory}. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object takeTextByHand() {
        return instance.run("take_text_by_hand_loop", (long) CALLS);
    }

    /** A guest is given a text of 64 bytes, in memory of its allocator. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object giveText() {
        return instance.run("give_text_loop", (long) CALLS);
    }

    /** The same, with numbers and {@code Memory}. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object giveTextByHand() {
        return instance.run("give_text_by_hand_loop", (long) CALLS);
    }

    /** The same, of a future that is complete. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object giveTextReady() {
        return instance.run("give_text_ready_loop", (long) CALLS);
    }

    /** A guest passes a record of ten numbers. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object takeTen() {
        return instance.run("take_ten_loop", (long) CALLS);
    }

    /** The same, with numbers and {@code Memory}. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object takeTenByHand() {
        return instance.run("take_ten_by_hand_loop", (long) CALLS);
    }

    /** A guest is given a record of ten numbers. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object giveTen() {
        return instance.run("give_ten_loop", (long) CALLS);
    }

    /** The same, with numbers and {@code Memory}. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object giveTenByHand() {
        return instance.run("give_ten_by_hand_loop", (long) CALLS);
    }

    /** A guest passes a list of 1,000 numbers. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object takeMany() {
        return instance.run("take_many_loop", (long) CALLS);
    }

    /** The same, with numbers and {@code Memory}. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object takeManyByHand() {
        return instance.run("take_many_by_hand_loop", (long) CALLS);
    }
}
