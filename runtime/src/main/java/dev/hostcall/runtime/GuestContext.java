package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.object.ForeignFunction;
import dev.hostcall.runtime.spi.Stages;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The {@link Vmctx} of one instance, for all its runs. */
final class GuestContext implements Vmctx {
    private static final long MOST_CONSUMED = 1L << 53;

    private final InstanceCore instance;

    GuestContext(InstanceCore instance) {
        this.instance = instance;
    }

    InstanceCore instance() {
        return instance;
    }

    @Override
    public <T extends @Nullable Object> T blockOn(CompletionStage<T> stage) {
        Execution execution = current("blockOn");
        requireAsync(execution);
        return await(execution, stage);
    }

    @Override
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

    @Override
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
                    .say(new GuestTerminatedException(
                            TerminationReason.BLOCK_ON_NEEDS_ASYNC,
                            instance.module().name(),
                            Backtrace.ofSuspended(execution)));
        }
    }

    @Override
    public void yieldNow() {
        suspend(null, null);
    }

    @Override
    public void yieldValue(Object value) {
        suspend(value, null);
    }

    @Override
    public <T> T yieldExpecting(Class<T> type) {
        return suspendExpecting(null, type);
    }

    @Override
    public <T> T yieldValueExpecting(Object value, Class<T> type) {
        return suspendExpecting(value, type);
    }

    @SuppressWarnings("unchecked") // long.class is a Class<Long>, as Long.class is
    private <T> T suspendExpecting(@Nullable Object value, Class<T> type) {
        Objects.requireNonNull(type, "type");
        Class<T> boxed = (Class<T>) MethodType.methodType(type).wrap().returnType();
        return Objects.requireNonNull(boxed.cast(suspend(value, boxed)));
    }

    private @Nullable Object suspend(@Nullable Object value, @Nullable Class<?> expected) {
        Execution execution = current("yield");
        execution.pauseInBody(new Stop.Yielded(value, expected));
        return execution.takeResumedValue();
    }

    @Override
    public boolean isAsync() {
        return current("isAsync").isAsync();
    }

    @Override
    public Memory memory() {
        return instance.memory();
    }

    @Override
    public long growMemory(long pages) {
        current("growMemory");
        return instance.memory().grow(pages);
    }

    @Override
    public <T> T context(Class<T> type) {
        return instance.context(type)
                .orElseThrow(() -> new IllegalStateException("the instance has no context of type " + type.getName()
                        + "; give it one with Instance.putContext"));
    }

    @Override
    public RunResult.Returned call(String function, Object... arguments) {
        Execution execution = current("call");
        GuestModule.Export export = instance.requireExport(function);
        Arguments.check(export, arguments);
        Arguments.write(export, arguments, instance);
        execution.nested().callBack(export.entry());
        return Arguments.readResults(export, instance);
    }

    @Override
    public RunResult.Returned call(FunctionReference function, Object... arguments) {
        Execution execution = current("call");
        ForeignFunction target = Objects.requireNonNull(function, "function").target(instance);
        GuestModule.Export export = GuestModule.Export.of(function, target);
        InstanceCore callee = instance.group()
                .member(target.instance())
                .orElseThrow(() -> new IllegalStateException(function + " leads to no instance"));
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
    private void requireSlots(GuestModule.Export function) {
        Signature signature = function.signature();
        int needed = Math.max(signature.parameters().size(), signature.results().size());
        if (needed > instance.module().slots()) {
            throw new IllegalArgumentException(
                    "%s takes or returns %d values; guest %s, which calls it, has room for %d"
                            .formatted(
                                    function,
                                    needed,
                                    instance.module().name(),
                                    instance.module().slots()));
        }
    }

    @Override
    public GuestTable table(String name) {
        current("table");
        return instance.table(name)
                .orElseThrow(() -> new IllegalArgumentException("guest %s exports no table \"%s\"; it exports %s"
                        .formatted(
                                instance.module().name(),
                                name,
                                instance.data().exportedTables().keySet())));
    }

    @Override
    public List<GuestFrame> backtrace() {
        return Backtrace.ofSuspended(current("backtrace")).frames();
    }

    @Override
    public void consume(long instructions) {
        Execution execution = current("consume");
        if (instructions < 0 || instructions > MOST_CONSUMED) {
            throw new IllegalArgumentException(
                    "instructions is %d; it must be from 0 to %d".formatted(instructions, MOST_CONSUMED));
        }
        Payment.charge(execution, instructions);
    }

    @Override
    public GuestTerminatedException terminate(Object details) {
        Execution execution = current("terminate");
        throw execution
                .termination()
                .say(GuestTerminatedException.provided(
                        instance.module().name(), details, Backtrace.ofSuspended(execution)));
    }

    /** The run under way, if it is this thread that runs it. */
    private Execution current(String operation) {
        if (!instance.gate().isOwner()) {
            throw new InvalidStateException("Vmctx." + operation + " was called outside of the hostcall, or on another"
                    + " thread than the one that runs it");
        }
        return instance.runs().current();
    }
}
