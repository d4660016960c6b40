package dev.hostcall.compiler;

import dev.hostcall.compiler.read.Opcode;
import dev.hostcall.compiler.read.Type;

/** Numbers as C literals, to the bit. */
final class Constants {
    private Constants() {}

    /** The operand a constant operator pushes; {@code bits} as the reader gives them. */
    static Operand number(Opcode opcode, long bits) {
        return switch (opcode) {
            case I32_CONST -> Operand.constant(Type.I32, (bits & 0xFFFFFFFFL) + "u");
            case I64_CONST -> Operand.constant(Type.I64, Long.toUnsignedString(bits) + "ull");
            case F32_CONST -> Operand.constant(Type.F32, f32((int) bits));
            case F64_CONST -> Operand.constant(Type.F64, f64(bits));
            default -> throw new IllegalArgumentException("no constant: " + opcode);
        };
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
