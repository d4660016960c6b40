package dev.hostcall.runtime;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A run of a guest as a future with a name. Nothing happens before the first poll; each poll lets the guest run until
 * it ends, yields, has to wait, or has spent the bound of this poll.
 *
 * <pre>
 *  START, RESUME -> POLLING             first poll
 *  BLOCKED, BOUND_EXPIRED -> POLLING    polled again
 *  POLLING -> BLOCKED                   the guest waits; the waker of this poll will be called
 *  POLLING -> BOUND_EXPIRED             the bound is spent; the waker has been called
 *  POLLING -> DONE                      the guest returned or yielded
 *  POLLING -> FAILED                    it trapped or was ended; poll has thrown
 *  POLLING -> START, RESUME             the first poll was refused, as the instance's state did not allow it
 *  START, RESUME -> DONE                closed before the first poll
 *  BLOCKED, BOUND_EXPIRED -> FAILED     closed
 * </pre>
 *
 * <p>Drive it by {@link #start} on an executor, by {@link #join} on this thread, or by {@link #poll} yourself, in one
 * of these ways at a time. All methods may be called from any thread.
 */
public final class RunAsync implements Pollable<RunResult>, AutoCloseable {
    private static final AtomicReferenceFieldUpdater<RunAsync, Driver> DRIVER =
            AtomicReferenceFieldUpdater.newUpdater(RunAsync.class, Driver.class, "driver");
    private static final AtomicLongFieldUpdater<RunAsync> RUN =
            AtomicLongFieldUpdater.newUpdater(RunAsync.class, "run");
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private static final long NOT_BEGUN = 0;
    private static final long DONE = -1;
    private static final long FAILED = -2;

    private final Instance instance;
    private final InstanceLifecycle life; // the instance's

    /** START or RESUME. */
    private final State first;

    /** What the first poll begins; absent where there is nothing to run. */
    private final @Nullable Beginning beginning;

    /** What the guest may spend. Its own from the first limit on; set by any thread, read as a poll begins. */
    private volatile Allowance allowance = Allowance.UNLIMITED;

    /** In nanoseconds from the first poll. Set by any thread before that, and read by it. */
    private volatile long deadline = Allowance.NO_LIMIT;

    /** For the deadline. Set by the first poll; taken away by whoever ends the run, who has taken the instance then. */
    private @Nullable CompletableFuture<?> timer;

    /** Set by the first poll once it has taken the instance, before it looks at {@link #closing}; read by any thread. */
    private volatile @Nullable Execution execution;

    /** Which of the instance's runs this is, or that it is over. Set by whoever has taken the instance for it, before the
     * instance is given up; what it is in between, the instance's own state says. */
    private volatile long run = NOT_BEGUN;

    /** The one that may poll, if there is one. Set by {@link #start}, and taken away where that is refused. */
    private volatile @Nullable Driver driver;

    /** Set by {@link #close}, from any thread, before it looks at {@link #execution}; for good. */
    private volatile boolean closing;

    /** What ended it between two polls. Set by whoever ended it, for the next poll of whoever has polled before. */
    private volatile @Nullable HostcallException endedMeanwhile;

    RunAsync(Instance instance, State first, @Nullable Beginning beginning) {
        this.instance = instance;
        this.life = instance.lifecycle();
        this.first = first;
        this.beginning = beginning;
    }

    /** Begins a run. */
    interface Beginning {
        /** Takes the instance for a run that this polls. Refuses with what {@link #poll} throws then. */
        Execution begin(RunAsync polling);
    }

    /** A run of nothing at all, which returns nothing at its first poll. */
    static RunAsync ofNothing(Instance instance) {
        return new RunAsync(instance, State.START, null);
    }

    /**
     * Sets how many instructions the guest may execute in each poll. May be called at any time; takes effect at the
     * next poll, and inside a hostcall of this run as soon as that returns: what this poll has executed counts, so that a
     * bound of <i>n</i> leaves <i>n</i> less that, at least 0. What a poll overshoots (at most one straight line of code) is taken off the next bound. A bound of 0
     * gets ahead too, to the next point where the guest tests its budget.
     *
     * @param instructions 0 or more; without a bound, a poll ends only where the guest stops by itself
     * @return this
     * @throws IllegalArgumentException if it is negative
     * @throws InvalidStateException if the guest is not metered, so that a bound would have no effect
     */
    public RunAsync boundInstCount(long instructions) {
        requireMetered(instructions, "the bound");
        ownAllowance().bound(instructions);
        return changed();
    }

    /**
     * Sets what happens when {@link #boundInstCount} is spent; {@link BoundPolicy#YIELD} unless said otherwise. May be
     * called at any time; the policy counts that holds when a bound is spent.
     *
     * @return this
     */
    public RunAsync onBoundExpired(BoundPolicy policy) {
        ownAllowance().policy(Objects.requireNonNull(policy, "policy"));
        return changed();
    }

    /**
     * Sets how many instructions the guest may execute in all polls of this run together. Once they are spent, it is ended
     * with {@link TerminationReason#TOTAL_BOUND_EXPIRED} at the next point where it tests its budget. May be called at any
     * time, also to raise it; takes effect as a bound does.
     *
     * @param instructions 0 or more, counted from the first poll on, with what an earlier run overshot its bound by
     * @return this
     * @throws IllegalArgumentException if it is negative
     * @throws InvalidStateException if the guest is not metered
     */
    public RunAsync totalBound(long instructions) {
        requireMetered(instructions, "the total bound");
        ownAllowance().total(instructions);
        return changed();
    }

    private synchronized Allowance ownAllowance() {
        Allowance present = allowance;
        if (present == Allowance.UNLIMITED) {
            present = new Allowance();
            allowance = present;
        }
        return present;
    }

    /** A change by a hostcall of this very run counts at once. */
    private RunAsync changed() {
        Execution running = execution;
        if (running != null
                && life.is(run, InstanceState.RUNNING)
                && instance.gate().isOwner()) {
            running.changeAllowance(allowance);
        }
        return this;
    }

    private void requireMetered(long instructions, String what) {
        if (instructions < 0) {
            throw new IllegalArgumentException(what + " is " + instructions + "; it must be 0 or more");
        }
        if (!instance.module().isMetered()) {
            throw new InvalidStateException("guest " + instance.module().name()
                    + " is not metered: it was compiled without budget checks, and cannot be bounded");
        }
    }

    /**
     * Sets how much CPU time threads may spend in polls of this run, in guest code and in the bodies of hostcalls. Once it
     * is spent, the guest is ended with {@link TerminationReason#CPU_LIMIT_EXPIRED}: after the hostcall under way, or
     * within about a million instructions (a guest that is not metered: at its next hostcall). May be called at any time;
     * takes effect as a bound does.
     *
     * @param limit zero or more
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public RunAsync cpuLimit(Duration limit) {
        ownAllowance().cpuNanos(nanos(limit, "the CPU limit"));
        return changed();
    }

    /**
     * Sets how much time may pass from the first poll on. After that, the guest is ended with
     * {@link TerminationReason#DEADLINE_EXPIRED}: as {@link KillSwitch#kill} ends it, wherever it is, so that a guest that
     * waits is woken for its end at once.
     *
     * @param limit zero or more
     * @return this
     * @throws IllegalArgumentException if it is negative
     * @throws InvalidStateException if the run has been polled already
     */
    public RunAsync deadline(Duration limit) {
        long nanos = nanos(limit, "the deadline");
        State found = state();
        if (found != State.START && found != State.RESUME) {
            throw new InvalidStateException("a deadline was set for a run that is " + found
                    + "; it counts from the first poll and must be set before");
        }
        deadline = nanos;
        return this;
    }

    private static long nanos(Duration limit, String what) {
        if (Objects.requireNonNull(limit, "limit").isNegative()) {
            throw new IllegalArgumentException(what + " is " + limit + "; it must be zero or more");
        }
        return limit.compareTo(LONGEST) > 0 ? Allowance.NO_LIMIT : limit.toNanos();
    }

    /** How far it came. */
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

    /**
     * Lets the guest run on this thread. A future inside that is done never ends a poll; a guest that said "pending" is
     * not entered again in the same poll.
     *
     * @param waker called once a further poll gets further; only that of the latest poll is
     * @return pending, or how the run ended
     * @throws GuestTrapException if the guest trapped
     * @throws GuestTerminatedException if it was ended: by a hostcall, killed, or closed meanwhile
     * @throws InvalidStateException if this run has ended, is being polled, is driven by an executor, or its instance is in
     *     no state for it (in which case a later poll may succeed)
     */
    @Override
    public Poll<RunResult> poll(Waker waker) {
        Objects.requireNonNull(waker, "waker");
        Driver present = driver;
        if (present != null && present != waker && !isOver()) {
            throw alreadyDriven("polled");
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
        running.allowance(allowance);
        Stop stop = advance(running);
        Optional<RunResult> result = settle(running, stop);
        if (result.isPresent()) {
            return Poll.ready(result.get());
        }
        if (stop == Stop.Plain.BOUND_EXPIRED) {
            waker.wake();
        }
        if (running.isEndRequested()) { // while the poll was about to return: nobody else may have noticed
            endSuspended(running);
        }
        return Poll.pending();
    }

    private Poll<RunResult> pollNothing() {
        if (!RUN.compareAndSet(this, NOT_BEGUN, DONE)) {
            throw notToBePolled();
        }
        return Poll.ready(RunResult.Returned.NOTHING);
    }

    private boolean isOver() {
        long present = run;
        return present < NOT_BEGUN || (present == NOT_BEGUN && closing);
    }

    static InvalidStateException alreadyDriven(String what) {
        return new InvalidStateException("a run that an executor drives was " + what);
    }

    /** Why a poll, which has not got the instance for this run, is refused. */
    InvalidStateException notToBePolled() {
        String why = !isOver()
                ? "a run was polled while another poll of it is under way"
                : closing ? "a run that was closed was polled" : "a run that has ended was polled";
        return new InvalidStateException(why);
    }

    /** The instance was taken for this run, of that number; false if an earlier poll has begun it. */
    boolean claim(long number) {
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
            fresh.async(true);
            instance.runs().drivenBy(this);
            execution = fresh;
            startTimer(fresh);
            if (closing) { // close has left it to this poll
                fresh.request(TerminationReason.ABANDONED);
            }
            begun = true;
            return fresh;
        } finally {
            if (!begun) {
                run = FAILED;
                instance.runs().crashed();
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // ending reports nothing
    private void startTimer(Execution running) {
        long nanos = deadline;
        if (nanos == 0) {
            running.request(TerminationReason.DEADLINE_EXPIRED);
        } else if (nanos != Allowance.NO_LIMIT) {
            CompletableFuture<?> fresh = new CompletableFuture<>();
            fresh.completeOnTimeout(null, nanos, TimeUnit.NANOSECONDS);
            fresh.thenRun(() -> {
                running.request(TerminationReason.DEADLINE_EXPIRED);
                running.wake();
            });
            timer = fresh;
        }
    }

    private void stopTimer() {
        CompletableFuture<?> present = timer;
        if (present != null) {
            present.cancel(false); // which takes it off the JDK's timer too
            timer = null;
        }
    }

    private Stop advance(Execution running) {
        boolean stopped = false;
        try {
            Stop stop = instance.runs().advance(running);
            stopped = true;
            return stop;
        } finally {
            if (!stopped) {
                stopTimer();
                run = FAILED;
            }
        }
    }

    private Optional<RunResult> settle(Execution running, Stop stop) {
        Stop.Reason reason = stop.reason();
        if (!reason.isPending()) { // said before the instance is given up, and another run may begin
            running.waker(null);
            stopTimer();
            RUN.lazySet(this, reason.run == State.FAILED ? FAILED : DONE);
        }
        return instance.runs().settle(stop);
    }

    /**
     * Drives this run by an executor until it ends: each poll is one task, and each wake leads to one more. Completions
     * of futures only schedule; guest code runs where the executor runs its tasks.
     *
     * @return completes with the run's result or exceptionally with what {@link #poll} throws. Completing it in any
     *     other way (cancelling it, a timeout) abandons the run as {@link #close} does. If the executor rejects a task,
     *     the run is abandoned and the future fails with the rejection. Fails with {@link InvalidStateException} where
     *     {@link #poll} would throw it, and if an executor drives the run already; the run is left alone then.
     */
    public CompletableFuture<RunResult> start(Executor executor) {
        return new Driver(this, Objects.requireNonNull(executor, "executor")).start();
    }

    /** Lets nobody but this driver poll; false if there is another one. */
    boolean driveBy(Driver next) {
        return DRIVER.compareAndSet(this, null, next);
    }

    void noLongerDriven() {
        driver = null;
    }

    /**
     * Drives this run on the calling thread until it ends. The thread is parked only while the guest waits. An
     * interrupt does not end the wait; it is kept.
     *
     * @return how the run ended
     * @throws GuestTrapException as {@link #poll}
     * @throws GuestTerminatedException as {@link #poll}
     * @throws InvalidStateException as {@link #poll}
     */
    public RunResult join() {
        Parker parker = new Parker();
        Poll<RunResult> poll = poll(parker);
        while (true) {
            if (poll instanceof Poll.Ready<RunResult> ready) {
                return ready.value();
            }
            parker.park();
            poll = pollAgain(parker);
        }
    }

    /** A poll by somebody who has polled before, and is to hear what others have ended the guest with since. */
    Poll<RunResult> pollAgain(Waker waker) {
        try {
            return poll(waker);
        } catch (InvalidStateException refusal) {
            boolean over = isOver();
            HostcallException end = endedMeanwhile;
            if (end != null) {
                throw end;
            }
            if (closing && !over) {
                return Poll.pending(); // it is being ended right now; the waker will be called
            }
            throw refusal;
        }
    }

    /**
     * Abandons the run. A guest that is suspended is ended here and now: {@code finally} blocks of suspended hostcalls
     * run on this thread, a future that a hostcall returned is cancelled. One that is being polled is ended by that
     * poll, which throws {@link GuestTerminatedException}. A run that never was polled leaves its instance alone.
     * Closing a run that has ended, or was closed, does nothing.
     */
    @Override
    public void close() {
        closing = true;
        Execution running = execution;
        if (running == null || isOver()) {
            return; // not polled yet, or a first poll under way looks at closing
        }
        running.request(TerminationReason.ABANDONED);
        Waker waiting = running.waker();
        try {
            endSuspended(running);
        } catch (HostcallException expected) { // it is ended; whoever waits for it is to be told
            if (waiting != null) {
                waiting.wake();
            }
        }
    }

    /** Ends the guest if it is suspended and no poll is under way; throws what it was ended with. */
    private void endSuspended(Execution running) {
        instance.enders().begin(); // first: whoever finds the instance taken waits
        try {
            if (life.goOn(run)) {
                Stop stop = advance(running);
                if (stop instanceof Stop.Failed failed) {
                    endedMeanwhile = failed.why();
                }
                settle(running, stop);
            }
        } finally {
            instance.enders().finish();
        }
    }

    @Override
    public String toString() {
        return "RunAsync[" + instance.module().name() + ", " + state() + "]";
    }

    /** How far a run came; see {@link RunAsync} for the moves. */
    public enum State {
        /** Not polled yet; will start a function. */
        START,
        /** Not polled yet; will go on after a yield. */
        RESUME,
        /** A poll is under way. */
        POLLING,
        /** The guest waits for a future. */
        BLOCKED,
        /** The bound of the last poll was spent. */
        BOUND_EXPIRED,
        /** Ended by an exception. */
        FAILED,
        /** Ended with a result, or closed before it began. */
        DONE
    }

    /** Parks a thread until it is woken; a wake that comes first is not lost. */
    private static final class Parker implements Waker {
        private final Thread thread = Thread.currentThread();
        private volatile boolean woken;

        @Override
        public void wake() {
            woken = true;
            LockSupport.unpark(thread);
        }

        void park() {
            boolean interrupted = false;
            while (!woken) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            woken = false;
            if (interrupted) {
                thread.interrupt();
            }
        }
    }
}
