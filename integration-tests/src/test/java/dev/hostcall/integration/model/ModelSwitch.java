package dev.hostcall.integration.model;

import dev.hostcall.runtime.KillSwitch.Outcome;
import dev.hostcall.runtime.TerminationReason;
import org.jspecify.annotations.Nullable;

/** What the kill switches of one run do: the run under way when the first of them was taken, or else the next. */
final class ModelSwitch {
    private @Nullable ModelMachine run;
    private Outcome outcome = Outcome.WILL_END;
    private boolean killed;

    void begin(ModelMachine machine) {
        run = machine;
        if (killed) {
            machine.request(TerminationReason.KILLED);
        }
    }

    /** The run is over, or will not come. */
    void over() {
        run = null;
        outcome = killed ? Outcome.ENDED : Outcome.TOO_LATE;
    }

    Outcome kill() {
        if (outcome == Outcome.WILL_END && !killed) {
            killed = true;
            if (run != null) {
                run.request(TerminationReason.KILLED);
                run.run();
            }
        }
        return outcome;
    }
}
