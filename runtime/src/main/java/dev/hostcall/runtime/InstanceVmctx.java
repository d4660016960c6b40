package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.run.HostcallContext;
import dev.hostcall.runtime.internal.run.InstanceCore;
import dev.hostcall.runtime.spi.Frame;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The {@link Vmctx} of one instance, for all its runs. */
final class InstanceVmctx implements Vmctx {
    private final HostcallContext context;
    private final Memory memory;

    private InstanceVmctx(HostcallContext context, Memory memory) {
        this.context = context;
        this.memory = memory;
    }

    /** What hostcalls of an instance are called with. */
    static Frame frame(InstanceCore instance) {
        Memory memory = new Memory(instance.memory());
        return new Frame(instance, memory, new InstanceVmctx(new HostcallContext(instance), memory));
    }

    @Override
    public <T extends @Nullable Object> T blockOn(CompletionStage<T> stage) {
        return context.blockOn(stage);
    }

    @Override
    public <T extends @Nullable Object> T blockOn(Pollable<T> future) {
        return context.blockOn(future);
    }

    @Override
    public <T extends @Nullable Object> Optional<Poll.Ready<T>> tryBlockOn(CompletionStage<T> stage) {
        return context.tryBlockOn(stage);
    }

    @Override
    public void yieldNow() {
        context.suspend(null, null);
    }

    @Override
    public void yieldValue(Object value) {
        context.suspend(value, null);
    }

    @Override
    public <T> T yieldExpecting(Class<T> type) {
        return context.suspendExpecting(null, type);
    }

    @Override
    public <T> T yieldValueExpecting(Object value, Class<T> type) {
        return context.suspendExpecting(value, type);
    }

    @Override
    public boolean isAsync() {
        return context.isAsync();
    }

    @Override
    public Memory memory() {
        return memory;
    }

    @Override
    public long growMemory(long pages) {
        return context.growMemory(pages);
    }

    @Override
    public <T> T context(Class<T> type) {
        return context.context(type);
    }

    @Override
    public RunResult.Returned call(String function, Object... arguments) {
        return context.call(function, arguments);
    }

    @Override
    public RunResult.Returned call(FunctionReference function, Object... arguments) {
        return context.call(function, arguments);
    }

    @Override
    public GuestTable table(String name) {
        return GuestTable.of(context.table(name));
    }

    @Override
    public List<GuestFrame> backtrace() {
        return context.backtrace();
    }

    @Override
    public void consume(long instructions) {
        context.consume(instructions);
    }

    @Override
    public GuestException throwException(GuestTag tag, @Nullable Object... values) {
        return context.throwException(Objects.requireNonNull(tag, "tag").core(), values);
    }

    @Override
    public GuestTerminatedException terminate(Object details) {
        return context.terminate(details);
    }
}
