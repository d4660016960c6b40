package dev.hostcall.wasi.internal.env;

import dev.hostcall.Hostcall;
import dev.hostcall.HostcallModule;
import dev.hostcall.runtime.Hostcalls;
import dev.hostcall.runtime.Memory;
import dev.hostcall.wasi.AbortException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** What AssemblyScript's standard library imports. */
@HostcallModule("env")
public final class AssemblyScriptCalls {
    /** How long a text is, in bytes, stands before it. */
    private static final int LENGTH = 4;

    private static final double EXACT = 1L << 53;

    private final RandomGenerator random;
    private final Consumer<String> trace;

    private AssemblyScriptCalls(RandomGenerator random, Consumer<String> trace) {
        this.random = random;
        this.trace = trace;
    }

    /** With these seeds and this receiver of traces. */
    public static Hostcalls of(RandomGenerator random, Consumer<String> trace) {
        return AssemblyScriptCallsHostcalls.of(new AssemblyScriptCalls(random, trace));
    }

    @Hostcall
    void abort(Memory memory, int message, int file, int line, int column) {
        String where = "%s:%d:%d".formatted(text(memory, file), line, column);
        throw new AbortException(message == 0 ? where : text(memory, message) + " in " + where);
    }

    /** Never 0, which would be no seed. */
    @Hostcall
    double seed() {
        return 1 + random.nextDouble();
    }

    @Hostcall
    void trace(
            Memory memory,
            int message,
            int numbers,
            double first,
            double second,
            double third,
            double fourth,
            double fifth) {
        String values = DoubleStream.of(first, second, third, fourth, fifth)
                .limit(Math.max(numbers, 0))
                .mapToObj(AssemblyScriptCalls::plain)
                .map(value -> " " + value)
                .collect(Collectors.joining());
        trace.accept(text(memory, message) + values);
    }

    /** As JavaScript writes it, but for the exponents of very large and very small ones. */
    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < EXACT
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String text(Memory memory, int pointer) {
        if (pointer == 0) {
            return "null";
        }
        long address = Integer.toUnsignedLong(pointer);
        byte[] bytes = memory.slice(address, memory.readInt(address - LENGTH)).readBytes();
        return new String(bytes, StandardCharsets.UTF_16LE);
    }
}
