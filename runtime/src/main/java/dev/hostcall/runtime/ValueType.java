package dev.hostcall.runtime;

import dev.hostcall.abi.WasmType;

/** The type of one WebAssembly value, as it stands in the signatures of imports and exports. */
public enum ValueType {
    /** A 32-bit integer; {@code int} or {@code boolean} in Java. */
    I32(WasmType.I32),
    /** A 64-bit integer; {@code long} in Java. */
    I64(WasmType.I64),
    /** A 32-bit float. */
    F32(WasmType.F32),
    /** A 64-bit float; {@code double} in Java. */
    F64(WasmType.F64),
    /** A vector; {@link dev.hostcall.runtime.V128} in Java. */
    V128(WasmType.V128),
    /** A reference to a function of a guest, or null; {@link FunctionReference} in Java. */
    FUNCREF(WasmType.FUNCREF),
    /** A reference to any Java object, or null. */
    EXTERNREF(WasmType.EXTERNREF);

    private static final ValueType[] ALL = values();

    private final WasmType type;

    ValueType(WasmType type) {
        this.type = type;
    }

    /** The letter that stands for this type in a guest object's descriptor. */
    public char code() {
        return type.letter();
    }

    /**
     * The type a descriptor's letter stands for.
     *
     * @throws IllegalArgumentException if no type has this letter
     */
    public static ValueType of(char code) {
        return from(WasmType.ofLetter(code));
    }

    static ValueType from(WasmType type) {
        for (ValueType each : ALL) {
            if (each.type == type) {
                return each;
            }
        }
        throw new IllegalArgumentException("no type of values of hostcalls and exports: " + type);
    }

    /** The argument slots that a value takes. */
    public int slots() {
        return type.slots();
    }

    /** Whether values are numbers, of 64 bits at most. */
    public boolean isNumber() {
        return !isReference() && this != V128;
    }

    /** Whether values are references. */
    public boolean isReference() {
        return type.isReference();
    }

    /** The name in the WebAssembly text format, such as {@code i32}. */
    @Override
    public String toString() {
        return type.toString();
    }
}
