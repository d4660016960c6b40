package dev.hostcall.compiler;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import run.endive.wasm.types.OpCode;

/**
 * The one table from operators to C, for all that compute, load or store. In the text, {@code $0} and {@code $1} are the
 * operands, first to last, and {@code $r} is the cost a trap gives back; functions and macros are those of wasm.h. The
 * operators with structure of their own (control, variables, calls, tables) are only named here; {@link FunctionWriter}
 * writes them.
 */
final class Operators {

    /** How an operator is translated. */
    enum Kind {
        /** An expression that may be evaluated later, or never. */
        PURE,
        /** An expression to be evaluated here, as it may trap. */
        TRAPPING,
        LOAD,
        STORE
    }

    /** An operator; {@code bytes} is how much a load or store touches. */
    record Operator(Kind kind, List<Type> operands, Optional<Type> result, String text, int bytes) {}

    private static final Map<OpCode, Operator> TABLE = new EnumMap<>(OpCode.class);

    private static final Set<OpCode> STRUCTURED = EnumSet.of(
            OpCode.UNREACHABLE,
            OpCode.NOP,
            OpCode.BLOCK,
            OpCode.LOOP,
            OpCode.IF,
            OpCode.ELSE,
            OpCode.END,
            OpCode.BR,
            OpCode.BR_IF,
            OpCode.BR_TABLE,
            OpCode.RETURN,
            OpCode.CALL,
            OpCode.CALL_INDIRECT,
            OpCode.DROP,
            OpCode.SELECT,
            OpCode.SELECT_T,
            OpCode.LOCAL_GET,
            OpCode.LOCAL_SET,
            OpCode.LOCAL_TEE,
            OpCode.GLOBAL_GET,
            OpCode.GLOBAL_SET,
            OpCode.TABLE_GET,
            OpCode.TABLE_SET,
            OpCode.MEMORY_SIZE,
            OpCode.MEMORY_GROW,
            OpCode.I32_CONST,
            OpCode.I64_CONST,
            OpCode.F32_CONST,
            OpCode.F64_CONST,
            OpCode.REF_NULL,
            OpCode.REF_IS_NULL,
            OpCode.REF_FUNC,
            OpCode.MEMORY_INIT,
            OpCode.DATA_DROP,
            OpCode.MEMORY_COPY,
            OpCode.MEMORY_FILL,
            OpCode.TABLE_INIT,
            OpCode.ELEM_DROP,
            OpCode.TABLE_COPY,
            OpCode.TABLE_GROW,
            OpCode.TABLE_SIZE,
            OpCode.TABLE_FILL);

    static {
        pure(OpCode.I32_EQZ, "i:i", "(u32)($0 == 0)");
        pure(OpCode.I32_EQ, "ii:i", "(u32)($0 == $1)");
        pure(OpCode.I32_NE, "ii:i", "(u32)($0 != $1)");
        pure(OpCode.I32_LT_S, "ii:i", "(u32)((s32)$0 < (s32)$1)");
        pure(OpCode.I32_LT_U, "ii:i", "(u32)($0 < $1)");
        pure(OpCode.I32_GT_S, "ii:i", "(u32)((s32)$0 > (s32)$1)");
        pure(OpCode.I32_GT_U, "ii:i", "(u32)($0 > $1)");
        pure(OpCode.I32_LE_S, "ii:i", "(u32)((s32)$0 <= (s32)$1)");
        pure(OpCode.I32_LE_U, "ii:i", "(u32)($0 <= $1)");
        pure(OpCode.I32_GE_S, "ii:i", "(u32)((s32)$0 >= (s32)$1)");
        pure(OpCode.I32_GE_U, "ii:i", "(u32)($0 >= $1)");
        pure(OpCode.I64_EQZ, "I:i", "(u32)($0 == 0)");
        pure(OpCode.I64_EQ, "II:i", "(u32)($0 == $1)");
        pure(OpCode.I64_NE, "II:i", "(u32)($0 != $1)");
        pure(OpCode.I64_LT_S, "II:i", "(u32)((s64)$0 < (s64)$1)");
        pure(OpCode.I64_LT_U, "II:i", "(u32)($0 < $1)");
        pure(OpCode.I64_GT_S, "II:i", "(u32)((s64)$0 > (s64)$1)");
        pure(OpCode.I64_GT_U, "II:i", "(u32)($0 > $1)");
        pure(OpCode.I64_LE_S, "II:i", "(u32)((s64)$0 <= (s64)$1)");
        pure(OpCode.I64_LE_U, "II:i", "(u32)($0 <= $1)");
        pure(OpCode.I64_GE_S, "II:i", "(u32)((s64)$0 >= (s64)$1)");
        pure(OpCode.I64_GE_U, "II:i", "(u32)($0 >= $1)");
        pure(OpCode.F32_EQ, "ff:i", "(u32)($0 == $1)");
        pure(OpCode.F32_NE, "ff:i", "(u32)($0 != $1)");
        pure(OpCode.F32_LT, "ff:i", "(u32)($0 < $1)");
        pure(OpCode.F32_GT, "ff:i", "(u32)($0 > $1)");
        pure(OpCode.F32_LE, "ff:i", "(u32)($0 <= $1)");
        pure(OpCode.F32_GE, "ff:i", "(u32)($0 >= $1)");
        pure(OpCode.F64_EQ, "FF:i", "(u32)($0 == $1)");
        pure(OpCode.F64_NE, "FF:i", "(u32)($0 != $1)");
        pure(OpCode.F64_LT, "FF:i", "(u32)($0 < $1)");
        pure(OpCode.F64_GT, "FF:i", "(u32)($0 > $1)");
        pure(OpCode.F64_LE, "FF:i", "(u32)($0 <= $1)");
        pure(OpCode.F64_GE, "FF:i", "(u32)($0 >= $1)");
        pure(OpCode.I32_CLZ, "i:i", "I32_CLZ($0)");
        pure(OpCode.I32_CTZ, "i:i", "I32_CTZ($0)");
        pure(OpCode.I32_POPCNT, "i:i", "(u32)__builtin_popcount($0)");
        pure(OpCode.I32_ADD, "ii:i", "($0 + $1)");
        pure(OpCode.I32_SUB, "ii:i", "($0 - $1)");
        pure(OpCode.I32_MUL, "ii:i", "($0 * $1)");
        trapping(OpCode.I32_DIV_S, "ii:i", "I32_DIV_S(g, $0, $1, $r)");
        trapping(OpCode.I32_DIV_U, "ii:i", "I32_DIV_U(g, $0, $1, $r)");
        trapping(OpCode.I32_REM_S, "ii:i", "I32_REM_S(g, $0, $1, $r)");
        trapping(OpCode.I32_REM_U, "ii:i", "I32_REM_U(g, $0, $1, $r)");
        pure(OpCode.I32_AND, "ii:i", "($0 & $1)");
        pure(OpCode.I32_OR, "ii:i", "($0 | $1)");
        pure(OpCode.I32_XOR, "ii:i", "($0 ^ $1)");
        pure(OpCode.I32_SHL, "ii:i", "($0 << ($1 & 31))");
        pure(OpCode.I32_SHR_S, "ii:i", "(u32)((s32)$0 >> ($1 & 31))");
        pure(OpCode.I32_SHR_U, "ii:i", "($0 >> ($1 & 31))");
        pure(OpCode.I32_ROTL, "ii:i", "I32_ROTL($0, $1)");
        pure(OpCode.I32_ROTR, "ii:i", "I32_ROTR($0, $1)");
        pure(OpCode.I64_CLZ, "I:I", "I64_CLZ($0)");
        pure(OpCode.I64_CTZ, "I:I", "I64_CTZ($0)");
        pure(OpCode.I64_POPCNT, "I:I", "(u64)__builtin_popcountll($0)");
        pure(OpCode.I64_ADD, "II:I", "($0 + $1)");
        pure(OpCode.I64_SUB, "II:I", "($0 - $1)");
        pure(OpCode.I64_MUL, "II:I", "($0 * $1)");
        trapping(OpCode.I64_DIV_S, "II:I", "I64_DIV_S(g, $0, $1, $r)");
        trapping(OpCode.I64_DIV_U, "II:I", "I64_DIV_U(g, $0, $1, $r)");
        trapping(OpCode.I64_REM_S, "II:I", "I64_REM_S(g, $0, $1, $r)");
        trapping(OpCode.I64_REM_U, "II:I", "I64_REM_U(g, $0, $1, $r)");
        pure(OpCode.I64_AND, "II:I", "($0 & $1)");
        pure(OpCode.I64_OR, "II:I", "($0 | $1)");
        pure(OpCode.I64_XOR, "II:I", "($0 ^ $1)");
        pure(OpCode.I64_SHL, "II:I", "($0 << ($1 & 63))");
        pure(OpCode.I64_SHR_S, "II:I", "(u64)((s64)$0 >> ($1 & 63))");
        pure(OpCode.I64_SHR_U, "II:I", "($0 >> ($1 & 63))");
        pure(OpCode.I64_ROTL, "II:I", "I64_ROTL($0, $1)");
        pure(OpCode.I64_ROTR, "II:I", "I64_ROTR($0, $1)");
        pure(OpCode.F32_ABS, "f:f", "__builtin_fabsf($0)");
        pure(OpCode.F32_NEG, "f:f", "(-$0)");
        pure(OpCode.F32_CEIL, "f:f", "__builtin_ceilf($0)");
        pure(OpCode.F32_FLOOR, "f:f", "__builtin_floorf($0)");
        pure(OpCode.F32_TRUNC, "f:f", "__builtin_truncf($0)");
        pure(OpCode.F32_NEAREST, "f:f", "__builtin_rintf($0)");
        pure(OpCode.F32_SQRT, "f:f", "__builtin_sqrtf($0)");
        pure(OpCode.F32_ADD, "ff:f", "($0 + $1)");
        pure(OpCode.F32_SUB, "ff:f", "($0 - $1)");
        pure(OpCode.F32_MUL, "ff:f", "($0 * $1)");
        pure(OpCode.F32_DIV, "ff:f", "($0 / $1)");
        pure(OpCode.F32_MIN, "ff:f", "F32_MIN($0, $1)");
        pure(OpCode.F32_MAX, "ff:f", "F32_MAX($0, $1)");
        pure(OpCode.F32_COPYSIGN, "ff:f", "__builtin_copysignf($0, $1)");
        pure(OpCode.F64_ABS, "F:F", "__builtin_fabs($0)");
        pure(OpCode.F64_NEG, "F:F", "(-$0)");
        pure(OpCode.F64_CEIL, "F:F", "__builtin_ceil($0)");
        pure(OpCode.F64_FLOOR, "F:F", "__builtin_floor($0)");
        pure(OpCode.F64_TRUNC, "F:F", "__builtin_trunc($0)");
        pure(OpCode.F64_NEAREST, "F:F", "__builtin_rint($0)");
        pure(OpCode.F64_SQRT, "F:F", "__builtin_sqrt($0)");
        pure(OpCode.F64_ADD, "FF:F", "($0 + $1)");
        pure(OpCode.F64_SUB, "FF:F", "($0 - $1)");
        pure(OpCode.F64_MUL, "FF:F", "($0 * $1)");
        pure(OpCode.F64_DIV, "FF:F", "($0 / $1)");
        pure(OpCode.F64_MIN, "FF:F", "F64_MIN($0, $1)");
        pure(OpCode.F64_MAX, "FF:F", "F64_MAX($0, $1)");
        pure(OpCode.F64_COPYSIGN, "FF:F", "__builtin_copysign($0, $1)");
        pure(OpCode.I32_WRAP_I64, "I:i", "(u32)$0");
        trapping(OpCode.I32_TRUNC_F32_S, "f:i", "I32_TRUNC_F32_S(g, $0, $r)");
        pure(OpCode.I32_TRUNC_SAT_F32_S, "f:i", "I32_TRUNC_F32_S_SAT($0)");
        pure(OpCode.F32_CONVERT_I32_S, "i:f", "(f32)(s32)$0");
        trapping(OpCode.I32_TRUNC_F32_U, "f:i", "I32_TRUNC_F32_U(g, $0, $r)");
        pure(OpCode.I32_TRUNC_SAT_F32_U, "f:i", "I32_TRUNC_F32_U_SAT($0)");
        pure(OpCode.F32_CONVERT_I32_U, "i:f", "(f32)$0");
        trapping(OpCode.I32_TRUNC_F64_S, "F:i", "I32_TRUNC_F64_S(g, $0, $r)");
        pure(OpCode.I32_TRUNC_SAT_F64_S, "F:i", "I32_TRUNC_F64_S_SAT($0)");
        pure(OpCode.F64_CONVERT_I32_S, "i:F", "(f64)(s32)$0");
        trapping(OpCode.I32_TRUNC_F64_U, "F:i", "I32_TRUNC_F64_U(g, $0, $r)");
        pure(OpCode.I32_TRUNC_SAT_F64_U, "F:i", "I32_TRUNC_F64_U_SAT($0)");
        pure(OpCode.F64_CONVERT_I32_U, "i:F", "(f64)$0");
        trapping(OpCode.I64_TRUNC_F32_S, "f:I", "I64_TRUNC_F32_S(g, $0, $r)");
        pure(OpCode.I64_TRUNC_SAT_F32_S, "f:I", "I64_TRUNC_F32_S_SAT($0)");
        pure(OpCode.F32_CONVERT_I64_S, "I:f", "(f32)(s64)$0");
        trapping(OpCode.I64_TRUNC_F32_U, "f:I", "I64_TRUNC_F32_U(g, $0, $r)");
        pure(OpCode.I64_TRUNC_SAT_F32_U, "f:I", "I64_TRUNC_F32_U_SAT($0)");
        pure(OpCode.F32_CONVERT_I64_U, "I:f", "(f32)$0");
        trapping(OpCode.I64_TRUNC_F64_S, "F:I", "I64_TRUNC_F64_S(g, $0, $r)");
        pure(OpCode.I64_TRUNC_SAT_F64_S, "F:I", "I64_TRUNC_F64_S_SAT($0)");
        pure(OpCode.F64_CONVERT_I64_S, "I:F", "(f64)(s64)$0");
        trapping(OpCode.I64_TRUNC_F64_U, "F:I", "I64_TRUNC_F64_U(g, $0, $r)");
        pure(OpCode.I64_TRUNC_SAT_F64_U, "F:I", "I64_TRUNC_F64_U_SAT($0)");
        pure(OpCode.F64_CONVERT_I64_U, "I:F", "(f64)$0");
        pure(OpCode.I64_EXTEND_I32_S, "i:I", "(u64)(s64)(s32)$0");
        pure(OpCode.I64_EXTEND_I32_U, "i:I", "(u64)$0");
        pure(OpCode.F32_DEMOTE_F64, "F:f", "(f32)$0");
        pure(OpCode.F64_PROMOTE_F32, "f:F", "F64_PROMOTE_F32($0)");
        pure(OpCode.I32_REINTERPRET_F32, "f:i", "I32_OF_F32($0)");
        pure(OpCode.I64_REINTERPRET_F64, "F:I", "I64_OF_F64($0)");
        pure(OpCode.F32_REINTERPRET_I32, "i:f", "F32_OF_I32($0)");
        pure(OpCode.F64_REINTERPRET_I64, "I:F", "F64_OF_I64($0)");
        pure(OpCode.I32_EXTEND_8_S, "i:i", "(u32)(s32)(s8)$0");
        pure(OpCode.I32_EXTEND_16_S, "i:i", "(u32)(s32)(s16)$0");
        pure(OpCode.I64_EXTEND_8_S, "I:I", "(u64)(s64)(s8)$0");
        pure(OpCode.I64_EXTEND_16_S, "I:I", "(u64)(s64)(s16)$0");
        pure(OpCode.I64_EXTEND_32_S, "I:I", "(u64)(s64)(s32)$0");
        access(Kind.LOAD, OpCode.I32_LOAD, "i:i", 4);
        access(Kind.LOAD, OpCode.I64_LOAD, "i:I", 8);
        access(Kind.LOAD, OpCode.F32_LOAD, "i:f", 4);
        access(Kind.LOAD, OpCode.F64_LOAD, "i:F", 8);
        access(Kind.LOAD, OpCode.I32_LOAD8_S, "i:i", 1);
        access(Kind.LOAD, OpCode.I32_LOAD8_U, "i:i", 1);
        access(Kind.LOAD, OpCode.I32_LOAD16_S, "i:i", 2);
        access(Kind.LOAD, OpCode.I32_LOAD16_U, "i:i", 2);
        access(Kind.LOAD, OpCode.I64_LOAD8_S, "i:I", 1);
        access(Kind.LOAD, OpCode.I64_LOAD8_U, "i:I", 1);
        access(Kind.LOAD, OpCode.I64_LOAD16_S, "i:I", 2);
        access(Kind.LOAD, OpCode.I64_LOAD16_U, "i:I", 2);
        access(Kind.LOAD, OpCode.I64_LOAD32_S, "i:I", 4);
        access(Kind.LOAD, OpCode.I64_LOAD32_U, "i:I", 4);
        access(Kind.STORE, OpCode.I32_STORE, "ii:", 4);
        access(Kind.STORE, OpCode.I64_STORE, "iI:", 8);
        access(Kind.STORE, OpCode.F32_STORE, "if:", 4);
        access(Kind.STORE, OpCode.F64_STORE, "iF:", 8);
        access(Kind.STORE, OpCode.I32_STORE8, "ii:", 1);
        access(Kind.STORE, OpCode.I32_STORE16, "ii:", 2);
        access(Kind.STORE, OpCode.I64_STORE8, "iI:", 1);
        access(Kind.STORE, OpCode.I64_STORE16, "iI:", 2);
        access(Kind.STORE, OpCode.I64_STORE32, "iI:", 4);
    }

    private Operators() {}

    private static void pure(OpCode opcode, String signature, String text) {
        put(Kind.PURE, opcode, signature, text, 0);
    }

    private static void trapping(OpCode opcode, String signature, String text) {
        put(Kind.TRAPPING, opcode, signature, text, 0);
    }

    private static void access(Kind kind, OpCode opcode, String signature, int bytes) {
        put(kind, opcode, signature, opcode.name(), bytes);
    }

    private static void put(Kind kind, OpCode opcode, String signature, String text, int bytes) {
        String[] sides = signature.split(":", -1);
        List<Type> operands =
                sides[0].chars().mapToObj(letter -> type((char) letter)).toList();
        Optional<Type> result = sides[1].isEmpty() ? Optional.empty() : Optional.of(type(sides[1].charAt(0)));
        TABLE.put(opcode, new Operator(kind, operands, result, text, bytes));
    }

    private static Type type(char letter) {
        for (Type type : Type.values()) {
            if (type.letter == letter) {
                return type;
            }
        }
        throw new IllegalArgumentException("no type has the letter " + letter);
    }

    /** Whether the translation covers the operator at all. */
    static boolean isKnown(OpCode opcode) {
        return TABLE.containsKey(opcode) || STRUCTURED.contains(opcode);
    }

    /** The table's entry; empty for operators with structure of their own. */
    static Optional<Operator> of(OpCode opcode) {
        return Optional.ofNullable(TABLE.get(opcode));
    }
}
