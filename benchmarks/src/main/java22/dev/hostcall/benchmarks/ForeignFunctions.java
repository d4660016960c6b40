package dev.hostcall.benchmarks;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** The JDK's own way from native code to Java. */
@SuppressWarnings("restricted") // it is native access that is measured
public class ForeignFunctions extends PerCall {
    private static final MethodHandle CALL_LOOP = Linker.nativeLinker()
            .downcallHandle(
                    SymbolLookup.libraryLookup(Native.library(), Arena.global())
                            .find("call_loop")
                            .orElseThrow(),
                    FunctionDescriptor.of(JAVA_LONG, ValueLayout.ADDRESS, JAVA_LONG));

    private final MemorySegment upcall = upcallStub();

    private static MemorySegment upcallStub() {
        try {
            MethodHandle add = MethodHandles.lookup()
                    .findStatic(
                            ForeignFunctions.class, "add", MethodType.methodType(long.class, long.class, long.class));
            return Linker.nativeLinker()
                    .upcallStub(add, FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG), Arena.global());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("UnusedMethod") // called through the handle
    private static long add(long left, long right) {
        return left + right;
    }

    /** Native code calls {@code (i64, i64) -> i64}. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long ffmUpcall() throws Throwable {
        return (long) CALL_LOOP.invokeExact(upcall, (long) CALLS);
    }
}
