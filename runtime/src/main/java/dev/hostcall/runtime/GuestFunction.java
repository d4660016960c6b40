package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.engine.ControlBlock;
import dev.hostcall.runtime.internal.object.ExportedFunction;
import dev.hostcall.runtime.internal.run.InstanceCore;
import dev.hostcall.runtime.internal.run.Invocations;
import dev.hostcall.runtime.internal.run.RawResult;
import dev.hostcall.runtime.internal.run.Runs;
import java.util.Objects;

/**
 * An exported function of one instance, looked up once: what a program calls that calls often. Safe to share between
 * threads as the instance is: one of them at a time runs it.
 *
 * <pre>{@code
 * GuestFunction add = plugin.function("add");
 * long sum = 0;
 * for (int i = 0; i < 1_000; i++) {
 *     sum = add.invokeRaw(sum, i); // no boxes, no look-up
 * }
 * int seven = add.call(3, 4).returned().i32();
 * }</pre>
 *
 * <p>{@link #call} is {@link Instance#run} without the look-up. {@code invokeRaw} is for the hottest paths: arguments
 * and the result are the bits of numbers, nothing is boxed, and a call that returns allocates nothing. The bits of a
 * type are in a {@code long} as follows, both ways; other types are for {@link #call}:
 *
 * <pre>
 *  i32   (long) value              (int) bits
 *  i64   value                     bits
 *  f32   Float.floatToRawIntBits   Float.intBitsToFloat((int) bits)
 *  f64   Double.doubleToRawLongBits, Double.longBitsToDouble
 * </pre>
 *
 * <p>All {@code invokeRaw} run the function on this thread until it returns, and throw
 *
 * <ul>
 *   <li>{@link IllegalArgumentException} if the function takes another number of arguments, passes vectors or references, has several
 *       results, or is that of a {@link FunctionReference};
 *   <li>{@link InvalidStateException} if the instance is not {@link InstanceState#READY};
 *   <li>{@link GuestTrapException}, {@link GuestException} and {@link GuestTerminatedException} as {@link Instance#run};
 *   <li>{@link IllegalStateException} if a hostcall yields; the instance is {@link InstanceState#YIELDED} then, and can
 *       be resumed.
 * </ul>
 */
public final class GuestFunction {
    private static final int NOT_RAW = -1;

    private final ExportedFunction export;
    private final Invocations invocations;
    private final Runs runs;
    private final ControlBlock control;
    private final int rawParameters;
    private final RawResult rawResult;

    GuestFunction(InstanceCore instance, ExportedFunction export) {
        this.export = export;
        this.invocations = new Invocations(instance);
        this.runs = instance.runs();
        this.control = instance.control();
        Signature signature = export.signature();
        boolean raw = export.callee() == 0
                && signature.results().size() <= 1
                && signature.parameters().stream().allMatch(ValueType::isNumber)
                && signature.results().stream().allMatch(ValueType::isNumber);
        this.rawParameters = raw ? signature.parameters().size() : NOT_RAW;
        this.rawResult = RawResult.of(signature.results());
    }

    /** Its name. */
    public String name() {
        return export.name();
    }

    /** What it takes and returns. */
    public Signature signature() {
        return export.signature();
    }

    /** As {@link Instance#run}. */
    public RunResult call(Object... arguments) {
        return invocations.run(export, arguments);
    }

    /** As {@link Instance#runAsync}. */
    public RunAsync callAsync(Object... arguments) {
        return new RunAsync(invocations.runAsync(export, arguments));
    }

    /** Calls a function without parameters; its result's bits, 0 if it has none. */
    public long invokeRaw() {
        begin(0);
        return run();
    }

    /** Calls a function of one parameter; its result's bits, 0 if it has none. */
    public long invokeRaw(long argument) {
        begin(1);
        control.i64(0, argument);
        return run();
    }

    /** Calls a function of two parameters; its result's bits, 0 if it has none. */
    public long invokeRaw(long first, long second) {
        begin(2);
        control.i64(0, first);
        control.i64(1, second);
        return run();
    }

    /** Calls a function of any number of parameters; its result's bits, 0 if it has none. */
    public long invokeRaw(long... arguments) {
        begin(Objects.requireNonNull(arguments, "arguments").length);
        for (int i = 0; i < arguments.length; i++) {
            control.i64(i, arguments[i]);
        }
        return run();
    }

    /** Takes the instance: from here on, its slots are ours. */
    private void begin(int arguments) {
        if (arguments != rawParameters) {
            throw new IllegalArgumentException(
                    rawParameters == NOT_RAW
                            ? export + " cannot be called with bare numbers"
                            : "%s takes %d arguments; %d were given".formatted(export, rawParameters, arguments));
        }
        runs.beginRaw(export);
    }

    private long run() {
        return runs.runRaw(export, rawResult);
    }

    @Override
    public String toString() {
        return "GuestFunction[" + export + "]";
    }
}
