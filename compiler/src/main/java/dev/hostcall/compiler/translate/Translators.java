package dev.hostcall.compiler.translate;

import dev.hostcall.compiler.read.Instructions;
import dev.hostcall.compiler.read.Opcode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The one table from operators to what translates them. Rows with an expression are operators that only compute: {@code ${a}}
 * and {@code ${b}} are the operands, first to last, and {@code ${rest}} is the cost that a trap gives back; functions and
 * macros are those of wasm.h. What an operator takes and gives is in {@link Opcode}.
 */
final class Translators {

    /** Writes the C of an instruction, the one at {@code i} in its function, to the scope. */
    @FunctionalInterface
    interface Translator {
        void translate(FunctionScope scope, int i, Instructions instruction);
    }

    private static final Map<Opcode, Translator> TABLE = new EnumMap<>(Opcode.class);

    static {
        // Control
        put(Opcode.UNREACHABLE, (scope, i, at) -> scope.control.unreachable());
        put(Opcode.NOP, (scope, i, at) -> {});
        put(Opcode.BLOCK, (scope, i, at) -> scope.control.open(i, at));
        put(Opcode.LOOP, (scope, i, at) -> scope.control.open(i, at));
        put(Opcode.IF, (scope, i, at) -> scope.control.open(i, at));
        put(Opcode.ELSE, (scope, i, at) -> scope.control.otherwise(i));
        put(Opcode.END, (scope, i, at) -> scope.control.close(i));
        put(Opcode.TRY, (scope, i, at) -> scope.control.open(i, at));
        put(Opcode.TRY_TABLE, (scope, i, at) -> scope.control.open(i, at));
        put(Opcode.CATCH, (scope, i, at) -> scope.control.beginCatch(i, at));
        put(Opcode.CATCH_ALL, (scope, i, at) -> scope.control.beginCatch(i, at));
        put(Opcode.DELEGATE, (scope, i, at) -> scope.control.close(i, at.index()));
        put(Opcode.THROW, (scope, i, at) -> scope.control.handlers().throwTag(at));
        put(Opcode.THROW_REF, (scope, i, at) -> scope.control.handlers().throwReference());
        put(Opcode.RETHROW, (scope, i, at) -> scope.control.handlers().rethrow(at.index()));
        put(Opcode.BR, (scope, i, at) -> scope.control.branch(at.index()));
        put(Opcode.BR_IF, (scope, i, at) -> scope.control.branchIf(i, at.index()));
        put(Opcode.BR_TABLE, (scope, i, at) -> scope.control.branchTable(at.labels()));
        put(Opcode.RETURN, (scope, i, at) -> scope.control.leaveFunction());
        put(Opcode.CALL, Calls::call);
        put(Opcode.CALL_INDIRECT, (scope, i, at) -> Calls.callIndirect(scope, at));
        put(Opcode.CALL_REF, (scope, i, at) -> Calls.callReference(scope, at));
        put(Opcode.RETURN_CALL_REF, (scope, i, at) -> TailCalls.callReference(scope, at));
        put(Opcode.RETURN_CALL, (scope, i, at) -> TailCalls.call(scope, at));
        put(Opcode.RETURN_CALL_INDIRECT, (scope, i, at) -> TailCalls.callIndirect(scope, at));
        put(Opcode.DROP, (scope, i, at) -> Values.drop(scope));
        put(Opcode.SELECT, (scope, i, at) -> Values.select(scope));
        put(Opcode.SELECT_T, (scope, i, at) -> Values.select(scope));

        // Variables, constants and references
        put(Opcode.LOCAL_GET, (scope, i, at) -> Values.getLocal(scope, at.index()));
        put(Opcode.LOCAL_SET, (scope, i, at) -> Values.setLocal(scope, at.index()));
        put(Opcode.LOCAL_TEE, (scope, i, at) -> Values.teeLocal(scope, at.index()));
        put(Opcode.GLOBAL_GET, (scope, i, at) -> Values.getGlobal(scope, at.index()));
        put(Opcode.GLOBAL_SET, (scope, i, at) -> Values.setGlobal(scope, at.index()));
        put(Opcode.I32_CONST, (scope, i, at) -> Values.constant(scope, at));
        put(Opcode.I64_CONST, (scope, i, at) -> Values.constant(scope, at));
        put(Opcode.F32_CONST, (scope, i, at) -> Values.constant(scope, at));
        put(Opcode.F64_CONST, (scope, i, at) -> Values.constant(scope, at));
        put(
                Opcode.REF_NULL,
                (scope, i, at) -> Values.nullReference(scope, at.type().erased()));
        put(Opcode.REF_IS_NULL, (scope, i, at) -> Values.isNull(scope));
        put(Opcode.REF_AS_NON_NULL, (scope, i, at) -> Values.checkNotNull(scope, i));
        put(Opcode.BR_ON_NULL, (scope, i, at) -> scope.control.branchOnNull(i, at.index()));
        put(Opcode.BR_ON_NON_NULL, (scope, i, at) -> scope.control.branchOnNonNull(i, at.index()));
        put(Opcode.REF_FUNC, (scope, i, at) -> Values.functionReference(scope, at.index()));

        // Memory and tables
        put(Opcode.MEMORY_SIZE, (scope, i, at) -> Bulk.memorySize(scope, at));
        put(Opcode.MEMORY_GROW, (scope, i, at) -> Bulk.memoryGrow(scope, at));
        put(Opcode.MEMORY_COPY, Bulk::memoryCopy);
        put(Opcode.MEMORY_FILL, Bulk::memoryFill);
        put(Opcode.MEMORY_INIT, Bulk::memoryInit);
        put(Opcode.DATA_DROP, (scope, i, at) -> Bulk.dataDrop(scope, at));
        put(Opcode.TABLE_GET, Bulk::tableGet);
        put(Opcode.TABLE_SET, Bulk::tableSet);
        put(Opcode.TABLE_FILL, Bulk::tableFill);
        put(Opcode.TABLE_SIZE, (scope, i, at) -> Bulk.tableSize(scope, at));
        put(Opcode.TABLE_GROW, (scope, i, at) -> Bulk.tableGrow(scope, at));
        put(Opcode.TABLE_COPY, Bulk::tableCopy);
        put(Opcode.TABLE_INIT, Bulk::tableInit);
        put(Opcode.ELEM_DROP, (scope, i, at) -> Bulk.elementsDrop(scope, at));
        put(Opcode.VECTOR, Vectors::translate);
        put(Opcode.ATOMIC, Atomics::translate);
        for (Opcode opcode : Opcode.values()) {
            if (opcode.bytes() > 0) {
                put(opcode, opcode.result().isPresent() ? Values::load : Values::store);
            }
        }

        // Numbers
        later(Opcode.I32_EQZ, "(u32)(${a} == 0)");
        later(Opcode.I32_EQ, "(u32)(${a} == ${b})");
        later(Opcode.I32_NE, "(u32)(${a} != ${b})");
        later(Opcode.I32_LT_S, "(u32)((s32)${a} < (s32)${b})");
        later(Opcode.I32_LT_U, "(u32)(${a} < ${b})");
        later(Opcode.I32_GT_S, "(u32)((s32)${a} > (s32)${b})");
        later(Opcode.I32_GT_U, "(u32)(${a} > ${b})");
        later(Opcode.I32_LE_S, "(u32)((s32)${a} <= (s32)${b})");
        later(Opcode.I32_LE_U, "(u32)(${a} <= ${b})");
        later(Opcode.I32_GE_S, "(u32)((s32)${a} >= (s32)${b})");
        later(Opcode.I32_GE_U, "(u32)(${a} >= ${b})");
        later(Opcode.I64_EQZ, "(u32)(${a} == 0)");
        later(Opcode.I64_EQ, "(u32)(${a} == ${b})");
        later(Opcode.I64_NE, "(u32)(${a} != ${b})");
        later(Opcode.I64_LT_S, "(u32)((s64)${a} < (s64)${b})");
        later(Opcode.I64_LT_U, "(u32)(${a} < ${b})");
        later(Opcode.I64_GT_S, "(u32)((s64)${a} > (s64)${b})");
        later(Opcode.I64_GT_U, "(u32)(${a} > ${b})");
        later(Opcode.I64_LE_S, "(u32)((s64)${a} <= (s64)${b})");
        later(Opcode.I64_LE_U, "(u32)(${a} <= ${b})");
        later(Opcode.I64_GE_S, "(u32)((s64)${a} >= (s64)${b})");
        later(Opcode.I64_GE_U, "(u32)(${a} >= ${b})");
        later(Opcode.F32_EQ, "(u32)(${a} == ${b})");
        later(Opcode.F32_NE, "(u32)(${a} != ${b})");
        later(Opcode.F32_LT, "(u32)(${a} < ${b})");
        later(Opcode.F32_GT, "(u32)(${a} > ${b})");
        later(Opcode.F32_LE, "(u32)(${a} <= ${b})");
        later(Opcode.F32_GE, "(u32)(${a} >= ${b})");
        later(Opcode.F64_EQ, "(u32)(${a} == ${b})");
        later(Opcode.F64_NE, "(u32)(${a} != ${b})");
        later(Opcode.F64_LT, "(u32)(${a} < ${b})");
        later(Opcode.F64_GT, "(u32)(${a} > ${b})");
        later(Opcode.F64_LE, "(u32)(${a} <= ${b})");
        later(Opcode.F64_GE, "(u32)(${a} >= ${b})");
        later(Opcode.I32_CLZ, "I32_CLZ(${a})");
        later(Opcode.I32_CTZ, "I32_CTZ(${a})");
        later(Opcode.I32_POPCNT, "(u32)__builtin_popcount(${a})");
        later(Opcode.I32_ADD, "(${a} + ${b})");
        later(Opcode.I32_SUB, "(${a} - ${b})");
        later(Opcode.I32_MUL, "(${a} * ${b})");
        now(Opcode.I32_DIV_S, "I32_DIV_S(g, ${a}, ${b}, ${rest})");
        now(Opcode.I32_DIV_U, "I32_DIV_U(g, ${a}, ${b}, ${rest})");
        now(Opcode.I32_REM_S, "I32_REM_S(g, ${a}, ${b}, ${rest})");
        now(Opcode.I32_REM_U, "I32_REM_U(g, ${a}, ${b}, ${rest})");
        later(Opcode.I32_AND, "(${a} & ${b})");
        later(Opcode.I32_OR, "(${a} | ${b})");
        later(Opcode.I32_XOR, "(${a} ^ ${b})");
        later(Opcode.I32_SHL, "(${a} << (${b} & 31))");
        later(Opcode.I32_SHR_S, "(u32)((s32)${a} >> (${b} & 31))");
        later(Opcode.I32_SHR_U, "(${a} >> (${b} & 31))");
        later(Opcode.I32_ROTL, "I32_ROTL(${a}, ${b})");
        later(Opcode.I32_ROTR, "I32_ROTR(${a}, ${b})");
        later(Opcode.I64_CLZ, "I64_CLZ(${a})");
        later(Opcode.I64_CTZ, "I64_CTZ(${a})");
        later(Opcode.I64_POPCNT, "(u64)__builtin_popcountll(${a})");
        later(Opcode.I64_ADD, "(${a} + ${b})");
        later(Opcode.I64_SUB, "(${a} - ${b})");
        later(Opcode.I64_MUL, "(${a} * ${b})");
        now(Opcode.I64_DIV_S, "I64_DIV_S(g, ${a}, ${b}, ${rest})");
        now(Opcode.I64_DIV_U, "I64_DIV_U(g, ${a}, ${b}, ${rest})");
        now(Opcode.I64_REM_S, "I64_REM_S(g, ${a}, ${b}, ${rest})");
        now(Opcode.I64_REM_U, "I64_REM_U(g, ${a}, ${b}, ${rest})");
        later(Opcode.I64_AND, "(${a} & ${b})");
        later(Opcode.I64_OR, "(${a} | ${b})");
        later(Opcode.I64_XOR, "(${a} ^ ${b})");
        later(Opcode.I64_SHL, "(${a} << (${b} & 63))");
        later(Opcode.I64_SHR_S, "(u64)((s64)${a} >> (${b} & 63))");
        later(Opcode.I64_SHR_U, "(${a} >> (${b} & 63))");
        later(Opcode.I64_ROTL, "I64_ROTL(${a}, ${b})");
        later(Opcode.I64_ROTR, "I64_ROTR(${a}, ${b})");
        later(Opcode.F32_ABS, "__builtin_fabsf(${a})");
        later(Opcode.F32_NEG, "(-${a})");
        later(Opcode.F32_CEIL, "__builtin_ceilf(${a})");
        later(Opcode.F32_FLOOR, "__builtin_floorf(${a})");
        later(Opcode.F32_TRUNC, "__builtin_truncf(${a})");
        later(Opcode.F32_NEAREST, "__builtin_rintf(${a})");
        later(Opcode.F32_SQRT, "__builtin_sqrtf(${a})");
        later(Opcode.F32_ADD, "(${a} + ${b})");
        later(Opcode.F32_SUB, "(${a} - ${b})");
        later(Opcode.F32_MUL, "(${a} * ${b})");
        later(Opcode.F32_DIV, "(${a} / ${b})");
        later(Opcode.F32_MIN, "F32_MIN(${a}, ${b})");
        later(Opcode.F32_MAX, "F32_MAX(${a}, ${b})");
        later(Opcode.F32_COPYSIGN, "__builtin_copysignf(${a}, ${b})");
        later(Opcode.F64_ABS, "__builtin_fabs(${a})");
        later(Opcode.F64_NEG, "(-${a})");
        later(Opcode.F64_CEIL, "__builtin_ceil(${a})");
        later(Opcode.F64_FLOOR, "__builtin_floor(${a})");
        later(Opcode.F64_TRUNC, "__builtin_trunc(${a})");
        later(Opcode.F64_NEAREST, "__builtin_rint(${a})");
        later(Opcode.F64_SQRT, "__builtin_sqrt(${a})");
        later(Opcode.F64_ADD, "(${a} + ${b})");
        later(Opcode.F64_SUB, "(${a} - ${b})");
        later(Opcode.F64_MUL, "(${a} * ${b})");
        later(Opcode.F64_DIV, "(${a} / ${b})");
        later(Opcode.F64_MIN, "F64_MIN(${a}, ${b})");
        later(Opcode.F64_MAX, "F64_MAX(${a}, ${b})");
        later(Opcode.F64_COPYSIGN, "__builtin_copysign(${a}, ${b})");
        later(Opcode.I32_WRAP_I64, "(u32)${a}");
        now(Opcode.I32_TRUNC_F32_S, "I32_TRUNC_F32_S(g, ${a}, ${rest})");
        later(Opcode.I32_TRUNC_SAT_F32_S, "I32_TRUNC_F32_S_SAT(${a})");
        later(Opcode.F32_CONVERT_I32_S, "(f32)(s32)${a}");
        now(Opcode.I32_TRUNC_F32_U, "I32_TRUNC_F32_U(g, ${a}, ${rest})");
        later(Opcode.I32_TRUNC_SAT_F32_U, "I32_TRUNC_F32_U_SAT(${a})");
        later(Opcode.F32_CONVERT_I32_U, "(f32)${a}");
        now(Opcode.I32_TRUNC_F64_S, "I32_TRUNC_F64_S(g, ${a}, ${rest})");
        later(Opcode.I32_TRUNC_SAT_F64_S, "I32_TRUNC_F64_S_SAT(${a})");
        later(Opcode.F64_CONVERT_I32_S, "(f64)(s32)${a}");
        now(Opcode.I32_TRUNC_F64_U, "I32_TRUNC_F64_U(g, ${a}, ${rest})");
        later(Opcode.I32_TRUNC_SAT_F64_U, "I32_TRUNC_F64_U_SAT(${a})");
        later(Opcode.F64_CONVERT_I32_U, "(f64)${a}");
        now(Opcode.I64_TRUNC_F32_S, "I64_TRUNC_F32_S(g, ${a}, ${rest})");
        later(Opcode.I64_TRUNC_SAT_F32_S, "I64_TRUNC_F32_S_SAT(${a})");
        later(Opcode.F32_CONVERT_I64_S, "(f32)(s64)${a}");
        now(Opcode.I64_TRUNC_F32_U, "I64_TRUNC_F32_U(g, ${a}, ${rest})");
        later(Opcode.I64_TRUNC_SAT_F32_U, "I64_TRUNC_F32_U_SAT(${a})");
        later(Opcode.F32_CONVERT_I64_U, "(f32)${a}");
        now(Opcode.I64_TRUNC_F64_S, "I64_TRUNC_F64_S(g, ${a}, ${rest})");
        later(Opcode.I64_TRUNC_SAT_F64_S, "I64_TRUNC_F64_S_SAT(${a})");
        later(Opcode.F64_CONVERT_I64_S, "(f64)(s64)${a}");
        now(Opcode.I64_TRUNC_F64_U, "I64_TRUNC_F64_U(g, ${a}, ${rest})");
        later(Opcode.I64_TRUNC_SAT_F64_U, "I64_TRUNC_F64_U_SAT(${a})");
        later(Opcode.F64_CONVERT_I64_U, "(f64)${a}");
        later(Opcode.I64_EXTEND_I32_S, "(u64)(s64)(s32)${a}");
        later(Opcode.I64_EXTEND_I32_U, "(u64)${a}");
        later(Opcode.F32_DEMOTE_F64, "(f32)${a}");
        later(Opcode.F64_PROMOTE_F32, "F64_PROMOTE_F32(${a})");
        later(Opcode.I32_REINTERPRET_F32, "I32_OF_F32(${a})");
        later(Opcode.I64_REINTERPRET_F64, "I64_OF_F64(${a})");
        later(Opcode.F32_REINTERPRET_I32, "F32_OF_I32(${a})");
        later(Opcode.F64_REINTERPRET_I64, "F64_OF_I64(${a})");
        wide(Opcode.I64_ADD128, "+", "U128_OF");
        wide(Opcode.I64_SUB128, "-", "U128_OF");
        wide(Opcode.I64_MUL_WIDE_S, "*", "(s128)(s64)");
        wide(Opcode.I64_MUL_WIDE_U, "*", "(u128)");
        later(Opcode.I32_EXTEND_8_S, "(u32)(s32)(s8)${a}");
        later(Opcode.I32_EXTEND_16_S, "(u32)(s32)(s16)${a}");
        later(Opcode.I64_EXTEND_8_S, "(u64)(s64)(s8)${a}");
        later(Opcode.I64_EXTEND_16_S, "(u64)(s64)(s16)${a}");
        later(Opcode.I64_EXTEND_32_S, "(u64)(s64)(s32)${a}");
    }

    private Translators() {}

    /** An operator that is evaluated when its value is needed, if it ever is. */
    private static void later(Opcode opcode, String expression) {
        Template template = Template.of(expression);
        put(opcode, (scope, i, at) -> Values.compute(scope, opcode, template));
    }

    /** An operator on numbers of 128 bits; {@code of} makes one of what stands for an operand. */
    private static void wide(Opcode opcode, String operator, String of) {
        put(opcode, (scope, i, at) -> Values.computeWide(scope, opcode, operator, of));
    }

    /** An operator that is evaluated where it stands, as it may trap. */
    private static void now(Opcode opcode, String expression) {
        Template template = Template.of(expression);
        put(opcode, (scope, i, at) -> Values.computeNow(scope, i, opcode, template));
    }

    private static void put(Opcode opcode, Translator translator) {
        TABLE.put(opcode, translator);
    }

    /** What translates the operator. */
    static Translator of(Opcode opcode) {
        return Objects.requireNonNull(TABLE.get(opcode));
    }
}
