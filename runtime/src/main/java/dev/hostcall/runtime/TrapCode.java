package dev.hostcall.runtime;

import dev.hostcall.abi.GuestTrap;

/** Why guest code trapped. */
public enum TrapCode {
    /** The guest reached code that it declared unreachable. */
    UNREACHABLE(GuestTrap.UNREACHABLE, "unreachable executed"),
    /** An access outside of linear memory, or at a wild address. */
    MEMORY_OUT_OF_BOUNDS(GuestTrap.MEMORY_OUT_OF_BOUNDS, "out of bounds memory access"),
    /** The guest's stack is exhausted. */
    STACK_OVERFLOW(GuestTrap.STACK_OVERFLOW, "call stack exhausted"),
    /** An integer division by zero. */
    INTEGER_DIVIDE_BY_ZERO(GuestTrap.INTEGER_DIVIDE_BY_ZERO, "integer divide by zero"),
    /** The quotient of an integer division does not fit. */
    INTEGER_OVERFLOW(GuestTrap.INTEGER_OVERFLOW, "integer overflow"),
    /** A float that no integer of the type represents was converted to one. */
    INVALID_CONVERSION(GuestTrap.INVALID_CONVERSION, "invalid conversion to integer"),
    /** An access outside of a table. */
    TABLE_OUT_OF_BOUNDS(GuestTrap.TABLE_OUT_OF_BOUNDS, "out of bounds table access"),
    /** An indirect call through an index outside of its table. */
    UNDEFINED_ELEMENT(GuestTrap.UNDEFINED_ELEMENT, "undefined element"),
    /** An indirect call through an empty table element. */
    UNINITIALIZED_ELEMENT(GuestTrap.UNINITIALIZED_ELEMENT, "uninitialized element"),
    /** An indirect call to a function of another type. */
    INDIRECT_CALL_TYPE(GuestTrap.INDIRECT_CALL_TYPE, "indirect call type mismatch"),
    /** A null reference was used. */
    NULL_REFERENCE(GuestTrap.NULL_REFERENCE, "null reference"),
    /** An instruction the processor does not know, or a compiler's own trap. */
    ILLEGAL_INSTRUCTION(GuestTrap.ILLEGAL_INSTRUCTION, "illegal instruction"),
    /** The guest holds more references to exceptions than there is room for. */
    EXCEPTIONS_EXHAUSTED(GuestTrap.EXCEPTIONS_EXHAUSTED, "too many exceptions referred to"),
    /** An atomic operator at an address that is no multiple of its size. */
    UNALIGNED_ATOMIC(GuestTrap.UNALIGNED_ATOMIC, "unaligned atomic"),
    /** A wait on a memory that is not declared as shared. */
    EXPECTED_SHARED_MEMORY(GuestTrap.EXPECTED_SHARED_MEMORY, "expected shared memory");

    private static final TrapCode[] BY_NUMBER = values();

    private final int number;
    private final String text;

    TrapCode(int number, String text) {
        this.number = number;
        this.text = text;
    }

    static TrapCode of(int number) {
        if (number < 1 || number > BY_NUMBER.length) {
            throw new IllegalArgumentException("unknown trap code " + number);
        }
        return BY_NUMBER[number - 1];
    }

    int number() {
        return number;
    }

    /** The wording of the WebAssembly test suite, such as "integer divide by zero". */
    @Override
    public String toString() {
        return text;
    }
}
