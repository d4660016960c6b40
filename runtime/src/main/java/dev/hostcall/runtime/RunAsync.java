package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.meter.Allowance;
import dev.hostcall.runtime.internal.meter.Deadline;
import dev.hostcall.runtime.internal.run.Driver;
import dev.hostcall.runtime.internal.run.Parker;
import dev.hostcall.runtime.internal.run.PolledRun;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * A run of a guest, as a future with a name. Nothing happens before the first poll; each poll lets the guest run until
 * it ends, yields, blocks, or has spent the bound of this poll.
 *
 * <pre>{@code
 * RunAsync run = plugin.runAsync("total", 3)
 *         .boundInstCount(100_000) // a turn for others after so many instructions
 *         .deadline(Duration.ofSeconds(30));
 * CompletableFuture<RunResult> done = run.start(executor); // driven by tasks
 *
 * long total = done.join().returned().i64();
 * try (RunAsync polled = plugin.runAsync("total", 4)) { // driven by ourselves
 *     Poll<RunResult> poll = polled.poll(woken::release);
 *     while (!(poll instanceof Poll.Ready<RunResult> ready)) {
 *         woken.acquire();
 *         poll = polled.poll(woken::release);
 *     }
 *     total += ready.value().returned().i64();
 * }
 * }</pre>
 *
 * <pre>
 *  START, RESUME -> POLLING             first poll
 *  BLOCKED, BOUND_EXPIRED -> POLLING    polled again
 *  POLLING -> BLOCKED                   the guest blocks; the waker of this poll will be called
 *  POLLING -> BOUND_EXPIRED             the bound is spent; the waker has been called
 *  POLLING -> DONE                      the guest returned or yielded
 *  POLLING -> FAILED                    it trapped or was terminated; poll has thrown
 *  POLLING -> START, RESUME             the first poll was refused, as the instance's state did not allow it
 *  START, RESUME -> DONE                closed before the first poll
 *  BLOCKED, BOUND_EXPIRED -> FAILED     closed
 * </pre>
 *
 * <p>Drive it by {@link #start} on an executor, by {@link #join} on this thread, or by {@link #poll} yourself, in one
 * of these ways at a time. All methods may be called from any thread.
 */
public final class RunAsync implements Pollable<RunResult>, AutoCloseable {
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private final PolledRun run;

    RunAsync(PolledRun run) {
        this.run = run;
    }

    /**
     * Sets how many instructions the guest may execute in each poll. May be called at any time; takes effect with the
     * next poll, or, inside a hostcall of this run, as soon as that returns: a bound of <i>n</i> set there leaves <i>n</i> minus what
     * this poll has executed, at least 0. Any overshoot of a poll (at most the code between two tests) is deducted from the next bound. Even
     * a bound of 0 makes progress, to the next point where the guest tests its budget.
     *
     * @param instructions 0 or more; without a bound, a poll ends only where the guest stops by itself
     * @return this
     * @throws IllegalArgumentException if it is negative
     * @throws InvalidStateException if the guest is not metered, so that a bound would have no effect
     */
    public RunAsync boundInstCount(long instructions) {
        requireMetered(instructions, "the bound");
        run.ownAllowance().bound(instructions);
        run.changed();
        return this;
    }

    /**
     * Sets what happens when {@link #boundInstCount} is spent; {@link BoundPolicy#YIELD} by default. May be
     * called at any time; what counts is the policy at the moment when a bound is spent.
     *
     * @return this
     */
    public RunAsync onBoundExpired(BoundPolicy policy) {
        run.ownAllowance().policy(Objects.requireNonNull(policy, "policy"));
        run.changed();
        return this;
    }

    /**
     * Sets how many instructions the guest may execute in all polls of this run together. Once they are spent, it is terminated
     * with {@link TerminationReason#TOTAL_BOUND_EXPIRED} at the next point where it tests its budget. May be called at any
     * time, also to raise it; takes effect as a bound does.
     *
     * @param instructions 0 or more, counted from the first poll on, including the overshoot of an earlier run
     * @return this
     * @throws IllegalArgumentException if it is negative
     * @throws InvalidStateException if the guest is not metered
     */
    public RunAsync totalBound(long instructions) {
        requireMetered(instructions, "the total bound");
        run.ownAllowance().total(instructions);
        run.changed();
        return this;
    }

    private void requireMetered(long instructions, String what) {
        if (instructions < 0) {
            throw new IllegalArgumentException(what + " is " + instructions + "; it must be 0 or more");
        }
        if (!run.instance().module().isMetered()) {
            throw new InvalidStateException("cannot bound a run of guest "
                    + run.instance().guest() + ": it is not metered, as it was compiled without budget checks");
        }
    }

    /**
     * Sets how much CPU time threads may spend in polls of this run, in guest code and in the bodies of hostcalls. Once it
     * is spent, the guest is terminated with {@link TerminationReason#CPU_LIMIT_EXPIRED}: after the current hostcall, or
     * within about a million instructions (a guest that is not metered: at its next hostcall). May be called at any time;
     * takes effect as a bound does.
     *
     * @param limit zero or more
     * @return this
     * @throws IllegalArgumentException if it is negative
     */
    public RunAsync cpuLimit(Duration limit) {
        run.ownAllowance().cpuNanos(nanos(limit, "the CPU limit"));
        run.changed();
        return this;
    }

    /**
     * Sets how much time may pass from the first poll on. After that, the guest is terminated with
     * {@link TerminationReason#DEADLINE_EXPIRED}, just as {@link KillSwitch#kill} would: a blocked guest is woken for it
     * at once.
     *
     * @param limit zero or more
     * @return this
     * @throws IllegalArgumentException if it is negative
     * @throws InvalidStateException if the run has been polled already
     */
    public RunAsync deadline(Duration limit) {
        run.deadline(new Deadline(nanos(limit, "the deadline")));
        return this;
    }

    private static long nanos(Duration limit, String what) {
        if (Objects.requireNonNull(limit, "limit").isNegative()) {
            throw new IllegalArgumentException(what + " is " + limit + "; it must be zero or more");
        }
        return limit.compareTo(LONGEST) > 0 ? Allowance.NO_LIMIT : limit.toNanos();
    }

    /** How far it has come. */
    public State state() {
        return run.state();
    }

    /**
     * Lets the guest run on this thread. A future that is done never ends a poll; a guest that was pending is
     * not entered again in the same poll.
     *
     * @param waker called when another poll can make progress; only that of the latest poll is
     * @return pending, or how the run ended
     * @throws GuestTrapException if the guest trapped
     * @throws GuestException if the guest threw an exception that it did not catch
     * @throws GuestTerminatedException if it was terminated: by a hostcall, by a kill, or because it was closed meanwhile
     * @throws InvalidStateException if this run has ended, is being polled, is driven by an executor, or the state of its
     *     instance does not allow it (in which case a later poll may succeed)
     */
    @Override
    public Poll<RunResult> poll(Waker waker) {
        return run.poll(Objects.requireNonNull(waker, "waker"));
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
        return start(executor, () -> {});
    }

    /** The same; once the run is over and has given its instance up, or will not begin, something is done before the future says so. */
    CompletableFuture<RunResult> start(Executor executor, Runnable over) {
        return new Driver(run, Objects.requireNonNull(executor, "executor"), over).start();
    }

    /**
     * Drives this run on the calling thread until it ends. The thread is parked only while the guest blocks. An
     * interrupt does not end the wait; the interrupted status is restored afterwards.
     *
     * @return how the run ended
     * @throws GuestTrapException as {@link #poll}
     * @throws GuestException as {@link #poll}
     * @throws GuestTerminatedException as {@link #poll}
     * @throws InvalidStateException as {@link #poll}
     */
    public RunResult join() {
        return Parker.join(run);
    }

    /**
     * Abandons the run. A suspended guest is terminated on the spot: {@code finally} blocks of suspended hostcalls
     * run on this thread, and a future that a hostcall returned is cancelled. One that is being polled is terminated by that
     * poll, which throws {@link GuestTerminatedException}. A run that was never polled leaves its instance alone.
     * Closing a run that has ended, or was closed, does nothing.
     */
    @Override
    public void close() {
        run.close();
    }

    @Override
    public String toString() {
        return "RunAsync[" + run.instance().guest() + ", " + state() + "]";
    }

    /** How far a run has come; see {@link RunAsync} for the transitions. */
    public enum State {
        /** Not polled yet; will start a function. */
        START,
        /** Not polled yet; will go on after a yield. */
        RESUME,
        /** A poll is under way. */
        POLLING,
        /** The guest blocks on a future. */
        BLOCKED,
        /** The bound of the last poll was spent. */
        BOUND_EXPIRED,
        /** Ended by an exception. */
        FAILED,
        /** Ended with a result, or closed before it began. */
        DONE
    }
}
