package dev.hostcall.runtime;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A guest was ended from outside of its own code. The instance is {@link InstanceState#TERMINATED} until it is reset or recovered.
 * A suspended hostcall of an ended guest sees this exception too, thrown out of the call it waits in: let it pass.
 */
public final class GuestTerminatedException extends HostcallException {
    private static final long serialVersionUID = 1L;

    private final TerminationReason reason;
    private final transient @Nullable Object details;

    GuestTerminatedException(TerminationReason reason, String guest) {
        this(reason, "guest " + guest + " was terminated: " + reason, null, null);
    }

    private GuestTerminatedException(
            TerminationReason reason, String message, @Nullable Object details, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.details = details;
    }

    static GuestTerminatedException provided(String guest, Object details) {
        return new GuestTerminatedException(
                TerminationReason.PROVIDED,
                "guest " + guest + " was terminated: " + TerminationReason.PROVIDED + " with " + details,
                details,
                null);
    }

    static GuestTerminatedException threw(String guest, String hostcall, Throwable cause) {
        return new GuestTerminatedException(
                TerminationReason.HOSTCALL_THREW,
                "guest " + guest + " was terminated: hostcall " + hostcall + " threw " + cause,
                null,
                cause);
    }

    static GuestTerminatedException needsAsync(String guest, String hostcall) {
        return new GuestTerminatedException(
                TerminationReason.BLOCK_ON_NEEDS_ASYNC,
                "guest " + guest + " was terminated in hostcall " + hostcall + ": "
                        + TerminationReason.BLOCK_ON_NEEDS_ASYNC,
                null,
                null);
    }

    /** The kind of end. */
    public TerminationReason reason() {
        return reason;
    }

    /** What a hostcall passed to {@link Vmctx#terminate}; empty for all other reasons. */
    public Optional<Object> details() {
        return Optional.ofNullable(details);
    }
}
