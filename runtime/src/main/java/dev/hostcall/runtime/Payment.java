package dev.hostcall.runtime;

import dev.hostcall.runtime.internal.meter.Allowance;
import dev.hostcall.runtime.internal.meter.Budget;
import org.jspecify.annotations.Nullable;

/** What becomes of a run that has spent a slice, or its bound: it goes on, is suspended, or ends. */
final class Payment {
    private Payment() {}

    /** A slice is spent: the stop that comes of it, or nothing if the guest goes on. */
    static @Nullable Stop sliceSpent(Execution run, Budget budget, Termination termination) {
        if (run.mustEnd()) {
            return termination.ended(run);
        }
        return budget.refill() ? null : boundSpent(run, budget, termination);
    }

    private static @Nullable Stop boundSpent(Execution run, Budget budget, Termination termination) {
        Execution root = run.root(); // whose bound it is
        Allowance allowance = root.allowance();
        if (budget.hasSpent(allowance.total())) {
            root.request(TerminationReason.TOTAL_BOUND_EXPIRED);
            return termination.ended(run);
        }
        Observer observer = root.observer();
        if (observer != null) {
            observer.boundExpired();
        }
        return switch (allowance.policy()) {
            case TERMINATE -> {
                root.request(TerminationReason.BOUND_EXPIRED);
                yield termination.ended(run);
            }
            case CONTINUE -> {
                root.instance().budget().beginPoll(allowance.bound(), allowance.total());
                if (run != root) {
                    budget.takeIfMetered();
                }
                yield null;
            }
            case YIELD -> {
                if (!run.keepsFrames()) {
                    yield Stop.Plain.BOUND_EXPIRED;
                }
                run.pause(Stop.Plain.BOUND_EXPIRED);
                yield run.mustEnd() ? termination.ended(run) : null;
            }
        };
    }

    /**
     * Charges the guest inside a hostcall, as if it had executed so many instructions: suspends or ends it where that
     * spends its bound.
     */
    static void charge(Execution run, long instructions, Budget budget, Termination termination) {
        termination.throwIfSaid();
        budget.consume(instructions);
        while (budget.isOverdrawn()) {
            if (sliceSpent(run, budget, termination) != null) {
                termination.throwIfSaid();
            }
            if (run.root().allowance().bound() == 0) {
                return; // gets ahead all the same, and owes the rest
            }
        }
    }
}
