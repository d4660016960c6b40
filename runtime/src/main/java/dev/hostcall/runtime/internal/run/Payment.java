package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.BoundPolicy;
import dev.hostcall.runtime.TerminationReason;
import dev.hostcall.runtime.internal.meter.Allowance;
import dev.hostcall.runtime.internal.meter.Budget;
import dev.hostcall.runtime.internal.meter.CpuClock;
import dev.hostcall.runtime.internal.watch.Observer;
import org.jspecify.annotations.Nullable;

/** What a run may spend, and what becomes of it when that is spent: it goes on, is suspended, or ends. */
final class Payment {
    private Payment() {}

    /** A slice is spent: the stop that comes of it, or nothing if the guest goes on. */
    static @Nullable Stop sliceSpent(Execution run) {
        if (run.mustEnd()) {
            return run.termination().ended(run);
        }
        return run.instance().budget().refill() ? null : boundSpent(run);
    }

    /** A slice is spent by the guest's allocator, which is not suspended: it has one slice more than the bound. */
    static @Nullable Stop sliceSpentByAllocator(Execution run) {
        Budget budget = run.instance().budget();
        Allowance allowance = run.root().allowance();
        if (run.mustEnd()) {
            return run.termination().ended(run);
        }
        if (budget.refill()) {
            return null;
        }
        if (allowance.policy() != BoundPolicy.YIELD || budget.hasSpent(allowance.total())) {
            return boundSpent(run);
        }
        if (budget.overdraw()) {
            return null;
        }
        run.root().request(TerminationReason.BOUND_EXPIRED);
        return run.termination().ended(run);
    }

    private static @Nullable Stop boundSpent(Execution run) {
        Termination termination = run.termination();
        Budget budget = run.instance().budget();
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

    /** What a run may spend was changed inside of one of its hostcalls: counts at once, with what the poll has spent. */
    static void change(Execution run, Allowance next) {
        run.allowance(next);
        run.instance().budget().changeBound(run.runningBudget(), next.bound(), next.total());
        if (!run.isTimed() && next.cpuNanos() != Allowance.NO_LIMIT) {
            run.countFromHere(new CpuClock());
        }
    }

    /**
     * Charges the guest inside a hostcall, as if it had executed that many instructions: suspends or ends it where that
     * spends its bound.
     */
    static void charge(Execution run, long instructions) {
        Termination termination = run.termination();
        Budget budget = run.instance().budget();
        termination.throwIfSaid();
        budget.consume(instructions);
        while (budget.isOverdrawn()) {
            if (sliceSpent(run) != null) {
                termination.throwIfSaid();
            }
            if (run.root().allowance().bound() == 0) {
                return; // makes progress all the same, and owes the rest
            }
        }
    }
}
