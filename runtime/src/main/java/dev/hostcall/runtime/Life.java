package dev.hostcall.runtime;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * The state of an instance and its moves. Whoever takes it to {@link InstanceState#RUNNING} has it for himself, and says
 * what it is afterwards.
 */
final class Life {
    private static final AtomicReferenceFieldUpdater<Life, InstanceState> STATE =
            AtomicReferenceFieldUpdater.newUpdater(Life.class, InstanceState.class, "state");

    private final String guest;
    private volatile InstanceState state = InstanceState.READY;

    Life(String guest) {
        this.guest = guest;
    }

    InstanceState state() {
        return state;
    }

    /** Takes it if it is in this state. */
    boolean take(InstanceState from) {
        return state == from && STATE.compareAndSet(this, from, InstanceState.RUNNING);
    }

    /** Takes it from one of these states, or refuses the operation. */
    void take(String operation, InstanceState... from) {
        InstanceState found;
        do {
            found = state;
            if (!List.of(from).contains(found)) {
                throw refused(operation, found);
            }
        } while (!take(found));
    }

    /** Gives it up, by whoever has taken it. */
    void become(InstanceState next) {
        state = next;
    }

    /** As {@link #become}, without a fence: the next to take it does so by compare-and-set, and sees all that was done. */
    void release(InstanceState next) {
        STATE.lazySet(this, next);
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
        return new InvalidStateException(
                "cannot %s: the instance of guest %s is %s%s".formatted(operation, guest, found, hint));
    }
}
