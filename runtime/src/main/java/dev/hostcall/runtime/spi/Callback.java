package dev.hostcall.runtime.spi;

import dev.hostcall.runtime.FunctionReference;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.Vmctx;
import dev.hostcall.runtime.internal.front.Front;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A function that a guest has passed to a hostcall, behind the functional interface that the hostcall takes. Called while the hostcall runs, and by
 * the thread that runs it.
 */
public final class Callback {
    private final Vmctx vmctx;
    private final FunctionReference function;
    private final String name;

    /** Set by the thread that runs the hostcall; read by whoever calls. */
    private volatile boolean isOver;

    private Callback(Vmctx vmctx, FunctionReference function, String name) {
        this.vmctx = vmctx;
        this.function = function;
        this.name = name;
    }

    /**
     * Of a function of the type that the interface asks for; {@code null} for no function.
     *
     * @param signature the type
     * @param name what the hostcall calls it, for messages
     * @throws IllegalArgumentException if the function is of another type
     */
    public static @Nullable Callback of(
            Frame frame, @Nullable FunctionReference function, Signature signature, String name) {
        Objects.requireNonNull(frame, "frame");
        Objects.requireNonNull(signature, "signature");
        Objects.requireNonNull(name, "name");
        if (function == null) {
            return null;
        }
        requireType(function, signature, name);
        return new Callback(frame.vmctx(), function, name);
    }

    /** Refuses a function of another type than a functional interface asks for. */
    static void requireType(FunctionReference function, Signature signature, String name) {
        if (!function.signature().equals(signature)) {
            throw new IllegalArgumentException(
                    "%s is a function of type %s; it must be %s".formatted(name, function.signature(), signature));
        }
    }

    /** Calls the guest. */
    public RunResult.Returned call(Object... arguments) {
        if (isOver) {
            throw Front.invalidState(
                    "cannot call %s: it is a function of the guest, and its hostcall has returned".formatted(name));
        }
        return vmctx.call(function, arguments);
    }

    /** The hostcall has returned. */
    public static void end(@Nullable Callback callback) {
        if (callback != null) {
            callback.isOver = true;
        }
    }

    /** The same value, which the guest has passed and may not be a null reference. */
    public static <T> T present(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException(
                    "%s is a null reference; a parameter that may be one is annotated with @Nullable".formatted(name));
        }
        return value;
    }
}
