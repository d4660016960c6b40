package dev.hostcall.runtime;

/**
 * The state of an instance and its moves. Whoever takes it to {@link InstanceState#RUNNING} has it for himself, and says
 * what it is afterwards.
 */
final class Life {
    private static final InstanceState[] ALL = InstanceState.values();

    private final String guest;
    private final AtomicState<InstanceState> state = new AtomicState<>(ALL, InstanceState.READY);

    Life(String guest) {
        this.guest = guest;
    }

    InstanceState state() {
        return state.get();
    }

    /** Takes it if it is in this state. */
    boolean take(InstanceState from) {
        return state.move(from, InstanceState.RUNNING);
    }

    /** Takes it from one of these states, or refuses the operation. */
    void take(String operation, InstanceState... from) {
        while (true) {
            InstanceState found = state.get();
            boolean allowed = false;
            for (InstanceState each : from) {
                allowed |= each == found;
            }
            if (!allowed) {
                throw refused(operation, found);
            }
            if (take(found)) {
                return;
            }
        }
    }

    /** Gives it up, by whoever has taken it. */
    void become(InstanceState next) {
        state.set(next);
    }

    /** As {@link #become}, without a fence: the next to take it does so by compare-and-set, and sees all that was done. */
    void release(InstanceState next) {
        state.release(next);
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
