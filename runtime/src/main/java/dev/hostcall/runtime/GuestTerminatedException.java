package dev.hostcall.runtime;

import java.util.List;
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
    private final transient List<GuestFrame> backtrace;

    GuestTerminatedException(
            TerminationReason reason,
            String message,
            @Nullable Object details,
            @Nullable Throwable cause,
            List<GuestFrame> backtrace) {
        super(message, cause);
        this.reason = reason;
        this.details = details;
        this.backtrace = backtrace;
    }

    /**
     * The guest functions that were under way, from the innermost outwards: below the hostcall that threw, or where the
     * guest was when it was ended. Empty if it had not begun, or where the module has no list of its functions. They also
     * stand in this exception's stack trace, and in that of a cause that was thrown through them.
     */
    public List<GuestFrame> backtrace() {
        return backtrace;
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
