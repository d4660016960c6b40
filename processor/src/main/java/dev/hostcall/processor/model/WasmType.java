package dev.hostcall.processor.model;

/** The type of one Wasm value. */
public enum WasmType {
    /** A 32-bit integer, also a pointer or a length. */
    I32('i', "i32"),
    /** A 64-bit integer. */
    I64('I', "i64"),
    /** A 32-bit float. */
    F32('f', "f32"),
    /** A 64-bit float. */
    F64('F', "f64");

    private final char code;
    private final String text;

    WasmType(char code, String text) {
        this.code = code;
        this.text = text;
    }

    /** The letter in the signature texts that {@code dev.hostcall.runtime.Signature.parse} reads. */
    public char code() {
        return code;
    }

    /** The name in the WebAssembly text format. */
    @Override
    public String toString() {
        return text;
    }
}
