package dev.hostcall.runtime;

import java.util.OptionalLong;

/** Guest code trapped. The instance is {@link InstanceState#FAULTED} until it is reset or recovered. */
public final class GuestTrapException extends HostcallException {
    private static final long serialVersionUID = 1L;

    private final TrapCode code;
    private final String guest;
    private final long address;

    private GuestTrapException(TrapCode code, String guest, long address, String message) {
        super(message);
        this.code = code;
        this.guest = guest;
        this.address = address;
    }

    static GuestTrapException at(TrapCode code, String guest, String detail) {
        return new GuestTrapException(code, guest, -1, "guest " + guest + " trapped: " + code + detail);
    }

    static GuestTrapException atAddress(TrapCode code, String guest, long address, String detail) {
        return new GuestTrapException(code, guest, address, "guest " + guest + " trapped: " + code + detail);
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
