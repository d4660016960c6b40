package dev.hostcall.abi;

/** What an export other than a function is: {@code enum guest_extern_kind}. */
public final class GuestExternKind {
    public static final int TABLE = 1;
    public static final int MEMORY = 2;
    public static final int GLOBAL = 3;
    public static final int TAG = 4;

    private GuestExternKind() {}
}
