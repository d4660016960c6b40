package dev.hostcall.abi;

/** Why a guest trapped: {@code enum guest_trap}. */
public final class GuestTrap {
    public static final int UNREACHABLE = 1;
    public static final int MEMORY_OUT_OF_BOUNDS = 2;
    public static final int STACK_OVERFLOW = 3;
    public static final int INTEGER_DIVIDE_BY_ZERO = 4;
    public static final int INTEGER_OVERFLOW = 5;
    public static final int INVALID_CONVERSION = 6;
    public static final int TABLE_OUT_OF_BOUNDS = 7;
    public static final int UNDEFINED_ELEMENT = 8;
    public static final int UNINITIALIZED_ELEMENT = 9;
    public static final int INDIRECT_CALL_TYPE = 10;
    public static final int NULL_REFERENCE = 11;
    public static final int ILLEGAL_INSTRUCTION = 12;
    public static final int EXCEPTIONS_EXHAUSTED = 13;
    public static final int UNALIGNED_ATOMIC = 14;
    public static final int EXPECTED_SHARED_MEMORY = 15;

    private GuestTrap() {}
}
