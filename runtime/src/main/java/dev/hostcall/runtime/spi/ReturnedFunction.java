package dev.hostcall.runtime.spi;

import dev.hostcall.runtime.FunctionReference;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.internal.object.ExportedFunction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A function that a guest has returned a pointer to, called through a functional interface: each call is a run of its own. */
public final class ReturnedFunction {
    private final GuestExports exports;
    private final ExportedFunction function;
    private final Turns turns;

    /** What becomes of a call while another one is under way. */
    public enum Turns {
        /** It is refused. */
        REFUSED,
        /** It waits for its turn. */
        QUEUED
    }

    ReturnedFunction(GuestExports exports, ExportedFunction function, Turns turns) {
        this.exports = exports;
        this.function = function;
        this.turns = turns;
    }

    /** Calls it on this thread, which is parked where the guest waits. */
    public RunResult.Returned call(Object... arguments) {
        return exports.call(function, turns == Turns.QUEUED, arguments);
    }

    /** The same function, to which a method of that name has returned a pointer that may not be null. */
    public static FunctionReference present(@Nullable FunctionReference function, String name) {
        Objects.requireNonNull(name, "name");
        if (function == null) {
            throw new IllegalArgumentException(
                    "%s is a null pointer; a method that may return one is annotated with @Nullable".formatted(name));
        }
        return function;
    }
}
