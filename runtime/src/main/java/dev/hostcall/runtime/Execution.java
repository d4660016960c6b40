package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.ContextSwitch;
import dev.hostcall.runtime.internal.ControlBlock;
import dev.hostcall.runtime.internal.Coroutine;
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
    private static final int REFERENCE = -2;

    private final Instance instance;
    private final ControlBlock control;
    private final Linkage linkage;
    private final Frame frame;
    private final Gate gate;
    private final Budget budget;
    private final @Nullable Execution caller; // in another instance, whose run this is a part of

    private Allowance allowance = Allowance.UNLIMITED;
    private @Nullable CpuClock cpu;
    private @Nullable Observer observer;
    private long entry;
    private boolean async;
    private @Nullable Coroutine coroutine;
    private @Nullable Stop handedOver; // by the loop in the coroutine to the driver
    private @Nullable Throwable crash; // of that loop, instead of a stop
    private int heldHostcall = NONE; // to be called once inside a coroutine
    private @Nullable Wait wait;
    private @Nullable Object resumedWith;
    private @Nullable HostcallException ending;
    private @Nullable ForeignCalls foreign; // made by the first call to another instance
    private @Nullable Deque<Long> suspended; // stack pointers of entries below the present one, if ever there were any

    private volatile @Nullable TerminationReason request;
    private volatile @Nullable Waker waker;

    Execution(Instance instance, long entry) {
        this(instance, entry, null);
    }

    /** A part of another instance's run, if that is given. */
    Execution(Instance instance, long entry, @Nullable Execution caller) {
        this.instance = instance;
        this.control = instance.control();
        this.linkage = instance.linkage();
        this.frame = instance.frame();
        this.gate = instance.gate();
        this.budget = instance.budget();
        this.entry = entry;
        this.caller = caller;
    }

    // ---- for the driver ----

    /** Begins another run, after one that has returned and that nobody else knows of. */
    void again(long function) {
        entry = function;
    }

    /** How the guest is driven from here on, and all guests that run as a part of this run. */
    void async(boolean mayBlock) {
        async = mayBlock;
        frame.async(mayBlock);
        if (foreign != null) {
            foreign.async(mayBlock);
        }
    }

    boolean isAsync() {
        return async;
    }

    /** What the guest may spend from here on; what it has spent before does not count. */
    void allowance(Allowance next) {
        if (allowance != next) {
            allowance = next;
            cpu = null;
            budget.beginPayment();
        }
    }

    /** Who is to be woken; {@code null} once nobody waits any more. */
    void waker(@Nullable Waker next) {
        if (waker != next) { // mostly the same, and a volatile write costs as much as a call
            waker = next;
        }
    }

    @Nullable
    Waker waker() {
        return waker;
    }

    /** What a suspended {@code yieldExpecting} returns. */
    void resumeWith(@Nullable Object value) {
        resumedWith = value;
    }

    /** Lets the guest run until it stops, or finds that it still has to wait. */
    Stop advance() {
        if (Observer.isNeeded(instance)) {
            return advanceObserved();
        }
        observer = null;
        return advanceUnseen();
    }

    private Stop advanceObserved() {
        Observer present = observer;
        if (present == null) {
            present = new Observer(instance);
            observer = present;
        }
        if (caller != null) { // its polls are the caller's
            return advanceUnseen();
        }
        present.pollBegan(async, budget.spent());
        Stop stop = null;
        try {
            stop = advanceUnseen();
            return stop;
        } finally {
            present.pollEnded(stop, budget.spent(), waitsFor());
        }
    }

    private Stop advanceUnseen() {
        if (request != null) {
            return end();
        }
        Wait present = wait;
        if (present != null && !present.isOver()) {
            return Stop.Plain.WAITING;
        }
        if (caller == null) {
            beginPoll();
        }
        Stop stop = coroutine == null ? onThisThread() : inCoroutine();
        if (stop == Stop.Plain.NEEDS_COROUTINE) {
            coroutine = Coroutine.of(this::runInCoroutine);
            return inCoroutine();
        }
        return stop;
    }

    private void beginPoll() {
        if (entry != 0) {
            budget.beginRun();
        }
        budget.beginPoll(allowance.bound(), allowance.total());
        if (cpu == null && allowance.cpuNanos() != Allowance.NO_LIMIT) {
            cpu = new CpuClock();
        }
    }

    /**
     * Ends a suspended guest: suspended hostcalls are thrown the exception, so that their {@code finally} blocks run,
     * and a future that a hostcall returned is cancelled.
     */
    private Stop end() {
        Stop.Failed stop = ended();
        Wait present = wait;
        stopWaiting();
        while (coroutine != null) {
            inCoroutine();
        }
        if (present != null) {
            present.abandon();
        }
        return stop;
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
        hold();
        try {
            return loop();
        } finally {
            letGo();
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
        hold();
        try {
            handedOver = loop();
        } catch (Throwable e) {
            crash = e;
        } finally {
            letGo();
        }
    }

    /** This thread runs the guest from here on. */
    private void hold() {
        gate.own();
        if (cpu != null) {
            cpu.start();
        }
    }

    private void letGo() {
        if (cpu != null) {
            cpu.stop();
        }
        gate.disown();
    }

    /** Hands a stop to the driver and returns when it comes back, where Java frames are kept only. */
    private void pause(Stop stop) {
        if (!keepsFrames()) {
            throw new InvalidStateException("the guest was asked to suspend by a hostcall that takes no Vmctx");
        }
        if (caller == null) {
            handOver(stop);
        } else {
            budget.giveBack();
            handOver(stop);
            budget.takeIfMetered();
        }
    }

    private void handOver(Stop stop) {
        Coroutine present = coroutine;
        Execution outer = caller;
        handedOver = stop;
        letGo();
        try {
            if (present != null) {
                present.suspend();
            } else if (outer != null) {
                outer.handOver(stop);
            }
        } finally {
            hold();
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
        if (index != NONE) {
            heldHostcall = NONE;
            return index == REFERENCE ? callReference() : call(index);
        }
        Wait over = wait;
        if (over == null) {
            return null;
        }
        stopWaiting();
        return deliver(over.hostcall(), over.future(), over.result());
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
            case ControlBlock.BUDGET -> sliceSpent();
            case ControlBlock.GROW -> {
                control.i32(0, (int) instance.memory().grow(Integer.toUnsignedLong(control.i32(0))));
                yield null;
            }
            case ControlBlock.GROW_TABLE -> {
                control.i64(0, instance.data().table(detail).grow(control.i64(0), control.i64(1)));
                yield null;
            }
            case ControlBlock.CALL_FOREIGN -> foreignReference();
            case ControlBlock.TRAPPED -> fail(instance.trap(TrapCode.of(detail), trappedAt()));
            default -> throw new IllegalStateException("guest stopped for unknown reason " + (int) message);
        };
    }

    private @Nullable Stop sliceSpent() {
        if (mustEnd()) {
            return ended();
        }
        return budget.refill() ? null : boundSpent();
    }

    private @Nullable Stop boundSpent() {
        Execution root = root();
        if (budget.hasSpent(root.allowance.total())) {
            root.request(TerminationReason.TOTAL_BOUND_EXPIRED);
            return ended();
        }
        if (root.observer != null) {
            root.observer.boundExpired();
        }
        return switch (root.allowance.policy()) {
            case TERMINATE -> {
                root.request(TerminationReason.BOUND_EXPIRED);
                yield ended();
            }
            case CONTINUE -> {
                root.budget.beginPoll(root.allowance.bound(), root.allowance.total());
                if (caller != null) {
                    budget.takeIfMetered();
                }
                yield null;
            }
            case YIELD -> {
                if (!keepsFrames()) {
                    yield Stop.Plain.BOUND_EXPIRED;
                }
                pause(Stop.Plain.BOUND_EXPIRED);
                yield mustEnd() ? ended() : null;
            }
        };
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
            if (observer == null) {
                linkage.call(index, frame);
            } else {
                observer.call(linkage, index, frame);
            }
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
                awaitInBody(future);
            } else {
                startWaiting(Wait.forReturned(future, index, result, this));
                if (!future.isDone()) {
                    return Stop.Plain.WAITING;
                }
                stopWaiting();
            }
        } catch (Throwable e) { // the guest is ended, or this future is of a strange kind
            stopWaiting();
            if (ending != null) {
                future.cancel(true);
            }
            return threw(index, e);
        }
        return deliver(index, future, result);
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
                    fault.code(), guest, fault.address(), detail, Backtrace.ofSuspended(this)));
        }
        if (e instanceof HostcallException failure && linkage.isForeign(index)) {
            return fail(failure);
        }
        Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        return fail(GuestTerminatedException.threw(guest, hostcall, cause));
    }

    // ---- waiting and yielding, where Java frames are kept ----

    /** Returns when the future is done. Throws what the guest is ended with, if it is ended while it waits. */
    void awaitInBody(CompletableFuture<?> future) {
        startWaiting(Wait.inBody(future, this));
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
        Execution root = root();
        Object value = root.resumedWith;
        root.resumedWith = null;
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

    private void startWaiting(Wait next) {
        wait = next;
        next.register();
    }

    private void stopWaiting() {
        Wait over = wait;
        if (over != null) {
            over.release();
            wait = null;
        }
    }

    // ---- other instances ----

    private @Nullable Stop foreignReference() {
        if (!keepsFrames()) {
            heldHostcall = REFERENCE;
            return Stop.Plain.NEEDS_COROUTINE;
        }
        return callReference();
    }

    private @Nullable Stop callReference() {
        try {
            foreignCalls().callReference();
            return mustEnd() ? ended() : null;
        } catch (HostcallException e) {
            return fail(e);
        }
    }

    /** The calls from this guest to other instances. */
    ForeignCalls foreignCalls() {
        ForeignCalls present = foreign;
        if (present == null) {
            present = new ForeignCalls(this);
            foreign = present;
        }
        return present;
    }

    /** The callers of this run's guest, from the innermost outwards. */
    @Nullable
    Execution caller() {
        return caller;
    }

    private Execution root() {
        Execution outermost = this;
        while (outermost.caller != null) {
            outermost = outermost.caller;
        }
        return outermost;
    }

    Instance instance() {
        return instance;
    }

    /** Where the guest's stack was left by each entry below the present one, innermost first. */
    Deque<Long> suspended() {
        if (suspended == null) {
            suspended = new ArrayDeque<>();
        }
        return suspended;
    }

    private Backtrace trappedAt() {
        return Backtrace.ofTrapped(this);
    }

    /** The hostcall whose returned future the guest waits for, for those who watch. */
    private @Nullable String waitsFor() {
        Wait present = wait;
        return present == null || present.hostcall() == Wait.IN_BODY ? null : linkage.name(present.hostcall());
    }

    // ---- ends ----

    private boolean mustEnd() {
        if (cpu != null && request == null && cpu.hasSpent(allowance.cpuNanos())) {
            request(TerminationReason.CPU_LIMIT_EXPIRED);
        }
        Execution outer = caller;
        return request != null || ending != null || (outer != null && outer.mustEnd());
    }

    private Stop.Failed ended() {
        HostcallException why = ending;
        if (why == null) {
            why = new GuestTerminatedException(reasonToEnd(), instance.module().name());
            ending = why;
        }
        return new Stop.Failed(why);
    }

    private TerminationReason reasonToEnd() {
        for (Execution asked = this; asked != null; asked = asked.caller) {
            TerminationReason reason = asked.request;
            if (reason != null) {
                return reason;
            }
        }
        return TerminationReason.KILLED;
    }

    private Stop fail(HostcallException why) {
        ending = why;
        return new Stop.Failed(why);
    }
}
