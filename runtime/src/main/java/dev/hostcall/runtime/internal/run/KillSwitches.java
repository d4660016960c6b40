package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.InstanceState;
import org.jspecify.annotations.Nullable;

/** The kill switches of one instance: all that were taken since a run ended are of the next one. */
final class KillSwitches {
    private final InstanceLifecycle life;

    /**
     * Of the run under way, else of the next. Set by whoever takes a kill switch, from any thread; taken away by whoever has taken
     * the instance, at the end of the run.
     */
    private volatile @Nullable Fuse fuse;

    KillSwitches(InstanceLifecycle life) {
        this.life = life;
    }

    /** From any thread: what ends the run under way, or else the next one. */
    Fuse take(Runs runs) {
        synchronized (life) {
            Fuse present = fuse;
            if (present == null) {
                present = new Fuse();
                fuse = present;
                Execution running =
                        runs.latest(); // after the write: whoever begins a run writes and reads in the other order
                InstanceState found = life.state();
                if (found == InstanceState.CLOSED) {
                    burn();
                } else if (running != null
                        && (found == InstanceState.RUNNING || InstanceLifecycle.isSuspended(found))) {
                    present.attach(running);
                }
            }
            return present;
        }
    }

    /** A run begins, which {@link Runs#latest} says already: whoever takes a switch writes and reads in the other order. */
    void begin(Execution running) {
        Fuse present = fuse;
        if (present != null) {
            present.begin(running);
        }
    }

    /** The run under way is over, or the next one will not come. False if a kill came first. */
    boolean burn() {
        Fuse present = fuse;
        if (present == null) {
            return true;
        }
        fuse = null;
        return present.burn();
    }
}
