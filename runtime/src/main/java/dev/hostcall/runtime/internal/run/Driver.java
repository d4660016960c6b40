package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.Poll;
import dev.hostcall.runtime.RunResult;
import dev.hostcall.runtime.Waker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Polls a run on an executor and completes a future with its end. Wakes coalesce:
 *
 * <pre>
 *  IDLE -> SCHEDULED          woken: one task is handed to the executor
 *  SCHEDULED -> POLLING       the task runs
 *  POLLING -> WOKEN           woken meanwhile: exactly one more poll follows
 *  POLLING -> IDLE            pending
 *  WOKEN -> SCHEDULED         pending, and polled again as a task of its own
 *  POLLING, WOKEN -> ENDED
 * </pre>
 */
public final class Driver implements Runnable, Waker {
    private static final State[] STATES = State.values();

    private final PolledRun run;
    private final Executor executor;
    private final Runnable over;
    private final CompletableFuture<RunResult> future = new CompletableFuture<>();
    private final AtomicState<State> state = new AtomicState<>(STATES, State.IDLE);

    /** Set by a task whose poll was refused, before it completes the future, whose completion closes the run otherwise. */
    private volatile boolean refused;

    /** Tells a thread that it is inside already. Set by each task; lost by a race, it costs one recursion. */
    private @Nullable Thread runner;

    /** Whom the executor asked to run once more from inside; set and read by that thread. */
    private @Nullable Thread again;

    /**
     * Of a run, by an executor; not yet begun.
     *
     * @param over what is done once the run is over and has given its instance up, or will not begin; may be done twice
     */
    public Driver(PolledRun run, Executor executor, Runnable over) {
        this.run = run;
        this.executor = executor;
        this.over = over;
    }

    /** Begins; refused, in the future, if the run has a driver. */
    @SuppressWarnings("FutureReturnValueIgnored") // closing reports nothing
    public CompletableFuture<RunResult> start() {
        if (!run.driveBy(this)) {
            over.run();
            future.completeExceptionally(PolledRun.alreadyDriven("start"));
            return future;
        }
        future.whenComplete((result, failure) -> completed());
        wake();
        return future;
    }

    /** By a poll that has ended the run, or by somebody who does not want it any more. */
    private void completed() {
        if (!refused) {
            run.close();
        }
        if (state.move(State.SCHEDULED, State.ENDED)) { // the next poll will not be made
            overUnlessBegun();
        }
    }

    /** The run is over: said by whoever has ended it, once it has given its instance up. */
    void over() {
        over.run();
    }

    private void overUnlessBegun() {
        if (!run.hasBegun()) {
            over.run();
        }
    }

    @Override
    public void wake() {
        while (true) {
            switch (state.get()) {
                case IDLE -> {
                    if (future.isDone()) { // completed by somebody else, who does not ask how the run ends
                        return;
                    }
                    if (state.move(State.IDLE, State.SCHEDULED)) {
                        schedule();
                        return;
                    }
                }
                case POLLING -> {
                    if (state.move(State.POLLING, State.WOKEN)) {
                        return;
                    }
                }
                default -> {
                    return;
                }
            }
        }
    }

    private void schedule() {
        try {
            executor.execute(this);
        } catch (Throwable rejection) {
            state.set(State.ENDED);
            overUnlessBegun();
            future.completeExceptionally(rejection); // which closes the run
        }
    }

    /** An executor that runs tasks at once comes back here from {@link #schedule}: looped over, not recursed into. */
    @Override
    public void run() {
        Thread self = Thread.currentThread();
        if (runner == self) {
            again = self;
            return;
        }
        do {
            runner = self;
            again = null;
            poll();
            runner = null;
        } while (again == self);
    }

    private void poll() {
        if (!beginPoll()) {
            return; // ended since
        }
        try {
            if (run.pollByDriver(this) instanceof Poll.Ready<RunResult> ready) {
                state.set(State.ENDED);
                future.complete(ready.value());
                return;
            }
        } catch (InvalidStateException refusal) { // somebody else runs it, or will
            state.set(State.ENDED);
            refused = true;
            overUnlessBegun();
            run.noLongerDriven();
            future.completeExceptionally(refusal);
            return;
        } catch (Throwable failure) {
            state.set(State.ENDED);
            overUnlessBegun();
            future.completeExceptionally(failure);
            return;
        }
        boolean isWoken = !state.move(State.POLLING, State.IDLE);
        if (isWoken) {
            state.set(State.SCHEDULED);
        }
        run.endIfRequested(); // now, as there may be no further poll: the executor may refuse it
        if (isWoken) {
            schedule();
        }
    }

    /**
     * One compare-and-set takes instance and run anyway: behind it, whoever wakes sees that this polls. Only whether there will be a first
     * poll is to be known for certain.
     */
    private boolean beginPoll() {
        if (!run.hasBegun()) {
            return state.move(State.SCHEDULED, State.POLLING);
        }
        boolean isDue = state.get() == State.SCHEDULED;
        if (isDue) {
            state.setUnfenced(State.POLLING);
        }
        return isDue;
    }

    private enum State {
        IDLE,
        SCHEDULED,
        POLLING,
        WOKEN,
        ENDED
    }
}
