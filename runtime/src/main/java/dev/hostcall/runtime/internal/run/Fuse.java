package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.KillSwitch;
import dev.hostcall.runtime.TerminationReason;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What the kill switches of one run share. A kill and the end of the run meet in one compare-and-set, so that one of them
 * comes first: a run that was killed before it returned does not return.
 *
 * <pre>
 *  ARMED -> KILLED     kill
 *  ARMED -> OVER       the run ended, or will never begin
 *  KILLED -> ENDED     the run ended
 * </pre>
 */
public final class Fuse {
    private static final State[] STATES = State.values();

    private static final AtomicReferenceFieldUpdater<Fuse, Execution> RUNNING =
            AtomicReferenceFieldUpdater.newUpdater(Fuse.class, Execution.class, "running");

    private final AtomicState<State> state = new AtomicState<>(STATES, State.ARMED);
    private volatile @Nullable Execution running; // the run, from its beginning to its end

    /** From any thread: asks the run to end. */
    public KillSwitch.Outcome kill() {
        if (state.move(State.ARMED, State.KILLED)) {
            Execution present = running;
            if (present != null) {
                present.request(TerminationReason.KILLED);
                present.wake();
            }
        }
        return switch (state.get()) {
            case ARMED, KILLED -> KillSwitch.Outcome.WILL_END;
            case ENDED -> KillSwitch.Outcome.ENDED;
            case OVER -> KillSwitch.Outcome.TOO_LATE;
        };
    }

    /** The run begins. */
    public void begin(Execution fresh) {
        running = fresh;
        if (state.get() == State.KILLED) { // after the write: whoever kills writes and reads in the other order
            fresh.request(TerminationReason.KILLED);
        }
    }

    /** A run that may be the one: it began before this was made, or is about to say so itself. */
    void attach(Execution present) {
        RUNNING.compareAndSet(this, null, present);
    }

    /** The run is over; false if it was killed before. */
    boolean burn() {
        running = null;
        return state.move(State.ARMED, State.OVER) || !state.move(State.KILLED, State.ENDED);
    }

    private enum State {
        ARMED,
        KILLED,
        ENDED,
        OVER
    }
}
