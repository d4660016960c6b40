package dev.hostcall.runtime;

/** The type of one WebAssembly value, as it stands in the signatures of imports and exports. */
public enum ValueType {
    /** A 32-bit integer; {@code int} or {@code boolean} in Java. */
    I32('i'),
    /** A 64-bit integer; {@code long} in Java. */
    I64('I'),
    /** A 32-bit float. */
    F32('f'),
    /** A 64-bit float; {@code double} in Java. */
    F64('F'),
    /** A reference to a function of a guest, or null; {@link FunctionReference} in Java. */
    FUNCREF('c'),
    /** A reference to any Java object, or null. */
    EXTERNREF('e');

    private final char code;

    ValueType(char code) {
        this.code = code;
    }

    /** The letter that stands for this type in a guest object's descriptor. */
    public char code() {
        return code;
    }

    /**
     * The type a descriptor's letter stands for.
     *
     * @throws IllegalArgumentException if no type has this letter
     */
    public static ValueType of(char code) {
        for (ValueType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new IllegalArgumentException("unknown value type '" + code
                + "'; known are i (i32), I (i64), f (f32), F (f64), c (funcref), e (externref)");
    }

    /** Whether values are references. */
    public boolean isReference() {
        return this == FUNCREF || this == EXTERNREF;
    }

    /** The name in the WebAssembly text format, such as {@code i32}. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
