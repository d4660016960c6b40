package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.FunctionReference;
import dev.hostcall.runtime.ValueType;
import dev.hostcall.runtime.internal.engine.ControlBlock;
import dev.hostcall.runtime.internal.link.FunctionTables;
import dev.hostcall.runtime.internal.memory.TableCore;
import dev.hostcall.runtime.internal.reference.Values;
import dev.hostcall.runtime.spi.AllocatorDeclaration;
import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.NeedsAsync;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The run loop's half of a {@link Frame}, which is the only subclass: what a hostcall leaves here and the loop takes. Its methods are
 * seen by this room and, where they are protected, by that class; generated code sees none.
 */
public abstract class HostcallFrame {
    /** Where the slots are; those of nowhere once the instance is closed. */
    protected ControlBlock control;

    private final InstanceCore instance;
    private boolean async;
    private @Nullable CompletableFuture<?> pending;
    private PendingResult pendingResult = PendingResult.VOID;
    private @Nullable TableCore functions; // that pointers are indices of; looked for at the first of them
    private @Nullable Results results; // of the hostcall under way, if they are collected

    /** For hostcalls of an instance. */
    protected HostcallFrame(InstanceCore instance) {
        this.instance = instance;
        this.control = instance.control();
    }

    /** Whose hostcalls it is for. */
    public final InstanceCore instance() {
        return instance;
    }

    /** The instance is closed: the slots are somebody else's from here on. */
    public final void shut() {
        control = ControlBlock.nowhere();
    }

    /** From here on the guest may block. */
    final void mayBlock() {
        async = true;
    }

    /** From here on the guest may not block. */
    final void mayNotBlock() {
        async = false;
    }

    // ---- a result to come ----

    /** Blocks the guest on a stage and returns what a result makes of its value. */
    protected final void blockOn(@Nullable CompletionStage<?> stage, PendingResult result) {
        if (stage == null) {
            throw new NullPointerException("it returned null; it must return a future");
        }
        CompletableFuture<?> future = Stages.toFuture(stage);
        if (!async) {
            NeedsAsync refusal = new NeedsAsync();
            abandon(future, result, refusal);
            throw refusal;
        }
        if (future.isDone()) {
            deliver(future, result);
        } else {
            if (pendingResult != result) { // see decision 16
                pendingResult = result;
            }
            pending = future;
        }
    }

    /** The future the hostcall that just returned left behind, taken out; {@code null} if it left a result. */
    final @Nullable CompletableFuture<?> takePending() {
        CompletableFuture<?> future = pending;
        if (future != null) { // see decision 16
            pending = null;
        }
        return future;
    }

    /** How a future taken out is to be delivered; keep it with the future. */
    final PendingResult pendingResult() {
        return pendingResult;
    }

    /**
     * Stores the value of a future that is done.
     *
     * @throws CompletionException if it completed exceptionally
     * @throws java.util.concurrent.CancellationException if it was cancelled
     */
    final void deliver(CompletableFuture<?> future, PendingResult result) {
        Object value;
        try {
            value = future.join();
        } catch (CompletionException e) {
            if (e.getCause() != null && result.storeFailure(this, e.getCause())) {
                return;
            }
            throw e;
        }
        if (value != null) {
            result.store(this, value);
        } else {
            result.storeNull(this);
        }
    }

    /** Cancels a future, and gives up its value if it has one already, or what it has failed with. */
    final void abandon(CompletableFuture<?> future, PendingResult result, Throwable why) {
        future.cancel(true);
        if (!future.isDone() || future.isCancelled()) {
            return;
        }
        Object value;
        try {
            value = future.join();
        } catch (CompletionException e) {
            if (e.getCause() != null) {
                result.discardFailure(this, e.getCause(), why);
            }
            return;
        }
        if (value != null) {
            result.discard(this, value, why);
        }
    }

    /** Has the results that the hostcall has left checked: those in the slots now, others when they come. */
    final void checkResults(PreciseResults results) {
        if (pending == null) {
            results.check(instance);
        } else {
            pendingResult = new PreciseResults.ToCome(results, pendingResult);
        }
    }

    // ---- results in the guest's memory ----

    /** Has the guest's own allocator take memory for a result: the address that it returns, whatever that is. */
    protected final long allocate(AllocatorDeclaration allocator, long bytes, int alignment) {
        return instance.allocator().allocate(allocator, bytes, alignment);
    }

    /** The name of the function that does so. */
    protected final String allocatorName(AllocatorDeclaration allocator) {
        return instance.allocator().name(allocator);
    }

    // ---- references ----

    /** The function that a reference in a slot leads to. */
    protected final @Nullable FunctionReference functionReference(int slot) {
        Results present = results;
        if (present == null) {
            throw new IllegalStateException("a hostcall that takes no funcref has asked for one");
        }
        return present.function(slot);
    }

    /** The object that a reference in a slot leads to. */
    protected final @Nullable Object externalObject(int slot) {
        return Values.fromBits(ValueType.EXTERNREF, control.i64(slot), instance);
    }

    /** The reference to an object. */
    protected final long externalReference(@Nullable Object object) {
        return Values.toBits(ValueType.EXTERNREF, object, instance);
    }

    /** The function at an index of the guest's table of functions. */
    protected final @Nullable FunctionReference tableElement(int index) {
        return FunctionTables.element(table(), index);
    }

    /** The first index of that table with a function. */
    protected final int tableIndex(FunctionReference function) {
        return FunctionTables.index(table(), function, Values.toBits(ValueType.FUNCREF, function, instance));
    }

    private TableCore table() {
        TableCore table = functions;
        if (table == null) {
            table = FunctionTables.of(instance, instance.module());
            functions = table;
        }
        return table;
    }

    // ---- several results ----

    /** Has the results of the hostcall under way collected there; the place before, to be put back once it is left. */
    final @Nullable Results collectIn(@Nullable Results next) {
        Results before = results;
        results = next;
        return before;
    }

    /** Hands collected results to the guest, if all are there. */
    final void store(Results collected) {
        if (!collected.areCollected()) {
            return; // in the slots already, or pending
        }
        CompletableFuture<?> single = takePending();
        if (single == null) {
            collected.store(control);
        } else if (pendingResult.mayBeSeveral()) {
            pending = single;
            pendingResult = new SeveralToCome(collected, pendingResult);
        } else {
            single.cancel(true);
            throw collected.futureOfOne();
        }
    }

    /** Hands collected results to the guest, all of which are there. */
    final void storeAll(Results collected) {
        collected.store(control);
    }

    /** Leaves one of several results. */
    protected final void collect(int result, ValueType type, long bits) {
        collecting().put(result, type, bits);
    }

    /** Leaves all of several results, which are numbers. */
    protected final void collectAll(long[] bits) {
        collecting().putAll(bits);
    }

    private Results collecting() {
        Results present = results;
        if (present != null && present.areCollected()) {
            return present;
        }
        throw new IllegalStateException("a hostcall of one result or none returned one of several");
    }
}
