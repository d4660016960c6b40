package dev.hostcall.compiler.read;

/** The value types of WebAssembly 2.0 without SIMD. */
public enum ValueType {
    I32('i', "i32"),
    I64('I', "i64"),
    F32('f', "f32"),
    F64('F', "f64"),
    FUNCREF('c', "funcref"),
    EXTERNREF('e', "externref");

    private final char letter;
    private final String text;

    ValueType(char letter, String text) {
        this.letter = letter;
        this.text = text;
    }

    static ValueType ofLetter(char letter) {
        for (ValueType type : values()) {
            if (type.letter == letter) {
                return type;
            }
        }
        throw new IllegalArgumentException("no type has the letter " + letter);
    }

    boolean isReference() {
        return this == FUNCREF || this == EXTERNREF;
    }

    /** Its letter in the signatures of guest descriptors. */
    public char letter() {
        return letter;
    }

    /** Its name in the text format. */
    String text() {
        return text;
    }
}
