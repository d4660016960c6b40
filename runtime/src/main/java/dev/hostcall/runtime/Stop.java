package dev.hostcall.runtime;

import org.jspecify.annotations.Nullable;

/** Why a run loop handed control back. */
sealed interface Stop {

    /** Stops that carry nothing. */
    enum Plain implements Stop {
        /** The function that was entered returned; its results are in the slots. */
        RETURNED,
        /** The guest waits for a future. */
        WAITING,
        /** The bound of this poll is spent. */
        BOUND_EXPIRED,
        /** The next hostcall may suspend: the loop is to be entered again inside a coroutine. */
        NEEDS_COROUTINE
    }

    /** A hostcall yielded to the embedder. */
    record Yielded(@Nullable Object value, @Nullable Class<?> expected) implements Stop {}

    /** The guest has ended: a {@link GuestTrapException} or a {@link GuestTerminatedException}. */
    record Failed(HostcallException why) implements Stop {}
}
