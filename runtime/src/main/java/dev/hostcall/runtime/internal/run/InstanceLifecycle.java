package dev.hostcall.runtime.internal.run;

import dev.hostcall.runtime.InstanceState;
import dev.hostcall.runtime.InvalidStateException;
import dev.hostcall.runtime.internal.front.Front;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * Where an instance is, and in which of its runs: one word, so that a poll takes instance and run at once. Whoever takes it to
 * {@link InstanceState#RUNNING} has the instance to itself, and says what it is afterwards.
 *
 * <p>A number, see decision 16.
 */
@SuppressWarnings("EnumOrdinal") // that is what the state is kept as, while the JVM runs
final class InstanceLifecycle {
    private static final AtomicLongFieldUpdater<InstanceLifecycle> WORD =
            AtomicLongFieldUpdater.newUpdater(InstanceLifecycle.class, "word");

    private static final InstanceState[] STATES = InstanceState.values();
    private static final long STATE = 15; // the bits of the state
    private static final long RUN = STATE + 1; // what one run more adds
    private static final int RUNNING = InstanceState.RUNNING.ordinal();

    private static final Set<InstanceState> SUSPENDED =
            EnumSet.of(InstanceState.YIELDED, InstanceState.BLOCKED, InstanceState.BOUND_EXPIRED);

    /** For messages. */
    private final String guest;

    /**
     * The state in the low four bits, above it the number of the latest run. Moved to RUNNING by compare-and-set, by whoever
     * takes the instance; from then on written by that thread alone, until it gives the instance up. Read by any thread.
     */
    private volatile long word = InstanceState.READY.ordinal();

    InstanceLifecycle(String guest) {
        this.guest = guest;
    }

    InstanceState state() {
        return state(word);
    }

    private static InstanceState state(long word) {
        return STATES[(int) (word & STATE)];
    }

    /** Whether guest code is suspended in the middle. */
    static boolean isSuspended(InstanceState state) {
        return SUSPENDED.contains(state);
    }

    /** The number of the latest run: for whoever has begun it, as long as it runs. */
    long run() {
        return word / RUN;
    }

    /** Whether this is the run that the instance is in, or was in last, and the state is this one. */
    boolean is(long run, InstanceState state) {
        return word == run * RUN + state.ordinal();
    }

    // ---- taking ----

    /** Takes it if it is in this state, to begin another run. */
    boolean begin(InstanceState from) {
        return move(from, RUN);
    }

    /** Takes it to begin another run, or refuses the operation. */
    void begin(String operation, InstanceState from) {
        while (!begin(from)) {
            refuseUnless(operation, from, from);
        }
    }

    /** Takes it to go on with a run, if that is suspended and to be polled. */
    boolean goOn(long run) {
        return move(run, InstanceState.BLOCKED) || move(run, InstanceState.BOUND_EXPIRED);
    }

    /** Takes it if it is in this state, for something that is no run. */
    boolean take(InstanceState from) {
        return move(from, 0);
    }

    /** Takes it from one of these states for something that is no run, or refuses the operation. */
    void take(String operation, InstanceState from, InstanceState or) {
        while (!take(from) && !take(or)) {
            refuseUnless(operation, from, or);
        }
    }

    private void refuseUnless(String operation, InstanceState from, InstanceState or) {
        InstanceState found = state();
        if (found != from && found != or) {
            throw refused(operation, found);
        }
    }

    private boolean move(InstanceState from, long add) {
        long found = word;
        return (found & STATE) == from.ordinal()
                && WORD.compareAndSet(this, found, found - from.ordinal() + RUNNING + add);
    }

    private boolean move(long run, InstanceState from) {
        return is(run, from) && WORD.compareAndSet(this, run * RUN + from.ordinal(), run * RUN + RUNNING);
    }

    // ---- giving up ----

    /** Gives it up, by whoever has taken it. All that thread reads afterwards is read after others can see the state. */
    void become(InstanceState next) {
        word = (word & ~STATE) + next.ordinal();
    }

    /** As {@link #become}, without a fence: the next to take it does so by compare-and-set, and sees all that was done. */
    void becomeUnfenced(InstanceState next) {
        WORD.lazySet(this, (word & ~STATE) + next.ordinal());
    }

    /** What to throw where the state it was found in does not allow an operation. */
    InvalidStateException refused(String operation, InstanceState found) {
        String hint = switch (found) {
            case NOT_STARTED -> "; run its start function first (Instance.start)";
            case FAULTED, TERMINATED -> "; reset it, or recover it, first";
            case YIELDED -> "; resume it first";
            case RUNNING -> ", by this thread or by another";
            case BLOCKED, BOUND_EXPIRED -> "; its RunAsync is to be polled or closed first";
            case READY, CLOSED -> "";
        };
        return Front.invalidState(
                "cannot %s: the instance of guest %s is %s%s".formatted(operation, guest, found, hint));
    }
}
