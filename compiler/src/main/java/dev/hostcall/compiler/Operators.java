package dev.hostcall.compiler;

import dev.hostcall.compiler.read.Opcode;
import dev.hostcall.compiler.read.Type;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one table from operators to C, for all that compute, load or store. In the text, {@code $0} and {@code $1} are the
 * operands, first to last, and {@code $r} is the cost a trap gives back; functions and macros are those of wasm.h. The
 * operators with structure of their own (control, variables, calls, tables) are not in it; {@link FunctionWriter} writes
 * them. What an operator takes and gives is in {@link Opcode}.
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

    private static final Map<Opcode, Operator> TABLE = new EnumMap<>(Opcode.class);

    static {
        pure(Opcode.I32_EQZ, "(u32)($0 == 0)");
        pure(Opcode.I32_EQ, "(u32)($0 == $1)");
        pure(Opcode.I32_NE, "(u32)($0 != $1)");
        pure(Opcode.I32_LT_S, "(u32)((s32)$0 < (s32)$1)");
        pure(Opcode.I32_LT_U, "(u32)($0 < $1)");
        pure(Opcode.I32_GT_S, "(u32)((s32)$0 > (s32)$1)");
        pure(Opcode.I32_GT_U, "(u32)($0 > $1)");
        pure(Opcode.I32_LE_S, "(u32)((s32)$0 <= (s32)$1)");
        pure(Opcode.I32_LE_U, "(u32)($0 <= $1)");
        pure(Opcode.I32_GE_S, "(u32)((s32)$0 >= (s32)$1)");
        pure(Opcode.I32_GE_U, "(u32)($0 >= $1)");
        pure(Opcode.I64_EQZ, "(u32)($0 == 0)");
        pure(Opcode.I64_EQ, "(u32)($0 == $1)");
        pure(Opcode.I64_NE, "(u32)($0 != $1)");
        pure(Opcode.I64_LT_S, "(u32)((s64)$0 < (s64)$1)");
        pure(Opcode.I64_LT_U, "(u32)($0 < $1)");
        pure(Opcode.I64_GT_S, "(u32)((s64)$0 > (s64)$1)");
        pure(Opcode.I64_GT_U, "(u32)($0 > $1)");
        pure(Opcode.I64_LE_S, "(u32)((s64)$0 <= (s64)$1)");
        pure(Opcode.I64_LE_U, "(u32)($0 <= $1)");
        pure(Opcode.I64_GE_S, "(u32)((s64)$0 >= (s64)$1)");
        pure(Opcode.I64_GE_U, "(u32)($0 >= $1)");
        pure(Opcode.F32_EQ, "(u32)($0 == $1)");
        pure(Opcode.F32_NE, "(u32)($0 != $1)");
        pure(Opcode.F32_LT, "(u32)($0 < $1)");
        pure(Opcode.F32_GT, "(u32)($0 > $1)");
        pure(Opcode.F32_LE, "(u32)($0 <= $1)");
        pure(Opcode.F32_GE, "(u32)($0 >= $1)");
        pure(Opcode.F64_EQ, "(u32)($0 == $1)");
        pure(Opcode.F64_NE, "(u32)($0 != $1)");
        pure(Opcode.F64_LT, "(u32)($0 < $1)");
        pure(Opcode.F64_GT, "(u32)($0 > $1)");
        pure(Opcode.F64_LE, "(u32)($0 <= $1)");
        pure(Opcode.F64_GE, "(u32)($0 >= $1)");
        pure(Opcode.I32_CLZ, "I32_CLZ($0)");
        pure(Opcode.I32_CTZ, "I32_CTZ($0)");
        pure(Opcode.I32_POPCNT, "(u32)__builtin_popcount($0)");
        pure(Opcode.I32_ADD, "($0 + $1)");
        pure(Opcode.I32_SUB, "($0 - $1)");
        pure(Opcode.I32_MUL, "($0 * $1)");
        trapping(Opcode.I32_DIV_S, "I32_DIV_S(g, $0, $1, $r)");
        trapping(Opcode.I32_DIV_U, "I32_DIV_U(g, $0, $1, $r)");
        trapping(Opcode.I32_REM_S, "I32_REM_S(g, $0, $1, $r)");
        trapping(Opcode.I32_REM_U, "I32_REM_U(g, $0, $1, $r)");
        pure(Opcode.I32_AND, "($0 & $1)");
        pure(Opcode.I32_OR, "($0 | $1)");
        pure(Opcode.I32_XOR, "($0 ^ $1)");
        pure(Opcode.I32_SHL, "($0 << ($1 & 31))");
        pure(Opcode.I32_SHR_S, "(u32)((s32)$0 >> ($1 & 31))");
        pure(Opcode.I32_SHR_U, "($0 >> ($1 & 31))");
        pure(Opcode.I32_ROTL, "I32_ROTL($0, $1)");
        pure(Opcode.I32_ROTR, "I32_ROTR($0, $1)");
        pure(Opcode.I64_CLZ, "I64_CLZ($0)");
        pure(Opcode.I64_CTZ, "I64_CTZ($0)");
        pure(Opcode.I64_POPCNT, "(u64)__builtin_popcountll($0)");
        pure(Opcode.I64_ADD, "($0 + $1)");
        pure(Opcode.I64_SUB, "($0 - $1)");
        pure(Opcode.I64_MUL, "($0 * $1)");
        trapping(Opcode.I64_DIV_S, "I64_DIV_S(g, $0, $1, $r)");
        trapping(Opcode.I64_DIV_U, "I64_DIV_U(g, $0, $1, $r)");
        trapping(Opcode.I64_REM_S, "I64_REM_S(g, $0, $1, $r)");
        trapping(Opcode.I64_REM_U, "I64_REM_U(g, $0, $1, $r)");
        pure(Opcode.I64_AND, "($0 & $1)");
        pure(Opcode.I64_OR, "($0 | $1)");
        pure(Opcode.I64_XOR, "($0 ^ $1)");
        pure(Opcode.I64_SHL, "($0 << ($1 & 63))");
        pure(Opcode.I64_SHR_S, "(u64)((s64)$0 >> ($1 & 63))");
        pure(Opcode.I64_SHR_U, "($0 >> ($1 & 63))");
        pure(Opcode.I64_ROTL, "I64_ROTL($0, $1)");
        pure(Opcode.I64_ROTR, "I64_ROTR($0, $1)");
        pure(Opcode.F32_ABS, "__builtin_fabsf($0)");
        pure(Opcode.F32_NEG, "(-$0)");
        pure(Opcode.F32_CEIL, "__builtin_ceilf($0)");
        pure(Opcode.F32_FLOOR, "__builtin_floorf($0)");
        pure(Opcode.F32_TRUNC, "__builtin_truncf($0)");
        pure(Opcode.F32_NEAREST, "__builtin_rintf($0)");
        pure(Opcode.F32_SQRT, "__builtin_sqrtf($0)");
        pure(Opcode.F32_ADD, "($0 + $1)");
        pure(Opcode.F32_SUB, "($0 - $1)");
        pure(Opcode.F32_MUL, "($0 * $1)");
        pure(Opcode.F32_DIV, "($0 / $1)");
        pure(Opcode.F32_MIN, "F32_MIN($0, $1)");
        pure(Opcode.F32_MAX, "F32_MAX($0, $1)");
        pure(Opcode.F32_COPYSIGN, "__builtin_copysignf($0, $1)");
        pure(Opcode.F64_ABS, "__builtin_fabs($0)");
        pure(Opcode.F64_NEG, "(-$0)");
        pure(Opcode.F64_CEIL, "__builtin_ceil($0)");
        pure(Opcode.F64_FLOOR, "__builtin_floor($0)");
        pure(Opcode.F64_TRUNC, "__builtin_trunc($0)");
        pure(Opcode.F64_NEAREST, "__builtin_rint($0)");
        pure(Opcode.F64_SQRT, "__builtin_sqrt($0)");
        pure(Opcode.F64_ADD, "($0 + $1)");
        pure(Opcode.F64_SUB, "($0 - $1)");
        pure(Opcode.F64_MUL, "($0 * $1)");
        pure(Opcode.F64_DIV, "($0 / $1)");
        pure(Opcode.F64_MIN, "F64_MIN($0, $1)");
        pure(Opcode.F64_MAX, "F64_MAX($0, $1)");
        pure(Opcode.F64_COPYSIGN, "__builtin_copysign($0, $1)");
        pure(Opcode.I32_WRAP_I64, "(u32)$0");
        trapping(Opcode.I32_TRUNC_F32_S, "I32_TRUNC_F32_S(g, $0, $r)");
        pure(Opcode.I32_TRUNC_SAT_F32_S, "I32_TRUNC_F32_S_SAT($0)");
        pure(Opcode.F32_CONVERT_I32_S, "(f32)(s32)$0");
        trapping(Opcode.I32_TRUNC_F32_U, "I32_TRUNC_F32_U(g, $0, $r)");
        pure(Opcode.I32_TRUNC_SAT_F32_U, "I32_TRUNC_F32_U_SAT($0)");
        pure(Opcode.F32_CONVERT_I32_U, "(f32)$0");
        trapping(Opcode.I32_TRUNC_F64_S, "I32_TRUNC_F64_S(g, $0, $r)");
        pure(Opcode.I32_TRUNC_SAT_F64_S, "I32_TRUNC_F64_S_SAT($0)");
        pure(Opcode.F64_CONVERT_I32_S, "(f64)(s32)$0");
        trapping(Opcode.I32_TRUNC_F64_U, "I32_TRUNC_F64_U(g, $0, $r)");
        pure(Opcode.I32_TRUNC_SAT_F64_U, "I32_TRUNC_F64_U_SAT($0)");
        pure(Opcode.F64_CONVERT_I32_U, "(f64)$0");
        trapping(Opcode.I64_TRUNC_F32_S, "I64_TRUNC_F32_S(g, $0, $r)");
        pure(Opcode.I64_TRUNC_SAT_F32_S, "I64_TRUNC_F32_S_SAT($0)");
        pure(Opcode.F32_CONVERT_I64_S, "(f32)(s64)$0");
        trapping(Opcode.I64_TRUNC_F32_U, "I64_TRUNC_F32_U(g, $0, $r)");
        pure(Opcode.I64_TRUNC_SAT_F32_U, "I64_TRUNC_F32_U_SAT($0)");
        pure(Opcode.F32_CONVERT_I64_U, "(f32)$0");
        trapping(Opcode.I64_TRUNC_F64_S, "I64_TRUNC_F64_S(g, $0, $r)");
        pure(Opcode.I64_TRUNC_SAT_F64_S, "I64_TRUNC_F64_S_SAT($0)");
        pure(Opcode.F64_CONVERT_I64_S, "(f64)(s64)$0");
        trapping(Opcode.I64_TRUNC_F64_U, "I64_TRUNC_F64_U(g, $0, $r)");
        pure(Opcode.I64_TRUNC_SAT_F64_U, "I64_TRUNC_F64_U_SAT($0)");
        pure(Opcode.F64_CONVERT_I64_U, "(f64)$0");
        pure(Opcode.I64_EXTEND_I32_S, "(u64)(s64)(s32)$0");
        pure(Opcode.I64_EXTEND_I32_U, "(u64)$0");
        pure(Opcode.F32_DEMOTE_F64, "(f32)$0");
        pure(Opcode.F64_PROMOTE_F32, "F64_PROMOTE_F32($0)");
        pure(Opcode.I32_REINTERPRET_F32, "I32_OF_F32($0)");
        pure(Opcode.I64_REINTERPRET_F64, "I64_OF_F64($0)");
        pure(Opcode.F32_REINTERPRET_I32, "F32_OF_I32($0)");
        pure(Opcode.F64_REINTERPRET_I64, "F64_OF_I64($0)");
        pure(Opcode.I32_EXTEND_8_S, "(u32)(s32)(s8)$0");
        pure(Opcode.I32_EXTEND_16_S, "(u32)(s32)(s16)$0");
        pure(Opcode.I64_EXTEND_8_S, "(u64)(s64)(s8)$0");
        pure(Opcode.I64_EXTEND_16_S, "(u64)(s64)(s16)$0");
        pure(Opcode.I64_EXTEND_32_S, "(u64)(s64)(s32)$0");
        access(Kind.LOAD, Opcode.I32_LOAD);
        access(Kind.LOAD, Opcode.I64_LOAD);
        access(Kind.LOAD, Opcode.F32_LOAD);
        access(Kind.LOAD, Opcode.F64_LOAD);
        access(Kind.LOAD, Opcode.I32_LOAD8_S);
        access(Kind.LOAD, Opcode.I32_LOAD8_U);
        access(Kind.LOAD, Opcode.I32_LOAD16_S);
        access(Kind.LOAD, Opcode.I32_LOAD16_U);
        access(Kind.LOAD, Opcode.I64_LOAD8_S);
        access(Kind.LOAD, Opcode.I64_LOAD8_U);
        access(Kind.LOAD, Opcode.I64_LOAD16_S);
        access(Kind.LOAD, Opcode.I64_LOAD16_U);
        access(Kind.LOAD, Opcode.I64_LOAD32_S);
        access(Kind.LOAD, Opcode.I64_LOAD32_U);
        access(Kind.STORE, Opcode.I32_STORE);
        access(Kind.STORE, Opcode.I64_STORE);
        access(Kind.STORE, Opcode.F32_STORE);
        access(Kind.STORE, Opcode.F64_STORE);
        access(Kind.STORE, Opcode.I32_STORE8);
        access(Kind.STORE, Opcode.I32_STORE16);
        access(Kind.STORE, Opcode.I64_STORE8);
        access(Kind.STORE, Opcode.I64_STORE16);
        access(Kind.STORE, Opcode.I64_STORE32);
    }

    private Operators() {}

    private static void pure(Opcode opcode, String text) {
        put(Kind.PURE, opcode, text);
    }

    private static void trapping(Opcode opcode, String text) {
        put(Kind.TRAPPING, opcode, text);
    }

    private static void access(Kind kind, Opcode opcode) {
        put(kind, opcode, opcode.name());
    }

    private static void put(Kind kind, Opcode opcode, String text) {
        TABLE.put(opcode, new Operator(kind, opcode.operands(), opcode.result(), text, opcode.bytes()));
    }

    /** The table's entry; empty for operators with structure of their own. */
    static Optional<Operator> of(Opcode opcode) {
        return Optional.ofNullable(TABLE.get(opcode));
    }
}
