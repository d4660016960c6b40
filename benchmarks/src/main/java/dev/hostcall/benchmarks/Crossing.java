package dev.hostcall.benchmarks;

import dev.hostcall.runtime.GuestFunction;
import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Memory;
import dev.hostcall.runtime.Region;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Values with parts, by their types and by hand. */
public class Crossing extends PerCall {
    private Region ownRegion;
    private Instance byType;
    private Instance byHand;
    private Instance calledOnly;
    private Echo echo;
    private Echo echoThatMayWait;
    private GuestFunction allocator;
    private GuestFunction echoByHand;
    private GuestFunction allocatorThatMayWait;
    private GuestFunction echoThatMayWaitByHand;

    /** For JMH. */
    @Setup
    public void openOwn() {
        ownRegion = Region.create(3, Limits.defaults());
        Hostcalls values = ValuesHostcalls.of(new Values());
        byType = ownRegion.newInstance(WasmGuest.load("values.wat"), values);
        byHand = ownRegion.newInstance(WasmGuest.load("by-hand.wat"), ByHandHostcalls.of(new ByHand()));
        calledOnly = ownRegion.newInstance(WasmGuest.load("echo.wat"));
        echo = EchoGuest.of(calledOnly);
        allocator = calledOnly.function("cabi_realloc");
        echoByHand = calledOnly.function("echo");
        echoThatMayWait = EchoGuest.of(byType);
        allocatorThatMayWait = byType.function("cabi_realloc");
        echoThatMayWaitByHand = byType.function("echo");
    }

    /** For JMH. */
    @TearDown
    public void closeOwn() {
        byType.close();
        byHand.close();
        calledOnly.close();
        ownRegion.close();
    }

    /** A guest passes a text of 64 bytes. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object takeText() {
        return byType.run("take_text_loop", (long) CALLS);
    }

    /** The same, with numbers and {@link Memory}. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object takeTextByHand() {
        return byHand.run("take_text_loop", (long) CALLS);
    }

    /** A guest is given a text of 64 bytes, in memory of its allocator. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object giveText() {
        return byType.run("give_text_loop", (long) CALLS);
    }

    /** The same, with numbers and {@link Memory}. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object giveTextByHand() {
        return byHand.run("give_text_loop", (long) CALLS);
    }

    /** The same, into memory that the guest has ready. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object giveTextIntoByHand() {
        return byHand.run("give_text_into_loop", (long) CALLS);
    }

    /** A text as {@link #giveText}, of a future that is complete. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object giveTextReady() {
        return byType.runAsync("give_text_ready_loop", (long) CALLS).join();
    }

    /** A guest passes a record of ten numbers. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object takeTen() {
        return byType.run("take_ten_loop", (long) CALLS);
    }

    /** The same, with numbers and {@link Memory}. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object takeTenByHand() {
        return byHand.run("take_ten_loop", (long) CALLS);
    }

    /** A guest is given a record of ten numbers. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object giveTen() {
        return byType.run("give_ten_loop", (long) CALLS);
    }

    /** The same, with numbers and {@link Memory}. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object giveTenByHand() {
        return byHand.run("give_ten_loop", (long) CALLS);
    }

    /** A guest passes a list of 1,000 numbers. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object takeMany() {
        return byType.run("take_many_loop", (long) CALLS);
    }

    /** The same, with numbers and {@link Memory}. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object takeManyByHand() {
        return byHand.run("take_many_loop", (long) CALLS);
    }

    /** Java passes a text of 64 bytes to a guest and is given one. */
    @Benchmark
    public Object echo() {
        return echo.echo(Values.TEXT);
    }

    /** The same, with numbers and {@link Memory}. */
    @Benchmark
    public Object echoByHand() {
        Memory memory = calledOnly.memory();
        byte[] bytes = Values.TEXT.getBytes(StandardCharsets.UTF_8);
        long at = allocator.invokeRaw(0, 0, 1, bytes.length);
        memory.writeBytes(at, bytes);
        return text(memory, echoByHand.invokeRaw(at, bytes.length));
    }

    /** A text passed and given as {@link #echo}, of a guest that could wait for a host function. */
    @Benchmark
    public Object echoJoined() {
        return echoThatMayWait.echo(Values.TEXT);
    }

    /** The same, with numbers and {@link Memory}. */
    @Benchmark
    public Object echoJoinedByHand() {
        Memory memory = byType.memory();
        byte[] bytes = Values.TEXT.getBytes(StandardCharsets.UTF_8);
        int at = allocatorThatMayWait
                .callAsync(0, 0, 1, bytes.length)
                .join()
                .returned()
                .i32();
        memory.writeBytes(Integer.toUnsignedLong(at), bytes);
        return text(
                memory,
                echoThatMayWaitByHand
                        .callAsync(at, bytes.length)
                        .join()
                        .returned()
                        .i32());
    }

    private static String text(Memory memory, long at) {
        return memory.readString(Integer.toUnsignedLong(memory.readInt(at)), memory.readInt(at + 4));
    }
}
