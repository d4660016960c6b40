package dev.hostcall.compiler.translate;

import dev.hostcall.abi.WasmType;

/**
 * A value type in C.
 *
 * @param name the type's name
 * @param slot the member of {@code union guest_slot} that holds a value of it, or each half of a vector
 * @param zero what initializes a variable with zeros
 */
public record CType(String name, String slot, String zero) {
    private static final CType I32 = new CType("u32", "i32", "0");
    private static final CType I64 = new CType("u64", "i64", "0");
    private static final CType F32 = new CType("f32", "f32", "0");
    private static final CType F64 = new CType("f64", "f64", "0");
    private static final CType V128 = new CType("v128", "i64", "{0}");

    /** The type in C; references are numbers. */
    public static CType of(WasmType type) {
        return switch (type) {
            case I32 -> I32;
            case I64, FUNCREF, EXTERNREF, EXNREF -> I64;
            case F32 -> F32;
            case F64 -> F64;
            case V128 -> V128;
        };
    }
}
