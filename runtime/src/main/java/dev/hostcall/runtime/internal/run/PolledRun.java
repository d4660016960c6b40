package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.HostcallException;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.RunAsync.State;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.TerminationReason;
import dev.hostcall.runtime.Waker;
import dev.hostcall.runtime.internal.front.Front;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What is behind a {@code RunAsync}: a run of an instance from the first poll on. Where it is in between, the instance's own state
 * says (see {@link InstanceLifecycle}); a poll takes instance and run in one step. Polls, wakes and ends meet as follows.
 *
 * <ul>
 *   <li>A poll that suspends publishes the state, and then looks for requests to end the guest, behind a full fence. Whoever wants
 *       to end it makes the request, and then tries to take the suspended run. One of the two finds the other.
 *   <li>The first poll publishes the execution, and then looks whether the run is closed. Closing does it in the other order.
 * </ul>
 */
public final class PolledRun extends LimitedRun {
    private static final AtomicReferenceFieldUpdater<PolledRun, Driver> DRIVER =
            AtomicReferenceFieldUpdater.newUpdater(PolledRun.class, Driver.class, "driver");
    private static final AtomicLongFieldUpdater<PolledRun> RUN =
            AtomicLongFieldUpdater.newUpdater(PolledRun.class, "run");

    private static final long NOT_BEGUN = 0;
    private static final long DONE = -1;
    private static final long FAILED = -2;

    private final InstanceCore instance;
    private final InstanceLifecycle life; // the instance's

    /** START or RESUME. */
    private final State first;

    /** What the first poll begins; absent where there is nothing to run. */
    private final @Nullable Beginning beginning;

    /** Set by the first poll once it has taken the instance, before it looks at {@link #closing}; read by any thread. */
    private volatile @Nullable Execution execution;

    /**
     * Which of the instance's runs this is, or that it is over. Set by whoever has taken the instance for it, before the instance
     * is given up; read by any thread. What it is in between, the instance's own state says.
     */
    private volatile long run = NOT_BEGUN;

    /** The one that may poll, if there is one. Set by {@link Driver#start}, and taken away where that is refused. */
    private volatile @Nullable Driver driver;

    /** Set by {@link #close}, from any thread, before it looks at {@link #execution}; for good. */
    private volatile boolean closing;

    /** What ended it between two polls. Set by who closed it, for the next poll of who has polled before. */
    private volatile @Nullable HostcallException endedMeanwhile;

    /** Which of the instance's runs that was. Set before it. */
    private long numberMeanwhile;

    public PolledRun(InstanceCore instance, State first, @Nullable Beginning beginning) {
        super(instance);
        this.instance = instance;
        this.life = instance.lifecycle();
        this.first = first;
        this.beginning = beginning;
    }

    /** Begins a run. */
    interface Beginning {
        /** Takes the instance for a run that this polls. Refuses with what {@link PolledRun#poll} throws then. */
        Execution begin(PolledRun polling);
    }

    // ---- what it may spend ----

    /** A change by a hostcall of this very run counts at once. */
    public void changed() {
        Execution running = execution;
        if (running != null
                && life.is(run, InstanceState.RUNNING)
                && instance.gate().isOwner()) {
            Payment.change(running, allowance());
        }
    }

    // ---- polling ----

    @Override
    public State state() {
        while (true) {
            long present = run;
            if (present == NOT_BEGUN) {
                return closing ? State.DONE : first;
            }
            if (present == DONE || present == FAILED) {
                return present == DONE ? State.DONE : State.FAILED;
            }
            if (life.is(present, InstanceState.RUNNING)) {
                return State.POLLING;
            }
            if (life.is(present, InstanceState.BLOCKED)) {
                return State.BLOCKED;
            }
            if (life.is(present, InstanceState.BOUND_EXPIRED)) {
                return State.BOUND_EXPIRED;
            }
            Thread.onSpinWait(); // it has moved on, and is over if the instance is in no run of this
        }
    }

    public Poll<RunResult> poll(Waker waker) {
        Poll<RunResult> poll = pollOnce(waker);
        if (!poll.isReady()) {
            VarHandle.fullFence();
            Execution running = runningToEnd();
            if (running != null) {
                endSuspended(running, false);
            }
        }
        return poll;
    }

    /** As {@link #poll}, but for the look for requests to end the guest, which comes behind a full fence. */
    private Poll<RunResult> pollOnce(Waker waker) {
        Driver present = driver;
        if (present != null && present != waker && !isOver()) {
            throw alreadyDriven("poll");
        }
        Execution running;
        if (run == NOT_BEGUN && !closing) {
            if (beginning == null) {
                return pollNothing();
            }
            running = begin(beginning);
        } else {
            running = execution;
            if (running == null || !life.goOn(run)) {
                throw notToBePolled();
            }
        }
        running.waker(waker);
        running.allowance(allowance());
        Stop stop = null;
        try {
            stop = running.runToStop(); // as deep inside calls as the JIT inlines, see decision 71
        } finally {
            if (stop == null) {
                instance.runs().crashed();
                crashed();
            }
        }
        if (!stop.reason().isPending()) {
            return Poll.ready(conclude(running, stop));
        }
        life.becomeUnfenced(stop.reason().instance);
        if (stop == Stop.Plain.BOUND_EXPIRED) {
            waker.wake();
        }
        return Poll.pending();
    }

    private Poll<RunResult> pollNothing() {
        if (!RUN.compareAndSet(this, NOT_BEGUN, DONE)) {
            throw notToBePolled();
        }
        return Poll.ready(Arguments.NOTHING);
    }

    /** Whether it has taken the instance, now or before. */
    boolean hasBegun() {
        return run != NOT_BEGUN;
    }

    private boolean isOver() {
        long present = run;
        return present < NOT_BEGUN || (present == NOT_BEGUN && closing);
    }

    static InvalidStateException alreadyDriven(String what) {
        return Front.invalidState("cannot " + what + " the run: an executor drives it");
    }

    /** Why a poll, which has not got the instance for this run, is refused. */
    InvalidStateException notToBePolled() {
        String why = !isOver() ? "another poll of it is under way" : closing ? "it was closed" : "it has ended";
        return Front.invalidState("cannot poll the run: " + why);
    }

    /** The instance was taken for this run, of that number; false if an earlier poll has begun it. */
    public boolean claim(long number) {
        boolean unclaimed = run == NOT_BEGUN;
        if (unclaimed) {
            RUN.lazySet(this, number);
        }
        return unclaimed;
    }

    /** The run could not begin after all. */
    void unclaim() {
        run = NOT_BEGUN;
    }

    private Execution begin(Beginning first) {
        Execution fresh = first.begin(this);
        boolean begun = false;
        try {
            fresh.mayBlock();
            fresh.polledBy(this);
            execution = fresh;
            startDeadline(fresh);
            if (closing) { // close has left it to this poll
                fresh.request(TerminationReason.ABANDONED);
            }
            begun = true;
            return fresh;
        } finally {
            if (!begun) {
                run = FAILED;
                instance.runs().crashed();
                tellDriver();
            }
        }
    }

    private void crashed() {
        stopDeadline();
        run = FAILED;
        tellDriver();
    }

    /** The run is over: said before the instance is given up, and another run may begin. */
    private RunResult conclude(Execution running, Stop stop) {
        running.waker(null);
        stopDeadline();
        RUN.lazySet(this, stop.reason().run == State.FAILED ? FAILED : DONE);
        try {
            return instance.runs().settle(stop);
        } finally {
            tellDriver();
        }
    }

    /** That the run is over, and the instance given up. */
    private void tellDriver() {
        Driver present = driver;
        if (present != null) {
            present.over();
        }
    }

    /** Lets nobody but this driver poll; false if there is another one. */
    boolean driveBy(Driver next) {
        return DRIVER.compareAndSet(this, null, next);
    }

    void noLongerDriven() {
        driver = null;
    }

    /** A poll by somebody who has polled before, and is to hear what others have ended the guest with since. */
    Poll<RunResult> pollAgain(Waker waker) {
        try {
            return poll(waker);
        } catch (InvalidStateException refusal) {
            return endedSince(refusal);
        }
    }

    /** As {@link #pollAgain}, by the driver: where it is pending, that makes a compare-and-set and then calls {@link #endIfRequested}. */
    Poll<RunResult> pollByDriver(Driver present) {
        try {
            return pollOnce(present);
        } catch (InvalidStateException refusal) {
            VarHandle.fullFence(); // whoever ends it says so, and then looks whether the driver polls
            return endedSince(refusal);
        }
    }

    private Poll<RunResult> endedSince(InvalidStateException refusal) {
        boolean over = isOver();
        HostcallException end = endedMeanwhile;
        if (end != null) {
            while (life.is(numberMeanwhile, InstanceState.RUNNING)) { // just about to be given up
                Thread.onSpinWait();
            }
            throw end;
        }
        if (closing && !over) {
            return Poll.pending(); // it is being ended right now; the waker will be called
        }
        throw refusal;
    }

    // ---- the end ----

    /** Abandons the run, see {@code RunAsync.close}. */
    public void close() {
        closing = true;
        Execution running = execution;
        if (running == null || isOver()) {
            return; // not polled yet, or a first poll under way looks at closing
        }
        running.request(TerminationReason.ABANDONED);
        endMeanwhile(running);
    }

    /** Ends the guest if that was requested while a poll was about to return. */
    void endIfRequested() {
        Execution running = runningToEnd();
        if (running != null) {
            endMeanwhile(running);
        }
    }

    /** What was requested to end, if anything was: nobody else may have noticed. */
    private @Nullable Execution runningToEnd() {
        Execution running = execution;
        return running != null && running.termination().isRequested() ? running : null;
    }

    private void endMeanwhile(Execution running) {
        Waker waiting = running.waker();
        try {
            endSuspended(running, true);
        } catch (HostcallException expected) { // it is ended; wake whoever waits for it
            if (waiting != null) {
                waiting.wake();
            }
        }
    }

    /**
     * Ends the guest if it is suspended and no poll is under way; throws what it was ended with.
     *
     * @param isMeanwhile whether whoever polls is not told by that, and so is to be told by the next poll
     */
    private void endSuspended(Execution running, boolean isMeanwhile) {
        instance.enders().begin(); // first: whoever finds the instance taken waits
        try {
            if (life.goOn(run)) {
                Stop stop = null;
                try {
                    stop = instance.runs().advance(running);
                } finally {
                    if (stop == null) {
                        crashed();
                    }
                }
                if (isMeanwhile && stop instanceof Stop.Failed failed) {
                    numberMeanwhile = run;
                    endedMeanwhile = failed.why();
                }
                conclude(running, stop);
            }
        } finally {
            instance.enders().finish();
        }
    }
}
