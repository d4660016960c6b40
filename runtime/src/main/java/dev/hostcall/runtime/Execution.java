package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.ContextSwitch;
import dev.hostcall.runtime.internal.ControlBlock;
import dev.hostcall.runtime.internal.Coroutine;
import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.GuestFault;
import dev.hostcall.runtime.spi.NeedsAsync;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One run of a guest from its first instruction to its end, over all suspensions: the loop that enters the guest and
 * serves its stops. Driven by one thread at a time, not always the same; only {@link #request} and {@link #wake} may
 * be called by others.
 *
 * <p>The loop runs on the driver's stack until a hostcall comes whose body may suspend; from then on it runs inside a
 * coroutine, so that the frames of that body can be kept.
 */
final class Execution implements Waker {
    private static final int NONE = -1;

    private final Instance instance;
    private final ControlBlock control;
    private final Linkage linkage;
    private final Frame frame;
    private final Gate gate;
    private final Budget budget;

    private long entry;
    private boolean async;
    private @Nullable Coroutine coroutine;
    private Stop handedOver = Stop.Plain.RETURNED; // by the loop in the coroutine to the driver
    private int heldHostcall = NONE; // to be called once inside a coroutine, or whose future is awaited
    private @Nullable CompletableFuture<?> awaited;
    private boolean awaitedIsOwned;
    private Frame.Result awaitedResult = Frame.Result.VOID;
    private @Nullable Wakeup wakeup;
    private @Nullable Object resumedWith;
    private @Nullable HostcallException ending;

    private volatile @Nullable TerminationReason request;
    private volatile @Nullable Waker waker;

    Execution(Instance instance, long entry) {
        this.instance = instance;
        this.control = instance.control();
        this.linkage = instance.linkage();
        this.frame = instance.frame();
        this.gate = instance.gate();
        this.budget = instance.budget();
        this.entry = entry;
    }

    // ---- for the driver ----

    /** How the guest is driven from here on. */
    void async(boolean mayBlock) {
        async = mayBlock;
        frame.async(mayBlock);
    }

    boolean isAsync() {
        return async;
    }

    /** Who is to be woken; {@code null} once nobody waits any more. */
    void waker(@Nullable Waker next) {
        waker = next;
    }

    /** What a suspended {@code yieldExpecting} returns. */
    void resumeWith(@Nullable Object value) {
        resumedWith = value;
    }

    /** Lets the guest run until it stops, or finds that it still has to wait. */
    Stop advance(long bound) {
        TerminationReason asked = request;
        if (asked != null) {
            return end(new GuestTerminatedException(asked, instance.module().name()));
        }
        if (awaited != null && !awaited.isDone()) {
            return Stop.Plain.WAITING;
        }
        budget.begin(bound);
        Stop stop = coroutine == null ? onThisThread() : inCoroutine();
        if (stop == Stop.Plain.NEEDS_COROUTINE) {
            coroutine = Coroutine.of(this::runInCoroutine);
            return inCoroutine();
        }
        return stop;
    }

    /**
     * Ends a suspended guest: suspended hostcalls are thrown the exception, so that their {@code finally} blocks run,
     * and a future that a hostcall returned is cancelled.
     */
    Stop end(HostcallException why) {
        ending = why;
        CompletableFuture<?> future = awaited;
        boolean cancel = awaitedIsOwned;
        stopWaiting();
        while (coroutine != null) {
            inCoroutine();
        }
        if (future != null && cancel) {
            future.cancel(true);
        }
        return new Stop.Failed(why);
    }

    // ---- from any thread ----

    /** Asks for an end at the next occasion. The first reason stands. */
    void request(TerminationReason reason) {
        if (request == null) {
            request = reason;
        }
    }

    boolean isEndRequested() {
        return request != null;
    }

    /** Wakes whoever polled last. */
    @Override
    public void wake() {
        Waker present = waker;
        if (present != null) {
            present.wake();
        }
    }

    // ---- the loop ----

    private Stop onThisThread() {
        gate.own();
        try {
            return loop();
        } finally {
            gate.disown();
        }
    }

    private Stop inCoroutine() {
        Coroutine present = coroutine;
        if (present == null) {
            throw new IllegalStateException("no coroutine");
        }
        if (present.resume() == Coroutine.Progress.ENDED) {
            coroutine = null;
        }
        return handedOver;
    }

    private void runInCoroutine() {
        gate.own();
        try {
            handedOver = loop();
        } catch (Throwable e) {
            handedOver = fail(GuestTerminatedException.threw(instance.module().name(), "(run loop)", e));
        } finally {
            gate.disown();
        }
    }

    /** Hands a stop to the driver and returns when it comes back, in the coroutine only. */
    private void pause(Stop stop) {
        Coroutine present = coroutine;
        if (present == null) {
            throw new InvalidStateException("the guest was asked to suspend by a hostcall that takes no Vmctx");
        }
        handedOver = stop;
        gate.disown();
        try {
            present.suspend();
        } finally {
            gate.own();
        }
    }

    private Stop loop() {
        Stop stop = finishHostcall();
        if (stop == null) {
            long first = entry;
            entry = 0;
            stop = loop(first);
        }
        return stop;
    }

    /** What was begun before the loop was left: a hostcall held back, or a future that is done now. */
    private @Nullable Stop finishHostcall() {
        int index = heldHostcall;
        if (index == NONE) {
            return null;
        }
        heldHostcall = NONE;
        CompletableFuture<?> future = awaited;
        if (future == null) {
            return call(index);
        }
        stopWaiting();
        return deliver(index, future, awaitedResult);
    }

    private Stop loop(long first) {
        long message = ContextSwitch.resume(control.address(), first);
        while (true) {
            Stop stop = serve(message);
            if (stop != null) {
                return stop;
            }
            message = ContextSwitch.resume(control.address(), 0);
        }
    }

    private @Nullable Stop serve(long message) {
        int detail = (int) (message >>> 32);
        return switch ((int) message) {
            case ControlBlock.HOSTCALL -> hostcall(detail);
            case ControlBlock.RETURNED -> Stop.Plain.RETURNED;
            case ControlBlock.BUDGET -> budgetSpent();
            case ControlBlock.GROW -> {
                control.i32(0, (int) instance.memory().grow(Integer.toUnsignedLong(control.i32(0))));
                yield null;
            }
            case ControlBlock.TRAPPED -> fail(instance.trap(TrapCode.of(detail)));
            default -> throw new IllegalStateException("guest stopped for unknown reason " + (int) message);
        };
    }

    private @Nullable Stop budgetSpent() {
        if (mustEnd()) {
            return ended();
        }
        if (budget.refill()) {
            return null;
        }
        if (coroutine == null) {
            return Stop.Plain.BOUND_EXPIRED;
        }
        pause(Stop.Plain.BOUND_EXPIRED);
        return mustEnd() ? ended() : null;
    }

    // ---- hostcalls ----

    private @Nullable Stop hostcall(int index) {
        if (linkage.maySuspend(index) && coroutine == null) {
            heldHostcall = index;
            return Stop.Plain.NEEDS_COROUTINE;
        }
        return call(index);
    }

    private @Nullable Stop call(int index) {
        try {
            linkage.call(index, frame);
        } catch (Throwable e) {
            return threw(index, e);
        }
        CompletableFuture<?> future = frame.takePending();
        if (mustEnd()) {
            if (future != null) {
                future.cancel(true);
            }
            return ended();
        }
        return future == null ? null : await(index, future);
    }

    /** The guest waits for a future that its hostcall returned: no Java frame of the hostcall is left. */
    private @Nullable Stop await(int index, CompletableFuture<?> future) {
        Frame.Result result = frame.pendingResult();
        try {
            if (coroutine != null) {
                awaitInBody(future, true);
            } else if (mustWait(future)) {
                awaitedResult = result;
                heldHostcall = index;
                return Stop.Plain.WAITING;
            }
        } catch (Throwable e) { // the guest is ended, or this future is of a strange kind
            return threw(index, e);
        }
        return deliver(index, future, result);
    }

    private boolean mustWait(CompletableFuture<?> future) {
        startWaiting(future);
        awaitedIsOwned = true;
        if (future.isDone()) {
            stopWaiting();
        }
        return awaited != null;
    }

    private @Nullable Stop deliver(int index, CompletableFuture<?> future, Frame.Result result) {
        try {
            frame.deliver(future, result);
            return null;
        } catch (Throwable e) {
            return threw(index, e);
        }
    }

    private Stop threw(int index, Throwable e) {
        if (ending != null) {
            if (e != ending) {
                ending.addSuppressed(e);
            }
            return ended();
        }
        String guest = instance.module().name();
        String hostcall = linkage.name(index);
        if (e instanceof NeedsAsync) {
            return fail(GuestTerminatedException.needsAsync(guest, hostcall));
        }
        if (e instanceof GuestFault fault) {
            return fail(GuestTrapException.atAddress(
                    fault.code(), guest, fault.address(), " in hostcall " + hostcall + ": " + fault.getMessage()));
        }
        Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        return fail(GuestTerminatedException.threw(guest, hostcall, cause));
    }

    // ---- waiting and yielding, from inside the coroutine ----

    /** Returns when the future is done. Throws what the guest is ended with, if it is ended while it waits. */
    void awaitInBody(CompletableFuture<?> future, boolean owned) {
        startWaiting(future);
        awaitedIsOwned = owned;
        try {
            while (!future.isDone()) {
                pauseInBody(Stop.Plain.WAITING);
            }
        } finally {
            stopWaiting();
        }
    }

    /** As {@link #pause}, for a hostcall's body: throws what the guest is ended with. */
    void pauseInBody(Stop stop) {
        throwIfEnding();
        pause(stop);
        throwIfEnding();
    }

    void throwIfEnding() {
        if (ending != null) {
            throw ending;
        }
    }

    @Nullable
    Object takeResumedValue() {
        Object value = resumedWith;
        resumedWith = null;
        return value;
    }

    /** Ends the guest from inside a hostcall: noted here, effective when the hostcall is left. */
    HostcallException terminate(HostcallException why) {
        if (ending == null) {
            ending = why;
        }
        return ending;
    }

    /** Runs a function of the guest inside a hostcall. */
    void callBack(long function) {
        throwIfEnding();
        Stop stop;
        try {
            stop = loop(function);
        } catch (Throwable e) { // the function is left in the middle: nothing may enter this guest again
            terminate(GuestTerminatedException.threw(instance.module().name(), "(run loop)", e));
            throw e;
        }
        if (stop instanceof Stop.Failed failed) {
            throw failed.why();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // waking reports nothing
    private void startWaiting(CompletableFuture<?> future) {
        Wakeup mine = new Wakeup(this);
        wakeup = mine;
        awaited = future;
        future.whenComplete(mine);
    }

    private void stopWaiting() {
        if (wakeup != null) {
            wakeup.release();
        }
        wakeup = null;
        awaited = null;
        awaitedIsOwned = false;
    }

    // ---- ends ----

    private boolean mustEnd() {
        return request != null || ending != null;
    }

    private Stop ended() {
        if (ending == null) {
            TerminationReason asked = request;
            ending = new GuestTerminatedException(
                    asked == null ? TerminationReason.KILLED : asked,
                    instance.module().name());
        }
        return new Stop.Failed(ending);
    }

    private Stop fail(HostcallException why) {
        ending = why;
        return new Stop.Failed(why);
    }
}
