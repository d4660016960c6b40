package dev.hostcall.runtime.spi;

import dev.hostcall.runtime.FunctionReference;
import dev.hostcall.runtime.GuestRun;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.Signature;
import dev.hostcall.runtime.internal.link.ExportCatalog;
import dev.hostcall.runtime.internal.object.ExportedFunction;
import dev.hostcall.runtime.internal.run.InstanceCore;
import dev.hostcall.runtime.internal.run.Invocations;
import dev.hostcall.runtime.internal.run.TypedCall;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an instance exports, as generated implementations of interfaces call it. */
public final class GuestExports {
    private final InstanceCore instance;
    private final Invocations invocations;
    private final List<ExportCatalog.Export> exports;

    /**
     * Leaves a call's arguments in a frame.
     */
    @FunctionalInterface
    public interface Arguments {
        /** Lowers them. */
        void lower(Frame frame);
    }

    /**
     * Reads a call's result out of a frame.
     *
     * @param <T> the type of the result
     */
    @FunctionalInterface
    public interface Result<T extends @Nullable Object> {
        /** Lifts it; throws a {@link GuestError} if the guest has returned one. */
        @Nullable
        T lift(Frame frame);
    }

    /** For the runtime, which alone has the core of an instance. */
    @SuppressWarnings("exports")
    public GuestExports(InstanceCore instance, List<ExportDeclaration> declarations) {
        this.instance = Objects.requireNonNull(instance, "instance");
        this.invocations = new Invocations(instance);
        this.exports = ExportCatalog.of(instance.module(), Objects.requireNonNull(declarations, "declarations"));
    }

    /** Calls a function on this thread, which is parked where the guest waits. */
    @SuppressWarnings({"unchecked", "NullAway"}) // as it was lifted; nothing is null
    public <T extends @Nullable Object> T call(int index, Arguments arguments, Result<T> result) {
        return (T) invocations.join(prepared(index, arguments, result));
    }

    /** A run of a function. */
    public <T extends @Nullable Object> GuestRun<T> run(int index, Arguments arguments, Result<T> result) {
        return GuestRun.of(invocations.runAsync(prepared(index, arguments, result)));
    }

    /** As {@link #call}, when it is its turn. */
    public <T extends @Nullable Object> T queuedCall(int index, Arguments arguments, Result<T> result) {
        return instance.queue().call(() -> call(index, arguments, result));
    }

    /** As {@link #run}, of one that waits for its turn when it is driven. */
    public <T extends @Nullable Object> GuestRun<T> queuedRun(int index, Arguments arguments, Result<T> result) {
        return GuestRun.queued(invocations.runAsync(prepared(index, arguments, result)), instance.queue());
    }

    /**
     * A function that a method has returned a pointer to, to be called from outside; {@code null} for no function.
     *
     * @param name what the method returns, for messages
     * @throws IllegalArgumentException if the function is of another type, or of another instance
     */
    public @Nullable ReturnedFunction function(
            @Nullable FunctionReference function, Signature signature, String name, ReturnedFunction.Turns turns) {
        Objects.requireNonNull(signature, "signature");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(turns, "turns");
        if (function == null) {
            return null;
        }
        Callback.requireType(function, signature, name);
        return new ReturnedFunction(this, instance.functionOf(function), turns);
    }

    RunResult.Returned call(ExportedFunction function, boolean isQueued, Object... arguments) {
        return isQueued
                ? instance.queue()
                        .call(() -> invocations.join(function, arguments).returned())
                : invocations.join(function, arguments).returned();
    }

    /** The value that a run has ended with. */
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // as it was lifted; nothing is null
    public static <T extends @Nullable Object> T value(RunResult ended) {
        List<@Nullable Object> values =
                Objects.requireNonNull(ended, "ended").returned().values();
        return (T) (values.isEmpty() ? null : values.get(0));
    }

    private TypedCall prepared(int index, Arguments arguments, Result<?> result) {
        return new TypedCall(exports.get(index), arguments, result);
    }
}
