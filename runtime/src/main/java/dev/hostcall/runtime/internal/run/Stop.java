package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.GuestException;
import dev.hostcall.runtime.GuestTerminatedException;
import dev.hostcall.runtime.GuestTrapException;
import dev.hostcall.runtime.HostcallException;
import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.RunAsync.State;
import dev.hostcall.runtime.RunListener.PollOutcome;
import dev.hostcall.runtime.RunResult;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a run loop handed control back. */
sealed interface Stop {

    /** What it means to all who ask. */
    Reason reason();

    /** The reasons, and what each of them is in the words of the instance, of its {@code RunAsync}, and of those who watch. */
    enum Reason {
        /** The function that was entered returned; its results are in the slots. */
        RETURNED(InstanceState.READY, State.DONE, PollOutcome.RETURNED),
        /** A hostcall yielded to the embedder. */
        YIELDED(InstanceState.YIELDED, State.DONE, PollOutcome.YIELDED),
        /** The guest waits for a future. */
        BLOCKED(InstanceState.BLOCKED, State.BLOCKED, PollOutcome.BLOCKED),
        /** The bound of this poll is spent. */
        BOUND_EXPIRED(InstanceState.BOUND_EXPIRED, State.BOUND_EXPIRED, PollOutcome.BOUND_EXPIRED),
        /** The guest trapped. */
        TRAPPED(InstanceState.FAULTED, State.FAILED, PollOutcome.TRAPPED),
        /** The guest threw an exception that it did not catch. */
        THREW(InstanceState.READY, State.FAILED, PollOutcome.THREW),
        /** The guest was ended. */
        TERMINATED(InstanceState.TERMINATED, State.FAILED, PollOutcome.TERMINATED);

        final InstanceState instance;
        final State run;
        final PollOutcome outcome;

        Reason(InstanceState instance, State run, PollOutcome outcome) {
            this.instance = instance;
            this.run = run;
            this.outcome = outcome;
        }

        /** Whether the run goes on with a further poll. */
        boolean isPending() {
            return this == BLOCKED || this == BOUND_EXPIRED;
        }
    }

    /** Stops that carry nothing. */
    enum Plain implements Stop {
        RETURNED(Reason.RETURNED),
        BLOCKED(Reason.BLOCKED),
        BOUND_EXPIRED(Reason.BOUND_EXPIRED),
        /** No stop to anybody else: the next hostcall may suspend, and the loop is to be entered again in a coroutine. */
        NEEDS_COROUTINE(Reason.BLOCKED);

        private final Reason reason;

        Plain(Reason reason) {
            this.reason = reason;
        }

        @Override
        public Reason reason() {
            return reason;
        }
    }

    /** A hostcall yielded to the embedder. */
    record Yielded(@Nullable Object value, @Nullable Class<?> expected) implements Stop {
        @Override
        public Reason reason() {
            return Reason.YIELDED;
        }

        /** What the embedder gets. */
        RunResult.Yielded result() {
            return new RunResult.Yielded(Optional.ofNullable(value), Optional.ofNullable(expected));
        }
    }

    /** The guest has ended: a {@link GuestTrapException}, {@link GuestException} or {@link GuestTerminatedException}. */
    record Failed(HostcallException why) implements Stop {
        @Override
        public Reason reason() {
            if (why instanceof GuestException) {
                return Reason.THREW;
            }
            return why instanceof GuestTrapException ? Reason.TRAPPED : Reason.TERMINATED;
        }
    }
}
