package dev.hostcall.runtime;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
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
    private static final State[] STATES = State.values();

    private static final AtomicReferenceFieldUpdater<RunAsync, Driver> DRIVER =
            AtomicReferenceFieldUpdater.newUpdater(RunAsync.class, Driver.class, "driver");
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private final Instance instance;
    private final @Nullable Supplier<Execution> beginning; // absent where there is nothing to run
    private volatile Allowance allowance = Allowance.UNLIMITED; // its own from the first limit on
    private volatile long deadline = Allowance.NO_LIMIT; // in nanoseconds from the first poll
    private @Nullable CompletableFuture<?> timer;
    private volatile @Nullable Execution execution;
    private volatile @Nullable Driver driver;
    private volatile boolean closing;
    private volatile @Nullable HostcallException endedMeanwhile; // between two polls
    private final AtomicState<State> state;

    RunAsync(Instance instance, State state, @Nullable Supplier<Execution> beginning) {
        this.instance = instance;
        this.state = new AtomicState<>(STATES, state);
        this.beginning = beginning;
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
        if (running != null && state.get() == State.POLLING && instance.gate().isOwner()) {
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
        State found = state.get();
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
        return state.get();
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
        State before = beginPoll();
        if (beginning == null) {
            state.set(State.DONE);
            return Poll.ready(RunResult.Returned.NOTHING);
        }
        Execution running = enter(before, beginning);
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

    private boolean isOver() {
        State found = state.get();
        return found == State.DONE || found == State.FAILED;
    }

    static InvalidStateException alreadyDriven(String what) {
        return new InvalidStateException("a run that an executor drives was " + what);
    }

    private State beginPoll() {
        while (true) {
            State found = state.get();
            switch (found) {
                case POLLING ->
                    throw new InvalidStateException("a run was polled while another poll of it is under way");
                case DONE, FAILED ->
                    throw new InvalidStateException(
                            closing ? "a run that was closed was polled" : "a run that has ended was polled");
                default -> {
                    if (state.move(found, State.POLLING)) {
                        return found;
                    }
                }
            }
        }
    }

    private Execution enter(State before, Supplier<Execution> first) {
        boolean entered = false;
        try {
            Execution running = execution;
            if (running == null) {
                running = first.get();
                running.async(true);
                instance.runs().drivenBy(this);
                execution = running;
                startTimer(running);
                if (closing) {
                    running.request(TerminationReason.ABANDONED);
                }
            } else {
                instance.runs().unsuspend();
            }
            entered = true;
            return running;
        } finally {
            if (!entered) {
                state.set(before);
                if (closing) { // meanwhile: close has left it to this poll
                    state.move(before, State.DONE);
                }
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
                state.set(State.FAILED);
            }
        }
    }

    private Optional<RunResult> settle(Execution running, Stop stop) {
        boolean suspended = stop == Stop.Plain.WAITING || stop == Stop.Plain.BOUND_EXPIRED;
        if (!suspended) {
            running.waker(null);
            stopTimer();
            state.set(stop instanceof Stop.Failed ? State.FAILED : State.DONE);
        }
        Optional<RunResult> result = instance.runs().settle(stop);
        if (suspended) {
            state.set(stop == Stop.Plain.WAITING ? State.BLOCKED : State.BOUND_EXPIRED);
        }
        return result;
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
        if (state.move(State.START, State.DONE) || state.move(State.RESUME, State.DONE)) {
            return;
        }
        Execution running = execution;
        if (running == null || isOver()) {
            return; // a first poll under way looks at closing
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
        boolean mine = state.move(State.BLOCKED, State.POLLING) || state.move(State.BOUND_EXPIRED, State.POLLING);
        if (mine) {
            instance.enders().begin();
            try {
                instance.runs().unsuspend();
                Stop stop = advance(running);
                if (stop instanceof Stop.Failed failed) {
                    endedMeanwhile = failed.why();
                }
                settle(running, stop);
            } finally {
                instance.enders().finish();
            }
        }
    }

    @Override
    public String toString() {
        return "RunAsync[" + instance.module().name() + ", " + state.get() + "]";
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
