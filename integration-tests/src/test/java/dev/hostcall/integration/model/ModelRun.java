package dev.hostcall.integration.model;

import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.RunAsync.State;
import dev.hostcall.runtime.TerminationReason;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An asynchronous run, as the table of its states says. */
final class ModelRun {
    private final ModelGuest guest;
    private final @Nullable Supplier<ModelMachine> beginning; // absent where there is nothing to run
    private Terms terms;
    private State state;
    private @Nullable ModelMachine machine;
    private @Nullable ModelDriver driver;
    private boolean closing;
    private @Nullable End endedMeanwhile; // between two polls, by who closed it

    ModelRun(ModelGuest guest, State state, Terms terms, @Nullable Supplier<ModelMachine> beginning) {
        this.guest = guest;
        this.state = state;
        this.terms = terms;
        this.beginning = beginning;
    }

    State state() {
        return state;
    }

    Terms terms() {
        return terms;
    }

    void terms(Terms next) {
        terms = next;
        ModelMachine running = machine;
        if (state == State.POLLING && running != null) {
            running.regrant();
        }
    }

    /** Lets nobody but this driver poll; false if there is another one. */
    boolean driveBy(ModelDriver next) {
        boolean first = driver == null;
        driver = first ? next : driver;
        return first;
    }

    void noLongerDriven() {
        driver = null;
    }

    /** How it ended, or empty while it is pending. */
    Optional<String> poll(Runnable waker) {
        boolean foreign = driver != null && driver != waker;
        if (foreign || state == State.POLLING || state == State.DONE || state == State.FAILED) {
            throw End.refused();
        }
        if (beginning == null) {
            state = State.DONE;
            return Optional.of("returned []");
        }
        ModelMachine running = enter(beginning);
        running.waker(waker);
        Optional<String> result = advance(running);
        if (state == State.BOUND_EXPIRED) {
            waker.run();
        }
        if (result.isEmpty() && running.isEndRequested()) {
            end(running, false);
        }
        return result;
    }

    /** A poll by a driver, which is told what others have ended the run with. */
    Optional<String> pollAgain(ModelDriver waker) {
        try {
            return poll(waker);
        } catch (End refusal) {
            boolean isRefused = refusal.text().equals(End.refused().text());
            if (isRefused && endedMeanwhile != null) {
                throw endedMeanwhile;
            }
            if (isRefused && closing && state == State.POLLING) {
                return Optional.empty(); // it is being ended right now, and will wake
            }
            throw refusal;
        }
    }

    private ModelMachine enter(Supplier<ModelMachine> first) {
        ModelMachine running = machine;
        if (running == null) {
            running = first.get();
            running.drivenBy(true, terms);
            guest.poller = this;
            machine = running;
            if (terms.overdue()) {
                running.request(TerminationReason.DEADLINE_EXPIRED);
            }
        } else {
            guest.goOn();
        }
        state = State.POLLING;
        return running;
    }

    private Optional<String> advance(ModelMachine running) {
        running.terms(() -> terms);
        ModelMachine.Stop stop = running.advance();
        state = switch (stop) {
            case RETURNED, YIELDED -> State.DONE;
            case FAILED -> State.FAILED;
            case WAITING -> State.BLOCKED;
            case BOUND_EXPIRED -> State.BOUND_EXPIRED;
        };
        if (state == State.DONE || state == State.FAILED) {
            running.waker(null);
        }
        return guest.settle(running, stop);
    }

    void close() {
        closing = true;
        ModelMachine running = machine;
        if (state == State.START || state == State.RESUME) {
            state = State.DONE;
        } else if (state != State.DONE && state != State.FAILED && running != null) {
            running.request(TerminationReason.ABANDONED);
            if (state != State.POLLING) {
                Optional<Runnable> lastWaker = running.waker();
                try {
                    end(running, true);
                } catch (End expected) {
                    lastWaker.ifPresent(Runnable::run);
                }
            }
        }
    }

    private void end(ModelMachine running, boolean isMeanwhile) {
        guest.state = InstanceState.RUNNING;
        state = State.POLLING;
        try {
            advance(running);
        } catch (End why) {
            endedMeanwhile = isMeanwhile ? why : endedMeanwhile;
            throw why;
        }
    }
}
