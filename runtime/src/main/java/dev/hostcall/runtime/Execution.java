package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.ContextSwitch;
import dev.hostcall.runtime.internal.ControlBlock;
import dev.hostcall.runtime.internal.Coroutine;
import dev.hostcall.runtime.internal.ForeignFunction;
import dev.hostcall.runtime.spi.Frame;
import dev.hostcall.runtime.spi.GuestFault;
import dev.hostcall.runtime.spi.NeedsAsync;
import java.util.ArrayDeque;
import java.util.Deque;
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
    /** The method whose Java frame stands for one entry into guest code. */
    static final String ENTRY_METHOD = "enterGuest";

    private static final int NONE = -1;
    private static final int FOREIGN = -2;

    private final Instance instance;
    private final ControlBlock control;
    private final Linkage linkage;
    private final Frame frame;
    private final Gate gate;
    private final Budget budget;

    private long entry;
    private boolean async;
    private @Nullable Coroutine coroutine;
    private @Nullable Stop handedOver; // by the loop in the coroutine to the driver
    private @Nullable Throwable crash; // of that loop, instead of a stop
    private int heldHostcall = NONE; // to be called once inside a coroutine, or whose future is awaited
    private @Nullable CompletableFuture<?> awaited;
    private boolean awaitedIsOwned;
    private Frame.Result awaitedResult = Frame.Result.VOID;
    private @Nullable Wakeup wakeup;
    private @Nullable Object resumedWith;
    private @Nullable HostcallException ending;
    private @Nullable Execution caller; // in another instance, whose run this is a part of
    private @Nullable Deque<Long> suspended; // stack pointers of entries below the present one, if ever there were any

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

    /** Begins another run, after one that has returned and that nobody else knows of. */
    void again(long function) {
        entry = function;
    }

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
        if (waker != next) { // mostly the same, and a volatile write costs as much as a call
            waker = next;
        }
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
        Execution outer = caller;
        Waker present = outer == null ? waker : outer;
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
        handedOver = null;
        if (present.resume() == Coroutine.Progress.ENDED) {
            coroutine = null;
        }
        Stop stop = handedOver;
        return stop == null ? crashed() : stop;
    }

    private Stop crashed() {
        Throwable cause = crash == null ? new IllegalStateException("the run loop ended without a stop") : crash;
        crash = null;
        return fail(GuestTerminatedException.threw(instance.module().name(), "(run loop)", cause));
    }

    private void runInCoroutine() {
        gate.own();
        try {
            handedOver = loop();
        } catch (Throwable e) {
            crash = e;
        } finally {
            gate.disown();
        }
    }

    /** Hands a stop to the driver and returns when it comes back, in the coroutine only. */
    private void pause(Stop stop) {
        Coroutine present = coroutine;
        Execution outer = caller;
        if (present == null && outer == null) {
            throw new InvalidStateException("the guest was asked to suspend by a hostcall that takes no Vmctx");
        }
        handedOver = stop;
        gate.disown();
        try {
            if (present != null) {
                present.suspend();
            } else if (outer != null) {
                outer.pause(stop);
            }
        } finally {
            gate.own();
        }
    }

    private Stop loop() {
        Stop stop = finishHostcall();
        if (stop == null) {
            long first = entry;
            entry = 0;
            stop = enterGuest(first);
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
        if (index == FOREIGN) {
            return callReference();
        }
        CompletableFuture<?> future = awaited;
        if (future == null) {
            return call(index);
        }
        stopWaiting();
        return deliver(index, future, awaitedResult);
    }

    private Stop enterGuest(long first) {
        long next = first;
        while (true) {
            Stop stop = serve(ContextSwitch.resume(control.address(), next));
            if (stop != null) {
                return stop;
            }
            next = 0;
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
            case ControlBlock.GROW_TABLE -> {
                control.i64(0, instance.data().table(detail).grow(control.i64(0), control.i64(1)));
                yield null;
            }
            case ControlBlock.CALL_FOREIGN -> foreignReference();
            case ControlBlock.TRAPPED -> fail(instance.trap(TrapCode.of(detail), backtrace(Entry.TRAPPED)));
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
        if (!keepsFrames()) {
            return Stop.Plain.BOUND_EXPIRED;
        }
        pause(Stop.Plain.BOUND_EXPIRED);
        return mustEnd() ? ended() : null;
    }

    /** Whether Java frames may be left while the guest waits. */
    private boolean keepsFrames() {
        return coroutine != null || caller != null;
    }

    // ---- hostcalls ----

    private @Nullable Stop hostcall(int index) {
        if (linkage.maySuspend(index) && !keepsFrames()) {
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
            if (keepsFrames()) {
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
            String detail = " in hostcall " + hostcall + ": " + fault.getMessage();
            return fail(GuestTrapException.atAddress(
                    fault.code(), guest, fault.address(), detail, backtrace(Entry.SUSPENDED)));
        }
        if (e instanceof HostcallException failure && linkage.isForeign(index)) {
            return fail(failure);
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
        Execution outer = caller;
        if (ending == null && outer != null && outer.ending != null) {
            ending = outer.ending;
        }
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
        if (!keepsFrames()) { // whatever stops the function would have nowhere to go
            throw new InvalidStateException("a hostcall that takes no Vmctx called its guest");
        }
        Stop stop;
        suspended().push(control.guestStackPointer());
        try {
            stop = enterGuest(function);
            suspended().pop();
        } catch (Throwable e) { // the function is left in the middle: nothing may enter this guest again
            request = TerminationReason.HOSTCALL_THREW; // calls nothing: the Java stack may be exhausted
            terminate(GuestTerminatedException.threw(instance.module().name(), "(run loop)", e));
            throw e;
        }
        if (stop instanceof Stop.Failed failed) {
            throw failed.why();
        }
    }

    // ---- other instances ----

    private @Nullable Stop foreignReference() {
        if (!keepsFrames()) {
            heldHostcall = FOREIGN;
            return Stop.Plain.NEEDS_COROUTINE;
        }
        return callReference();
    }

    /** Calls the function of another instance that a reference of the guest's refers to. */
    private @Nullable Stop callReference() {
        try {
            ForeignFunction function = ForeignFunction.at(control.callee());
            Instance callee = instance.group()
                    .member(function.instance())
                    .orElseThrow(() -> new IllegalStateException("a reference leads to no instance"));
            callForeign(callee, function.entry(), Signature.parse(function.signature()), function.address());
            return mustEnd() ? ended() : null;
        } catch (HostcallException e) {
            return fail(e);
        }
    }

    /**
     * Runs a function of another instance as a part of this run: what stops it stops this one.
     *
     * @param function the reference to it, or 0 for an export
     */
    void callForeign(Instance callee, long function, Signature signature, long reference) {
        ControlBlock other = callee.control();
        for (int i = 0; i < signature.parameters().size(); i++) {
            other.i64(i, control.i64(i));
        }
        other.callee(reference);
        Execution present = callee.executionInside(this);
        if (present == null) {
            Execution fresh = callee.beginForeign(function);
            fresh.caller = this;
            fresh.async(async);
            callee.settle(callee.advance(fresh, Long.MAX_VALUE));
        } else {
            present.callBack(function);
        }
        for (int i = 0; i < signature.results().size(); i++) {
            control.i64(i, other.i64(i));
        }
    }

    /** The callers of this run's guest, from the innermost outwards. */
    @Nullable
    Execution caller() {
        return caller;
    }

    private Deque<Long> suspended() {
        if (suspended == null) {
            suspended = new ArrayDeque<>();
        }
        return suspended;
    }

    /** All guest frames that lie below, through all instances. */
    private Backtrace backtrace(Entry innermost) {
        Backtrace backtrace = new Backtrace();
        if (innermost == Entry.TRAPPED) {
            backtrace.addTrapped(instance);
        } else {
            backtrace.addSuspended(instance, control.guestStackPointer());
        }
        suspended().forEach(stackPointer -> backtrace.addSuspended(instance, stackPointer));
        for (Execution outer = caller; outer != null; outer = outer.caller) {
            Execution present = outer;
            backtrace.addSuspended(present.instance, present.control.guestStackPointer());
            present.suspended().forEach(stackPointer -> backtrace.addSuspended(present.instance, stackPointer));
        }
        return backtrace;
    }

    /** How the guest left the host's innermost entry. */
    private enum Entry {
        TRAPPED,
        SUSPENDED
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
        Execution outer = caller;
        return request != null || ending != null || (outer != null && outer.mustEnd());
    }

    private Stop ended() {
        if (ending == null) {
            Execution outer = caller;
            TerminationReason asked = outer == null || request != null ? request : outer.request;
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
