package dev.hostcall.runtime.spi;

import dev.hostcall.runtime.TrapCode;

/** Thrown by argument accessors: the guest passed a pointer outside of its memory, and traps for it. */
public final class GuestFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final TrapCode code;
    private final long address;

    GuestFault(TrapCode code, long address, String message) {
        super(message);
        this.code = code;
        this.address = address;
    }

    /** The trap. */
    public TrapCode code() {
        return code;
    }

    /** The address the guest passed. */
    public long address() {
        return address;
    }
}
