package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.RunListener.PollOutcome;
import dev.hostcall.runtime.TerminationReason;
import dev.hostcall.runtime.Waker;
import dev.hostcall.runtime.internal.meter.Allowance;
import dev.hostcall.runtime.internal.meter.CpuClock;
import dev.hostcall.runtime.internal.watch.Observer;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What a run has besides its loop: whose it is, what it may spend, who is woken for it, and whether it is to end. Only
 * {@link #request} and {@link #wake} may be called by other threads than the one that drives it.
 */
abstract class RunParts extends HostedLoop implements Waker {
    private static final AtomicReferenceFieldUpdater<RunParts, Waker> WAKER =
            AtomicReferenceFieldUpdater.newUpdater(RunParts.class, Waker.class, "waker");

    private final InstanceCore instance;

    /** In another instance, whose run this is a part of. */
    private final @Nullable Execution caller;

    private final Termination termination;

    /** What the guest may spend. Set by each poll as it begins, and by hostcalls that change it. */
    private Allowance allowance = Allowance.UNLIMITED;

    /** Who reports this run. Set by each poll as it begins, if anybody listens then. */
    private @Nullable Observer observer;

    /** What is done before the first function and behind it; set as the run begins. */
    private @Nullable TypedCall typedCall;

    /** Set as the guest is resumed after a yield; taken by the hostcall that yielded. */
    private @Nullable Object resumedWith;

    /** Which run polls it, if one does. Set by the first poll of that run; read by whoever ends it, after the instance's state. */
    private @Nullable PolledRun polled;

    /**
     * Who polled last, and is to be woken. Set by each poll before the guest runs, and so before anything can wake it; read by whatever
     * wakes, from any thread.
     */
    private volatile @Nullable Waker waker;

    /** A part of another instance's run, if a caller is given. */
    RunParts(InstanceCore instance, @Nullable Execution caller) {
        super(instance.gate(), caller);
        this.instance = instance;
        this.caller = caller;
        this.termination = new Termination(instance.guest(), caller == null ? null : caller.termination());
    }

    final InstanceCore instance() {
        return instance;
    }

    /** The callers of this run's guest, from the innermost outwards. */
    final @Nullable Execution caller() {
        return caller;
    }

    /** What is done before its function and behind it; absent where its arguments are in the slots. */
    final @Nullable TypedCall typedCall() {
        return typedCall;
    }

    final void typedCall(@Nullable TypedCall call) {
        if (typedCall != call) { // see decision 16
            typedCall = call;
        }
    }

    @Override
    final void countBy(@Nullable CpuClock next) {
        super.countBy(next);
        if (next != null) {
            termination.watchTime();
        }
    }

    // ---- who polls ----

    /** Which run polls it, if one does. */
    final @Nullable PolledRun polled() {
        return polled;
    }

    final void polledBy(PolledRun next) {
        polled = next;
    }

    // ---- who watches ----

    /** Who reports this run; absent if nobody listens. */
    final @Nullable Observer observer() {
        return observer;
    }

    /** A poll begins: reports it to whoever listens now. */
    final void observe(Observer.Mode mode) {
        Observer before = observer;
        Observer next = Observer.isNeeded(instance) ? before == null ? new Observer(instance) : before : null;
        if (before != next) {
            observer = next;
        }
        if (next != null && caller == null) { // the polls of a part are the caller's
            next.pollBegan(mode, instance.budget().spent());
        }
    }

    /** A poll begins that nobody listens to. */
    final void unobserved() {
        if (observer != null) {
            observer = null;
        }
    }

    /** A poll ends; without a stop, if the run loop crashed. */
    final void observed(@Nullable Stop stop, @Nullable String waitsFor) {
        if (observer != null && caller == null) {
            observer.pollEnded(
                    stop == null ? PollOutcome.TERMINATED : stop.reason().outcome,
                    stop instanceof Stop.Failed failed ? failed.why() : null,
                    instance.budget().spent(),
                    waitsFor);
        }
    }

    // ---- what it may spend ----

    final Allowance allowance() {
        return allowance;
    }

    /** What the guest may spend from here on. */
    final void allowance(Allowance next) {
        if (allowance != next) { // see decision 16
            allowance = next;
        }
    }

    // ---- waking ----

    /** Who is to be woken; {@code null} once nobody waits. */
    final void waker(@Nullable Waker next) {
        if (waker != next) { // mostly the same; see decision 16
            WAKER.lazySet(this, next); // a poll makes a fence before it looks whether it was asked to end meanwhile
        }
    }

    final @Nullable Waker waker() {
        return waker;
    }

    /** Wakes whoever polled last. */
    @Override
    public final void wake() {
        Execution outer = caller;
        Waker present = outer == null ? waker : outer;
        if (present != null) {
            present.wake();
        }
    }

    // ---- resuming ----

    /** What a suspended {@code yieldExpecting} returns. */
    final void resumeWith(@Nullable Object value) {
        resumedWith = value;
    }

    /** What the guest was resumed with, taken out. */
    final @Nullable Object takeResumedValue() {
        Object value = resumedWith;
        resumedWith = null;
        return value;
    }

    // ---- the end ----

    /** Asks for an end at the next occasion. The first reason stands. */
    final void request(TerminationReason reason) {
        termination.request(reason);
    }

    /** Whether and why it is to end. What a hostcall says there counts once the hostcall is left. */
    final Termination termination() {
        return termination;
    }
}
