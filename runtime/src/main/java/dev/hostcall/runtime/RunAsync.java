package dev.hostcall.runtime;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
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
 *  BLOCKED, BOUND_EXPIRED -> POLLING    polled again, or closed
 *  POLLING -> BLOCKED                   the guest waits; the waker of this poll will be called
 *  POLLING -> BOUND_EXPIRED             the bound is spent; the waker has been called
 *  POLLING -> DONE                      the guest returned or yielded
 *  POLLING -> FAILED                    it trapped or was ended; poll has thrown
 *  POLLING -> START, RESUME             the first poll was refused, as the instance's state did not allow it
 *  START, RESUME -> DONE                closed before the first poll
 * </pre>
 *
 * <p>Drive it by {@link #start} on an executor, by {@link #join} on this thread, or by {@link #poll} yourself, in one
 * of these ways at a time. All methods may be called from any thread.
 */
public final class RunAsync implements Pollable<RunResult>, AutoCloseable {
    private static final AtomicReferenceFieldUpdater<RunAsync, State> STATE =
            AtomicReferenceFieldUpdater.newUpdater(RunAsync.class, State.class, "state");

    private final Instance instance;
    private final Supplier<Execution> beginning;
    private volatile long bound = Long.MAX_VALUE;
    private volatile @Nullable Execution execution;
    private volatile boolean closing;
    private volatile State state;

    RunAsync(Instance instance, State state, Supplier<Execution> beginning) {
        this.instance = instance;
        this.state = state;
        this.beginning = beginning;
    }

    /**
     * Sets how many instructions the guest may execute in each poll. May be called at any time; takes effect at the
     * next poll. What a poll overshoots (at most one straight line of code) is taken off the next bound. A bound of 0
     * gets ahead too, to the next point where the guest tests its budget.
     *
     * @param instructions 0 or more; without a bound, a poll ends only where the guest stops by itself
     * @return this
     * @throws IllegalArgumentException if it is negative
     * @throws InvalidStateException if the guest is not metered, so that a bound would have no effect
     */
    public RunAsync boundInstCount(long instructions) {
        if (instructions < 0) {
            throw new IllegalArgumentException("the bound is " + instructions + "; it must be 0 or more");
        }
        if (!instance.module().isMetered()) {
            throw new InvalidStateException("guest " + instance.module().name()
                    + " is not metered: it was compiled without budget checks, and cannot be bounded");
        }
        bound = instructions;
        return this;
    }

    /** How far it came. */
    public State state() {
        return state;
    }

    /**
     * Lets the guest run on this thread. A future inside that is done never ends a poll; a guest that said "pending" is
     * not entered again in the same poll.
     *
     * @param waker called once a further poll gets further; only that of the latest poll is
     * @return pending, or how the run ended
     * @throws GuestTrapException if the guest trapped
     * @throws GuestTerminatedException if it was ended: by a hostcall, killed, or closed meanwhile
     * @throws InvalidStateException if this run has ended, is being polled, or its instance is in no state for it (in
     *     which case a later poll may succeed)
     */
    @Override
    public Poll<RunResult> poll(Waker waker) {
        State before = beginPoll();
        Execution running = enter(before);
        running.waker(waker);
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

    private State beginPoll() {
        while (true) {
            State found = state;
            switch (found) {
                case POLLING ->
                    throw new InvalidStateException("a run was polled while another poll of it is under way");
                case DONE, FAILED ->
                    throw new InvalidStateException(
                            closing ? "a run that was closed was polled" : "a run that has ended was polled");
                default -> {
                    if (STATE.compareAndSet(this, found, State.POLLING)) {
                        return found;
                    }
                }
            }
        }
    }

    private Execution enter(State before) {
        boolean entered = false;
        try {
            Execution running = execution;
            if (running == null) {
                running = beginning.get();
                running.async(true);
                instance.drivenBy(this);
                execution = running;
                if (closing) {
                    running.request(TerminationReason.ABANDONED);
                }
            } else {
                instance.unsuspend();
            }
            entered = true;
            return running;
        } finally {
            if (!entered) {
                state = before;
                if (closing) { // meanwhile: close has left it to this poll
                    STATE.compareAndSet(this, before, State.DONE);
                }
            }
        }
    }

    private Stop advance(Execution running) {
        boolean stopped = false;
        try {
            Stop stop = instance.advance(running, bound);
            stopped = true;
            return stop;
        } finally {
            if (!stopped) {
                state = State.FAILED;
            }
        }
    }

    private Optional<RunResult> settle(Execution running, Stop stop) {
        boolean suspended = stop == Stop.Plain.WAITING || stop == Stop.Plain.BOUND_EXPIRED;
        if (!suspended) {
            running.waker(null);
            state = stop instanceof Stop.Failed ? State.FAILED : State.DONE;
        }
        Optional<RunResult> result = instance.settle(stop);
        if (suspended) {
            state = stop == Stop.Plain.WAITING ? State.BLOCKED : State.BOUND_EXPIRED;
        }
        return result;
    }

    /**
     * Drives this run by an executor until it ends: each poll is one task, and each wake leads to one more. Completions
     * of futures only schedule; guest code runs where the executor runs its tasks.
     *
     * @return completes with the run's result or exceptionally with what {@link #poll} throws. Completing it in any
     *     other way (cancelling it, a timeout) abandons the run as {@link #close} does. If the executor rejects a task,
     *     the run is abandoned and the future fails with the rejection.
     */
    public CompletableFuture<RunResult> start(Executor executor) {
        return new Driver(this, executor).start();
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
        while (true) {
            if (poll(parker) instanceof Poll.Ready<RunResult> ready) {
                return ready.value();
            }
            parker.park();
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
        if (STATE.compareAndSet(this, State.START, State.DONE) || STATE.compareAndSet(this, State.RESUME, State.DONE)) {
            return;
        }
        Execution running = execution;
        if (running == null || state == State.DONE || state == State.FAILED) {
            return; // a first poll under way looks at closing
        }
        running.request(TerminationReason.ABANDONED);
        try {
            endSuspended(running);
        } catch (GuestTerminatedException expected) {
            // it is ended
        }
    }

    /** Ends the guest if it is suspended and no poll is under way; throws what it was ended with. */
    private void endSuspended(Execution running) {
        boolean mine = STATE.compareAndSet(this, State.BLOCKED, State.POLLING)
                || STATE.compareAndSet(this, State.BOUND_EXPIRED, State.POLLING);
        if (mine) {
            instance.unsuspend();
            settle(running, advance(running));
        }
    }

    @Override
    public String toString() {
        return "RunAsync[" + instance.module().name() + ", " + state + "]";
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
