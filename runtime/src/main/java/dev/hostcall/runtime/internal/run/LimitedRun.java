package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.RunAsync.State;
import dev.hostcall.runtime.TerminationReason;
import dev.hostcall.runtime.internal.front.Front;
import dev.hostcall.runtime.internal.meter.Allowance;
import dev.hostcall.runtime.internal.meter.Deadline;
import org.jspecify.annotations.Nullable;

/** What a run that is polled may spend. */
abstract class LimitedRun {
    private final InstanceCore instance;

    /** What the guest may spend. Its own from the first limit on; set by any thread, read as a poll begins. */
    private volatile Allowance allowance = Allowance.UNLIMITED;

    /** Set by any thread before the first poll, which starts it; stopped by whoever ends the run. */
    private volatile @Nullable Deadline deadline;

    LimitedRun(InstanceCore instance) {
        this.instance = instance;
    }

    /** The instance whose run it is. */
    public final InstanceCore instance() {
        return instance;
    }

    /** How far it has come. */
    public abstract State state();

    /** What it may spend; to be read only. */
    final Allowance allowance() {
        return allowance;
    }

    /** For changes, after each of which the run is to be told so. */
    public final synchronized Allowance ownAllowance() {
        Allowance present = allowance;
        if (present == Allowance.UNLIMITED) {
            present = new Allowance();
            allowance = present;
        }
        return present;
    }

    /** Sets the time from the first poll on, which must not have begun. */
    public final void deadline(Deadline next) {
        State found = state();
        if (found != State.START && found != State.RESUME) {
            throw Front.invalidState(
                    "cannot set a deadline: the run is " + found + ", and a deadline counts from the first poll");
        }
        deadline = next;
    }

    final void startDeadline(Execution fresh) {
        Deadline limit = deadline;
        if (limit != null) {
            limit.start(() -> {
                fresh.request(TerminationReason.DEADLINE_EXPIRED);
                fresh.wake();
            });
        }
    }

    final void stopDeadline() {
        Deadline present = deadline;
        if (present != null) {
            present.stop();
        }
    }
}
