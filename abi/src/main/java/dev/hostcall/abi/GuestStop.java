package dev.hostcall.abi;

/** Why a guest stopped: the low half of the message it stops with, {@code enum guest_stop}. The high half is the detail. */
public final class GuestStop {
    /** The entry function returned. */
    public static final int RETURNED = 0;

    /** A hostcall; the detail is the import's index. */
    public static final int HOSTCALL = 1;

    /** The budget is spent. */
    public static final int BUDGET = 2;

    /** A trap; the detail is one of {@link GuestTrap}. */
    public static final int TRAPPED = 3;

    /** A memory is to be grown; the detail is its index. */
    public static final int GROW = 4;

    /** A function of another instance is to be called: the control block's {@code callee}. */
    public static final int CALL_FOREIGN = 5;

    /** A table is to be grown; the detail is its index. */
    public static final int GROW_TABLE = 6;

    /** Nobody in the guest catches an exception: the control block's {@code exception}. */
    public static final int THROWN = 7;

    /** The guest waits on a memory; the detail is its index. */
    public static final int WAIT = 8;

    private GuestStop() {}

    /** Why the guest stopped that left a message. */
    public static int reason(long message) {
        return (int) message;
    }

    /** The detail of that. */
    public static int detail(long message) {
        return (int) (message >>> Integer.SIZE);
    }
}
