package dev.hostcall.compiler.translate;

import dev.hostcall.abi.WasmType;

/** Numbers as C literals, to the bit. */
public final class Constants {
    private Constants() {}

    /** A number of this type; {@code bits} as the reader gives them. */
    public static String literal(WasmType type, long bits) {
        return switch (type) {
            case I32 -> (bits & 0xFFFFFFFFL) + "u";
            case I64 -> Long.toUnsignedString(bits) + "ull";
            case F32 -> f32((int) bits);
            case F64 -> f64(bits);
            case V128, FUNCREF, EXTERNREF, EXNREF ->
                throw new IllegalArgumentException("a " + type + " is not a number");
        };
    }

    /** A vector of these halves. */
    public static String vector(long low, long high) {
        return "V128_OF(" + literal(WasmType.I64, low) + ", " + literal(WasmType.I64, high) + ")";
    }

    private static String f32(int bits) {
        float value = Float.intBitsToFloat(bits);
        return Float.isFinite(value)
                ? "(" + Float.toHexString(value) + "f)"
                : "F32_OF_I32(" + Integer.toUnsignedString(bits) + "u)";
    }

    private static String f64(long bits) {
        double value = Double.longBitsToDouble(bits);
        return Double.isFinite(value)
                ? "(" + Double.toHexString(value) + ")"
                : "F64_OF_I64(" + Long.toUnsignedString(bits) + "ull)";
    }
}
