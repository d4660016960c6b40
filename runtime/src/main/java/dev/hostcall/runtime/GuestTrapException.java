package dev.hostcall.runtime;

import java.util.List;
import java.util.OptionalLong;

/** Guest code trapped. The instance is {@link InstanceState#FAULTED} until it is reset or recovered. */
public final class GuestTrapException extends HostcallException {
    private static final long serialVersionUID = 1L;

    private final TrapCode code;
    private final String guest;
    private final long address;
    private final transient List<GuestFrame> backtrace;

    GuestTrapException(TrapCode code, String guest, long address, String detail, List<GuestFrame> backtrace) {
        super("guest " + guest + " trapped: " + code + detail);
        this.code = code;
        this.guest = guest;
        this.address = address;
        this.backtrace = backtrace;
    }

    /**
     * The guest functions that were under way, from the innermost outwards; empty where the module has no list of its
     * functions. They also stand in this exception's stack trace, between the Java frames that called them and those
     * that they called.
     */
    public List<GuestFrame> backtrace() {
        return backtrace;
    }

    /** The kind of trap. */
    public TrapCode code() {
        return code;
    }

    /** The name of the guest's module. */
    public String guest() {
        return guest;
    }

    /**
     * The address whose access trapped, as an offset into linear memory where it lies there and as an absolute address
     * where it does not; empty for traps that concern no address.
     */
    public OptionalLong address() {
        return address < 0 ? OptionalLong.empty() : OptionalLong.of(address);
    }
}
