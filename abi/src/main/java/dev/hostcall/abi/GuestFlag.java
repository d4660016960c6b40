package dev.hostcall.abi;

/** The bits of a descriptor's {@code flags}: {@code enum guest_flags}. */
public final class GuestFlag {
    /** The guest counts its instructions. */
    public static final int METERED = 1;

    /** Accesses are unchecked and rely on inaccessible address space after linear memory. */
    public static final int GUARDED = 2;

    /** While the guest runs, its budget is in a register. */
    public static final int BUDGET_REGISTER = 4;

    /** The guest catches exceptions: it goes on after a hostcall that throws. */
    public static final int HANDLERS = 8;

    /** The guest may wait on its memory. */
    public static final int WAITS = 16;

    private GuestFlag() {}
}
