package dev.hostcall.benchmarks;

import dev.hostcall.guests.CGuest;
import dev.hostcall.runtime.GuestFunction;
import dev.hostcall.runtime.Instance;
import dev.hostcall.runtime.Limits;
import dev.hostcall.runtime.Region;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** From native code to Java and back, and from Java to native code and back. */
public class RoundTrip extends PerCall {
    private static final int SWITCHES = 100_000;

    private final byte[] bytes = "x".repeat(64).getBytes(StandardCharsets.UTF_8);
    private GuestFunction addOne;
    private Region others;
    private Instance unmetered;
    private Instance inC;
    private GuestFunction addOneUnmetered;
    private final Native.Add callback = (left, right) -> left + right;

    /** For JMH. */
    @Setup
    public void find() {
        addOne = guest.function("add_one");
        others = Region.create(2, Limits.defaults());
        unmetered = others.newInstance(WasmGuest.unmetered(), HostHostcalls.of(host));
        addOneUnmetered = unmetered.function("add_one");
        inC = others.newInstance(CGuest.load(RoundTrip.class, "guest.c"), HostHostcalls.of(host));
    }

    /** For JMH. */
    @TearDown
    public void closeOthers() {
        unmetered.close();
        inC.close();
        others.close();
    }

    /** Two switches, without Java: what a round trip cannot be faster than. */
    @Benchmark
    @OperationsPerInvocation(SWITCHES)
    public long nativeSwitchPair() {
        long nanoseconds = Native.Loops.switch_pairs(SWITCHES);
        if (nanoseconds < 0) {
            throw new IllegalStateException("the engine was not found among the loaded libraries");
        }
        return nanoseconds;
    }

    /** A JNI call that only adds. */
    @Benchmark
    public long jniCrossing() {
        return Native.cross(1, 2);
    }

    /** A guest calls {@code (i64, i64) -> i64}. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object syncHostcall() {
        return guest.run("add_loop", (long) CALLS);
    }

    /** The same of a guest that is not metered. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object syncHostcallUnmetered() {
        return unmetered.run("add_loop", (long) CALLS);
    }

    /** The same of a guest written in C. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object syncHostcallFromC() {
        return inC.run("add_loop", (long) CALLS);
    }

    /** A guest passes a string of 64 bytes. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public Object stringHostcall() {
        return guest.run("length_loop", (long) CALLS);
    }

    /** What the string costs by itself, once its bytes are on the Java heap. */
    @Benchmark
    public String stringAlone() {
        return new String(bytes, 0, bytes.length, StandardCharsets.UTF_8);
    }

    /** Java calls {@code (i32) -> i32} of the guest. */
    @Benchmark
    public int guestFunction() {
        return (int) addOne.invokeRaw(41);
    }

    /** The same of a guest that is not metered. */
    @Benchmark
    public int guestFunctionUnmetered() {
        return (int) addOneUnmetered.invokeRaw(41);
    }

    /** The same, with the name looked up and the numbers in boxes. */
    @Benchmark
    public Object guestExportByName() {
        return guest.run("add_one", 41);
    }

    /** Native code calls a JNA callback {@code (i64, i64) -> i64}. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long jnaCallback() {
        return Native.Loops.call_loop(callback, CALLS);
    }
}
