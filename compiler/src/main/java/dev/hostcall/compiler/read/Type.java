package dev.hostcall.compiler.read;

/** The value types of WebAssembly 2.0 without SIMD, in the three notations the translation needs. */
public enum Type {
    I32('i', "u32", "i32"),
    I64('I', "u64", "i64"),
    F32('f', "f32", "f32"),
    F64('F', "f64", "f64"),
    FUNCREF('c', "u64", "i64"),
    EXTERNREF('e', "u64", "i64");

    /** In a signature of the guest descriptor. */
    public final char letter;

    /** In emitted C. */
    public final String c;

    /** The member of {@code union guest_slot} that holds it. */
    public final String slot;

    Type(char letter, String c, String slot) {
        this.letter = letter;
        this.c = c;
        this.slot = slot;
    }

    static Type ofLetter(char letter) {
        for (Type type : values()) {
            if (type.letter == letter) {
                return type;
            }
        }
        throw new IllegalArgumentException("no type has the letter " + letter);
    }

    boolean isReference() {
        return this == FUNCREF || this == EXTERNREF;
    }

    /** Its name in the text format. */
    String text() {
        return switch (this) {
            case I32, I64, F32, F64 -> slot;
            case FUNCREF -> "funcref";
            case EXTERNREF -> "externref";
        };
    }
}
