package dev.hostcall.runtime.internal.run;

import dev.hostcall.abi.GuestStop;
import dev.hostcall.runtime.TerminationReason;
import dev.hostcall.runtime.internal.engine.ControlBlock;
import dev.hostcall.runtime.internal.front.Front;
import dev.hostcall.runtime.internal.meter.Allowance;
import dev.hostcall.runtime.internal.meter.Budget;
import dev.hostcall.runtime.internal.meter.CpuClock;
import dev.hostcall.runtime.internal.watch.Observer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a guest from its first instruction to its end, over all suspensions: the loop that enters the guest and
 * serves its stops. Driven by one thread at a time, not always the same; only {@link #request} and {@link #wake} may
 * be called by others. What a run has besides its loop is in {@link RunParts}.
 *
 * <p>The loop goes into a coroutine when a hostcall comes whose body may suspend, so that its frames can be kept.
 */
final class Execution extends RunParts {
    /** Nothing is held back. */
    static final int NONE = -1;

    /** Held back is a call of another instance's function. */
    static final int REFERENCE = -2;

    private final InstanceCore instance;
    private final Termination termination;
    private final @Nullable Execution caller;
    private final ControlBlock control;
    private final HostcallFrame frame;
    private final Budget budget;

    /** The outermost caller, or itself. */
    private final Execution root;

    private final Calls calls;

    // Those below are set and read by the thread that drives the run, which has taken the instance, but for the waker.

    /** The function to begin with; 0 once it has been entered. */
    private long entry;

    /** The function to go on with where that has returned, or 0. */
    private long next;

    /** Whether the guest may block. Set as a poll begins, or a run that is not polled. */
    private boolean async;

    /** To be called once Java frames are kept; set by {@link #holdBack}, taken by {@link GuestEntry}. */
    private int heldHostcall = NONE;

    /** Made by the first nested call. */
    private @Nullable NestedCalls nested;

    /** A part of another instance's run, if a caller is given. */
    Execution(InstanceCore instance, long entry, @Nullable Execution caller) {
        super(instance, caller);
        this.instance = instance;
        this.caller = caller;
        this.termination = termination();
        this.control = instance.control();
        this.frame = instance.frame();
        this.budget = instance.budget();
        this.entry = entry;
        this.root = caller == null ? this : caller.root;
        this.calls = new Calls(this, termination);
    }

    // ---- for whoever polls it ----

    /** Begins another run, after one that has returned and that nobody else knows of. */
    void again(long function) {
        entry = function;
        typedCall(null);
        termination.renew();
    }

    /** Goes on with another function where the first has returned. */
    void then(long function) {
        next = function;
    }

    /** From here on the guest may block, and all guests that run as a part of this run. */
    void mayBlock() {
        async = true;
        frame.mayBlock();
        if (nested != null) {
            nested.handOnWhetherGuestsMayBlock();
        }
    }

    /** From here on they may not. */
    void mayNotBlock() {
        async = false;
        frame.mayNotBlock();
        if (nested != null) {
            nested.handOnWhetherGuestsMayBlock();
        }
    }

    boolean isAsync() {
        return async;
    }

    /** Counts anew from here on what the guest spends. */
    void beginPayment() {
        countBy(null);
        budget.beginPayment();
    }

    /** Of the guest that runs on this one's bound now. */
    Budget runningBudget() {
        return budget.isLent() && nested != null ? nested.innermost().runningBudget() : budget;
    }

    /** Lets the guest run until it stops, or finds that it still has to wait. */
    Stop runToStop() {
        observe(async ? Observer.Mode.ASYNCHRONOUS : Observer.Mode.SYNCHRONOUS);
        Stop stop = null;
        try {
            if (termination.isRequested()) {
                stop = end();
            } else if (calls.isWaiting()) {
                stop = Stop.Plain.BLOCKED;
            } else {
                if (caller == null) {
                    startPaying();
                }
                stop = runLoop();
                if (stop == Stop.Plain.RETURNED) {
                    stop = returned();
                }
            }
            return stop;
        } finally {
            if (observer() != null) {
                observed(stop, calls.waitsFor());
            }
        }
    }

    /**
     * As {@link #runToStop} for a run that nobody limits, from its beginning; it is not to be gone on with. A call that lowers its
     * arguments itself is handed in, as a run that is used again is to refer to none where it need not.
     */
    Stop runUnlimitedToStop(@Nullable TypedCall call) {
        if (Observer.isNeeded(instance) || termination.isRequested()) {
            typedCall(call);
            return runToStop();
        }
        unobserved();
        budget.beginUnlimited();
        Stop stop = call == null ? runLoop() : runLoopOf(call);
        return stop == Stop.Plain.RETURNED ? returned() : stop;
    }

    private Stop runLoopOf(TypedCall call) {
        long first = entry;
        entry = 0;
        Stop stop;
        hold();
        try {
            stop = call.enter(this, control, first);
        } finally {
            letGo();
        }
        if (stop != Stop.Plain.NEEDS_COROUTINE) {
            return stop;
        }
        typedCall(call); // which the loop goes on with there
        return inNewCoroutine();
    }

    /** The function has returned: the end of the run, unless it was killed before. */
    private Stop returned() {
        return instance.runs().over() ? Stop.Plain.RETURNED : killedBefore();
    }

    private Stop killedBefore() {
        return termination.fail(Failures.terminated(TerminationReason.KILLED, instance.guest(), new Backtrace()));
    }

    private void startPaying() {
        Allowance allowance = allowance();
        if (allowance == Allowance.UNLIMITED) {
            if (entry != 0) {
                budget.beginUnlimited();
            } else {
                budget.beginPollUnlimited();
            }
            return;
        }
        if (entry != 0) {
            budget.beginRun();
        }
        budget.beginPoll(allowance.bound(), allowance.total());
        if (!isTimed() && allowance.cpuNanos() != Allowance.NO_LIMIT) {
            countBy(new CpuClock());
        }
    }

    /**
     * Ends a suspended guest: suspended hostcalls are thrown the exception, so that their {@code finally} blocks run,
     * and a future that a hostcall returned is cancelled.
     */
    private Stop end() {
        instance.enders().begin(); // until the stop is settled
        Stop.Failed stop = termination.ended(this);
        Wait over = calls.stopWaiting();
        unwind();
        if (over != null) {
            over.abandon(frame, stop.why());
        }
        return stop;
    }

    // ---- the loop ----

    @Override
    Stop crashed(Throwable cause) {
        return termination.fail(Failures.threw(instance.guest(), "(run loop)", cause, new Backtrace()));
    }

    /** Hands a stop to whoever polls and returns when it comes back, where Java frames are kept only. */
    void pause(Stop stop) {
        if (!keepsFrames()) {
            throw Front.invalidState("cannot suspend the guest: the hostcall takes no Vmctx");
        }
        if (caller == null) {
            handOver(stop);
        } else {
            budget.giveBack();
            handOver(stop);
            budget.takeIfMetered();
        }
    }

    @Override
    Stop loop() {
        Stop stop = GuestEntry.finishHostcall(this);
        if (stop == null) {
            long first = entry;
            entry = 0;
            TypedCall call = typedCall();
            stop = call == null ? GuestEntry.enter(this, first) : call.enter(this, control, first);
            if (next != 0 && stop == Stop.Plain.RETURNED) {
                long second = next;
                next = 0;
                stop = GuestEntry.enter(this, second);
            }
        }
        return stop;
    }

    /** What was held back, if anything was: an import's index, or {@link #REFERENCE}; no longer. */
    int takeHeldHostcall() {
        int index = heldHostcall;
        if (index != NONE) {
            heldHostcall = NONE;
        }
        return index;
    }

    /**
     * Serves a stop of the guest's that is no hostcall and no return; the stop that the loop is to be left with, or nothing if the guest
     * goes on.
     */
    @Nullable
    Stop serve(long message) {
        int detail = GuestStop.detail(message);
        return switch (GuestStop.reason(message)) {
            case GuestStop.BUDGET -> Payment.sliceSpent(this);
            case GuestStop.GROW -> {
                control.i32(0, (int) instance.memory(detail).grow(Integer.toUnsignedLong(control.i32(0))));
                yield null;
            }
            case GuestStop.GROW_TABLE -> {
                control.i64(0, instance.data().table(detail).grow(control.i64(0), control.i64(1)));
                yield null;
            }
            case GuestStop.WAIT -> calls.waitOnMemory(detail);
            case GuestStop.CALL_FOREIGN -> keepsFrames() ? nested().callReference() : holdBack(REFERENCE);
            case GuestStop.THROWN -> termination.fail(instance.exceptions().takeOut(this));
            case GuestStop.TRAPPED ->
                termination.fail(Failures.trap(instance, Front.trapCode(detail), Backtrace.ofTrapped(this)));
            default -> throw new IllegalStateException("guest stopped for unknown reason " + GuestStop.reason(message));
        };
    }

    /** Holds a hostcall back until the loop runs where Java frames are kept. */
    Stop holdBack(int index) {
        heldHostcall = index;
        return Stop.Plain.NEEDS_COROUTINE;
    }

    // ---- waiting and yielding, where Java frames are kept ----

    /** As {@link #pause}, for a hostcall's body: throws what the guest is ended with. */
    void pauseInBody(Stop stop) {
        termination.throwIfSaid();
        pause(stop);
        termination.throwIfSaid();
    }

    // ---- what belongs to it ----

    /** The calls inside of its hostcalls. */
    NestedCalls nested() {
        NestedCalls present = nested;
        if (present == null) {
            present = new NestedCalls(this, termination);
            nested = present;
        }
        return present;
    }

    /** Where the guest's stack was left by each entry below the present one, innermost first. */
    Iterable<Long> suspended() {
        return nested == null ? List.of() : nested.suspended();
    }

    /** The outermost caller, or itself. */
    Execution root() {
        return root;
    }

    /** Whether the guest has been entered. */
    boolean hasBegun() {
        return entry == 0;
    }

    /** Its hostcalls. */
    Calls calls() {
        return calls;
    }

    /** Whether the guest is not to be entered any more. */
    boolean mustEnd() {
        return termination.mayBeDue && mustEndNow();
    }

    private boolean mustEndNow() {
        if (root.isTimed() && root.hasTaken(root.allowance().cpuNanos())) {
            root.request(TerminationReason.CPU_LIMIT_EXPIRED);
        }
        return termination.isDue();
    }
}
