package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.GuestException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.HostcallException;
import dev.hostcall.runtime.internal.engine.ControlBlock;
import dev.hostcall.runtime.internal.link.Extern;
import dev.hostcall.runtime.internal.link.HostcallTable;
import dev.hostcall.runtime.internal.memory.MemoryCore;
import dev.hostcall.runtime.internal.watch.Observer;
import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.GuestFault;
import dev.hostcall.runtime.spi.NeedsAsync;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The hostcalls of one run: calling the method, waiting for the future it left, delivering the value, and what becomes of
 * what it throws. What a method returns here is the stop that the run loop is to be left with, or nothing.
 */
final class Calls {
    private final Execution execution;
    private final Termination termination;
    private final HostcallTable table;
    private final Frame frame;

    /** The wait under way, if the guest blocks. Set and read by the thread that runs or polls the guest. */
    private @Nullable Wait wait;

    Calls(Execution execution, Termination termination) {
        this.execution = execution;
        this.termination = termination;
        this.table = execution.instance().hostcalls();
        this.frame = execution.instance().frame();
    }

    /** Calls the method behind an import. The run loop inlines all this: each level of calls less lets it reach further. */
    @Nullable
    Stop serve(int index) {
        Extern.Function target = table.target(index);
        if (target.isSuspending() && !execution.keepsFrames()) {
            return execution.holdBack(index);
        }
        try {
            Observer observer = execution.observer();
            if (observer == null) {
                target.hostcalls().call(target.index(), frame);
            } else {
                observer.call(target, frame);
            }
        } catch (Throwable e) {
            return threw(index, e);
        }
        HostcallFrame left = left();
        CompletableFuture<?> future = left.takePending();
        if (execution.mustEnd()) {
            Stop.Failed ended = termination.ended(execution);
            if (future != null) {
                left.abandon(future, left.pendingResult(), ended.why());
            }
            return ended;
        }
        return future == null ? null : await(index, future, left.pendingResult());
    }

    /** The guest waits for a future that its hostcall returned: no Java frame of the hostcall is left. Or for its memory. */
    private @Nullable Stop await(int index, CompletableFuture<?> future, PendingResult result) {
        try {
            if (execution.keepsFrames()) {
                awaitInBody(future);
            } else {
                startWaiting(Wait.forReturned(future, index, result, execution));
                if (!future.isDone()) {
                    return Stop.Plain.BLOCKED;
                }
                stopWaiting();
            }
        } catch (Throwable e) { // the guest is terminated, or this future is of an unusual kind
            stopWaiting();
            if (termination.isSaid()) {
                left().abandon(future, result, e);
            }
            return threw(index, e);
        }
        return deliver(index, future, result);
    }

    /** The guest waits on a memory: until somebody notifies it, or the time is up. What it waits for is in the slots. */
    @SuppressWarnings("FutureReturnValueIgnored") // it is the same future
    @Nullable
    Stop waitOnMemory(int index) {
        InstanceCore instance = execution.instance();
        ControlBlock control = instance.control();
        long nanos = control.i64(3);
        CompletableFuture<Integer> notified =
                instance.memory(index).await(control.i64(0), (int) control.i64(1), control.i64(2));
        if (nanos == 0) {
            notified.complete(MemoryCore.TIME_IS_UP);
        }
        Stop.Failed end = null;
        if (execution.mustEnd()) {
            end = termination.ended(execution);
        } else if (!notified.isDone() && !execution.isAsync()) {
            end = termination.fail(Failures.needsAsync(instance.guest(), Backtrace.ofSuspended(execution)));
        }
        if (end != null) {
            notified.cancel(false);
            return end;
        }
        if (notified.isDone()) {
            return deliver(Wait.ON_MEMORY, notified, PendingResult.I32);
        }
        if (nanos > 0) {
            notified.completeOnTimeout(MemoryCore.TIME_IS_UP, nanos, TimeUnit.NANOSECONDS);
        }
        return await(Wait.ON_MEMORY, notified, PendingResult.I32);
    }

    private @Nullable Stop deliver(int index, CompletableFuture<?> future, PendingResult result) {
        try {
            left().deliver(future, result);
            return null;
        } catch (Throwable e) {
            return threw(index, e);
        }
    }

    /** An exception of guests' comes out of a hostcall: the guest goes on with it if it may catch it, and ends otherwise. */
    @Nullable
    Stop thrown(GuestException exception) {
        if (execution.mustEnd()) {
            return termination.ended(execution);
        }
        ThrownExceptions exceptions = execution.instance().exceptions();
        if (!exceptions.areCaught()) {
            return termination.fail(exception);
        }
        try {
            exceptions.throwInto(exception);
            return null;
        } catch (GuestTrapException e) { // the guest holds too many
            return termination.fail(e);
        } catch (IllegalArgumentException e) { // one of its values is a reference that the instance must not have
            String guest = execution.instance().guest();
            return termination.fail(Failures.threw(guest, "(exception)", e, Backtrace.ofSuspended(execution)));
        }
    }

    private @Nullable Stop threw(int index, Throwable e) {
        if (termination.isSaid()) {
            Stop.Failed ended = termination.ended(execution);
            if (e != ended.why()) {
                ended.why().addSuppressed(e);
            }
            return ended;
        }
        String guest = execution.instance().guest();
        String hostcall = name(index);
        if (e instanceof NeedsAsync) {
            return termination.fail(Failures.needsAsync(guest, hostcall, Backtrace.ofSuspended(execution)));
        }
        if (e instanceof GuestFault fault) {
            return termination.fail(Failures.trapInHostcall(guest, hostcall, fault, Backtrace.ofSuspended(execution)));
        }
        if (e instanceof HostcallException failure
                && !(e instanceof GuestException)
                && (isOfInstance(index) || termination.isOfNestedCall(failure))) {
            return termination.fail(failure);
        }
        Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        if (cause instanceof GuestException exception) {
            return thrown(exception);
        }
        return termination.fail(Failures.threw(guest, hostcall, cause, Backtrace.ofSuspended(execution)));
    }

    /** The frame, for what a hostcall has left there. */
    private HostcallFrame left() {
        return frame;
    }

    // ---- waiting ----

    /** Whether the guest waits for a future that is not done. */
    boolean isWaiting() {
        Wait present = wait;
        return present != null && !present.isOver();
    }

    /** Delivers the value of a future that the guest has waited for, if it has. */
    @Nullable
    Stop finishWait() {
        Wait over = wait;
        if (over == null) {
            return null;
        }
        stopWaiting();
        return deliver(over.hostcall(), over.future(), over.result());
    }

    /** Returns when the future is done. Throws what the guest is ended with, if it is ended while it waits. */
    void awaitInBody(CompletableFuture<?> future) {
        startWaiting(Wait.inBody(future, execution));
        try {
            while (!future.isDone()) {
                execution.pauseInBody(Stop.Plain.BLOCKED);
            }
        } finally {
            stopWaiting();
        }
    }

    private void startWaiting(Wait next) {
        wait = next;
        next.register();
    }

    /** Lets go of the future, if the guest waits for one; the wait that was. */
    @Nullable
    Wait stopWaiting() {
        Wait over = wait;
        if (over != null) {
            over.detach();
            wait = null;
        }
        return over;
    }

    /** The hostcall whose returned future the guest waits for, or its operator that waits, for those who watch. */
    @Nullable
    String waitsFor() {
        Wait present = wait;
        return present == null || present.hostcall() == Wait.IN_BODY ? null : name(present.hostcall());
    }

    private String name(int index) {
        return index == Wait.ON_MEMORY ? Failures.WAIT : table.name(index);
    }

    private boolean isOfInstance(int index) {
        return index != Wait.ON_MEMORY && table.isOfInstance(index);
    }
}
