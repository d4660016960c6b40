package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.FunctionReference;
import dev.hostcall.runtime.GuestException;
import dev.hostcall.runtime.GuestFrame;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.Pollable;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.TerminationReason;
import dev.hostcall.runtime.internal.front.Front;
import dev.hostcall.runtime.internal.memory.TableCore;
import dev.hostcall.runtime.internal.memory.TagCore;
import dev.hostcall.runtime.internal.object.ExportedFunction;
import dev.hostcall.runtime.internal.object.ReferencedFunction;
import dev.hostcall.runtime.internal.reference.LinkedFunction;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What hostcalls may ask of their guest: behind the {@code Vmctx} of one instance, for all its runs. */
public final class HostcallContext {
    private static final long MOST_CONSUMED = 1L << 53;

    private final InstanceCore instance;

    public HostcallContext(InstanceCore instance) {
        this.instance = instance;
    }

    public <T extends @Nullable Object> T blockOn(CompletionStage<T> stage) {
        Execution execution = current("blockOn");
        requireAsync(execution);
        return await(execution, stage);
    }

    public <T extends @Nullable Object> Optional<Poll.Ready<T>> tryBlockOn(CompletionStage<T> stage) {
        Execution execution = current("tryBlockOn");
        execution.termination().throwIfSaid();
        return execution.isAsync() ? Optional.of(new Poll.Ready<>(await(execution, stage))) : Optional.empty();
    }

    private static <T extends @Nullable Object> T await(Execution execution, CompletionStage<T> stage) {
        CompletableFuture<T> future = Stages.toFuture(stage);
        if (!future.isDone()) {
            execution.calls().awaitInBody(future);
        }
        return future.join();
    }

    public <T extends @Nullable Object> T blockOn(Pollable<T> future) {
        Execution execution = current("blockOn");
        while (true) {
            requireAsync(execution);
            Poll<T> poll = future.poll(execution);
            if (poll instanceof Poll.Ready<T> ready) {
                return ready.value();
            }
            requireAsync(execution); // the poll may have yielded, and been resumed otherwise
            execution.pauseInBody(Stop.Plain.BLOCKED);
        }
    }

    private void requireAsync(Execution execution) {
        execution.termination().throwIfSaid();
        if (!execution.isAsync()) {
            throw execution
                    .termination()
                    .say(Failures.terminated(
                            TerminationReason.BLOCK_ON_NEEDS_ASYNC,
                            instance.guest(),
                            Backtrace.ofSuspended(execution)));
        }
    }

    @SuppressWarnings("unchecked") // long.class is a Class<Long>, as Long.class is
    public <T> T suspendExpecting(@Nullable Object value, Class<T> type) {
        Objects.requireNonNull(type, "type");
        Class<T> boxed = (Class<T>) MethodType.methodType(type).wrap().returnType();
        return Objects.requireNonNull(boxed.cast(suspend(value, boxed)));
    }

    public @Nullable Object suspend(@Nullable Object value, @Nullable Class<?> expected) {
        Execution execution = current("yield");
        execution.pauseInBody(new Stop.Yielded(value, expected));
        return execution.root().takeResumedValue();
    }

    public boolean isAsync() {
        return current("isAsync").isAsync();
    }

    public long growMemory(long pages) {
        current("growMemory");
        return instance.memory().grow(pages);
    }

    public <T> T context(Class<T> type) {
        return instance.context(type)
                .orElseThrow(() -> new IllegalStateException("the instance has no context of type " + type.getName()
                        + "; give it one with Instance.putContext"));
    }

    public RunResult.Returned call(String function, Object... arguments) {
        Execution execution = current("call");
        ExportedFunction export = instance.module().requireExport(function);
        Arguments.check(export, arguments);
        Arguments.write(export, arguments, instance);
        execution.nested().callBack(export.entry());
        return Arguments.readResults(export, instance);
    }

    public RunResult.Returned call(FunctionReference function, Object... arguments) {
        Execution execution = current("call");
        ReferencedFunction target =
                LinkedFunction.of(Objects.requireNonNull(function, "function")).target(instance);
        ExportedFunction export = ExportedFunction.of(function, target);
        InstanceCore callee = instance.member(target);
        Arguments.check(export, arguments);
        if (callee == instance) {
            Arguments.write(export, arguments, instance);
            execution.nested().callBack(export.entry());
        } else {
            requireSlots(export);
            Arguments.write(export, arguments, instance);
            execution.nested().callInHostcall(callee, export.entry(), export.signature(), target.address());
        }
        return Arguments.readResults(export, instance);
    }

    /** Another instance's function may take more than any of this one's, and below the slots lies the guest's data. */
    private void requireSlots(ExportedFunction function) {
        int needed = function.signature().slots();
        if (needed > instance.module().object().slots()) {
            throw new IllegalArgumentException(
                    "%s takes or returns %d slots of values; guest %s, which calls it, has room for %d"
                            .formatted(
                                    function,
                                    needed,
                                    instance.guest(),
                                    instance.module().object().slots()));
        }
    }

    public TableCore table(String name) {
        current("table");
        return Optional.ofNullable(instance.exportedTables().get(Objects.requireNonNull(name, "name")))
                .orElseThrow(() -> new IllegalArgumentException("guest %s exports no table \"%s\"; it exports %s"
                        .formatted(
                                instance.guest(),
                                name,
                                instance.exportedTables().keySet())));
    }

    public List<GuestFrame> backtrace() {
        return Backtrace.ofSuspended(current("backtrace")).frames();
    }

    public void consume(long instructions) {
        Execution execution = current("consume");
        if (instructions < 0 || instructions > MOST_CONSUMED) {
            throw new IllegalArgumentException(
                    "instructions is %d; it must be from 0 to %d".formatted(instructions, MOST_CONSUMED));
        }
        Payment.charge(execution, instructions);
    }

    public GuestException throwException(TagCore tag, @Nullable Object... values) {
        Execution execution = current("throwException");
        Backtrace backtrace = Backtrace.ofSuspended(execution);
        GuestException exception = Front.exception(
                tag, tag.checked(values), "a hostcall of guest " + instance.guest(), backtrace.frames());
        backtrace.weaveInto(exception);
        throw exception;
    }

    public GuestTerminatedException terminate(Object details) {
        Execution execution = current("terminate");
        throw execution
                .termination()
                .say(Failures.provided(instance.guest(), details, Backtrace.ofSuspended(execution)));
    }

    /** The run under way, if it is this thread that runs it. */
    private Execution current(String operation) {
        if (!instance.gate().isOwner()) {
            throw Front.invalidState(
                    "cannot call Vmctx." + operation + ": the hostcall is over, or another" + " thread runs it");
        }
        return instance.runs().current();
    }
}
