package dev.hostcall.abi;

/** The type of a WebAssembly value, as guests and hosts name it to each other. */
public enum WasmType {
    /** A 32-bit integer, also a pointer or a length. */
    I32('i', 2, "i32"),
    /** A 64-bit integer. */
    I64('I', 3, "i64"),
    /** A 32-bit float. */
    F32('f', 4, "f32"),
    /** A 64-bit float. */
    F64('F', 5, "f64"),
    /** A vector of 128 bits, which takes two slots. */
    V128('V', WasmType.UNPACKED, "v128"),
    /** A reference to a function of a guest, or null. */
    FUNCREF('c', 6, "funcref"),
    /** A reference to something that belongs to the host, or null. */
    EXTERNREF('e', 7, "externref"),
    /** A reference to an exception, or null, which does not leave its instance. */
    EXNREF('x', WasmType.UNPACKED, "exnref");

    /** A type for which the 3 bits have no digit left. */
    private static final int UNPACKED = 0;

    private final char letter;
    private final int digit;
    private final String text;

    WasmType(char letter, int digit, String text) {
        this.letter = letter;
        this.digit = digit;
        this.text = text;
    }

    /** What stands for it in signatures and descriptors. */
    public char letter() {
        return letter;
    }

    /** What stands for it where a signature is a number, in 3 bits; see {@link #isPacked}. */
    int digit() {
        return digit;
    }

    /** Whether a signature that holds it can be a number. */
    boolean isPacked() {
        return digit != UNPACKED;
    }

    /** The argument slots that a value takes. */
    public int slots() {
        return this == V128 ? 2 : 1;
    }

    /**
     * The type a letter stands for.
     *
     * @throws IllegalArgumentException if none has it; the message names all
     */
    public static WasmType ofLetter(char letter) {
        for (WasmType type : values()) {
            if (type.letter == letter) {
                return type;
            }
        }
        StringBuilder known = new StringBuilder();
        for (WasmType type : values()) {
            known.append(known.isEmpty() ? "" : ", ")
                    .append(type.letter)
                    .append(" (")
                    .append(type.text)
                    .append(')');
        }
        throw new IllegalArgumentException("unknown value type '" + letter + "'; known are " + known);
    }

    /** Whether its values are references. */
    public boolean isReference() {
        return this == FUNCREF || this == EXTERNREF || this == EXNREF;
    }

    /** Its name in the WebAssembly text format. */
    @Override
    public String toString() {
        return text;
    }
}
