package dev.hostcall.compiler.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one table of WebAssembly's operators: code, name, what follows the code in the binary format, and what the operator
 * takes and gives, in the letters of {@link Type}. Rows that name a feature are not taken: reading one refuses the module.
 *
 * <p>Operators without a signature have types that depend on where they stand; {@link BodyChecker} knows these. A code behind a
 * prefix is {@code 0xFC008} for the bytes FC 08.
 */
public enum Opcode {
    // Control
    UNREACHABLE(0x00, "unreachable"),
    NOP(0x01, "nop"),
    BLOCK(0x02, "block", Immediate.BLOCK_TYPE),
    LOOP(0x03, "loop", Immediate.BLOCK_TYPE),
    IF(0x04, "if", Immediate.BLOCK_TYPE),
    ELSE(0x05, "else"),
    TRY(0x06, "try", Feature.LEGACY_EXCEPTION_HANDLING),
    CATCH(0x07, "catch", Feature.LEGACY_EXCEPTION_HANDLING),
    THROW(0x08, "throw", Feature.EXCEPTION_HANDLING),
    RETHROW(0x09, "rethrow", Feature.LEGACY_EXCEPTION_HANDLING),
    THROW_REF(0x0A, "throw_ref", Feature.EXCEPTION_HANDLING),
    END(0x0B, "end"),
    BR(0x0C, "br", Immediate.LABEL),
    BR_IF(0x0D, "br_if", Immediate.LABEL),
    BR_TABLE(0x0E, "br_table", Immediate.LABELS),
    RETURN(0x0F, "return"),
    CALL(0x10, "call", Immediate.FUNCTION),
    CALL_INDIRECT(0x11, "call_indirect", Immediate.TYPE_AND_TABLE),
    RETURN_CALL(0x12, "return_call", Feature.TAIL_CALLS),
    RETURN_CALL_INDIRECT(0x13, "return_call_indirect", Feature.TAIL_CALLS),
    CALL_REF(0x14, "call_ref", Feature.TYPED_FUNCTION_REFERENCES),
    RETURN_CALL_REF(0x15, "return_call_ref", Feature.TAIL_CALLS),
    DELEGATE(0x18, "delegate", Feature.LEGACY_EXCEPTION_HANDLING),
    CATCH_ALL(0x19, "catch_all", Feature.LEGACY_EXCEPTION_HANDLING),
    DROP(0x1A, "drop"),
    SELECT(0x1B, "select"),
    SELECT_T(0x1C, "select", Immediate.TYPES),
    TRY_TABLE(0x1F, "try_table", Feature.EXCEPTION_HANDLING),

    // Variables and tables
    LOCAL_GET(0x20, "local.get", Immediate.LOCAL),
    LOCAL_SET(0x21, "local.set", Immediate.LOCAL),
    LOCAL_TEE(0x22, "local.tee", Immediate.LOCAL),
    GLOBAL_GET(0x23, "global.get", Immediate.GLOBAL),
    GLOBAL_SET(0x24, "global.set", Immediate.GLOBAL),
    TABLE_GET(0x25, "table.get", Immediate.TABLE),
    TABLE_SET(0x26, "table.set", Immediate.TABLE),

    // Loads and stores, with the bytes they touch
    I32_LOAD(0x28, "i32.load", "i:i", 4),
    I64_LOAD(0x29, "i64.load", "i:I", 8),
    F32_LOAD(0x2A, "f32.load", "i:f", 4),
    F64_LOAD(0x2B, "f64.load", "i:F", 8),
    I32_LOAD8_S(0x2C, "i32.load8_s", "i:i", 1),
    I32_LOAD8_U(0x2D, "i32.load8_u", "i:i", 1),
    I32_LOAD16_S(0x2E, "i32.load16_s", "i:i", 2),
    I32_LOAD16_U(0x2F, "i32.load16_u", "i:i", 2),
    I64_LOAD8_S(0x30, "i64.load8_s", "i:I", 1),
    I64_LOAD8_U(0x31, "i64.load8_u", "i:I", 1),
    I64_LOAD16_S(0x32, "i64.load16_s", "i:I", 2),
    I64_LOAD16_U(0x33, "i64.load16_u", "i:I", 2),
    I64_LOAD32_S(0x34, "i64.load32_s", "i:I", 4),
    I64_LOAD32_U(0x35, "i64.load32_u", "i:I", 4),
    I32_STORE(0x36, "i32.store", "ii:", 4),
    I64_STORE(0x37, "i64.store", "iI:", 8),
    F32_STORE(0x38, "f32.store", "if:", 4),
    F64_STORE(0x39, "f64.store", "iF:", 8),
    I32_STORE8(0x3A, "i32.store8", "ii:", 1),
    I32_STORE16(0x3B, "i32.store16", "ii:", 2),
    I64_STORE8(0x3C, "i64.store8", "iI:", 1),
    I64_STORE16(0x3D, "i64.store16", "iI:", 2),
    I64_STORE32(0x3E, "i64.store32", "iI:", 4),
    MEMORY_SIZE(0x3F, "memory.size", Immediate.MEMORY, ":i"),
    MEMORY_GROW(0x40, "memory.grow", Immediate.MEMORY, "i:i"),

    // Numbers
    I32_CONST(0x41, "i32.const", Immediate.I32, ":i"),
    I64_CONST(0x42, "i64.const", Immediate.I64, ":I"),
    F32_CONST(0x43, "f32.const", Immediate.F32, ":f"),
    F64_CONST(0x44, "f64.const", Immediate.F64, ":F"),
    I32_EQZ(0x45, "i32.eqz", Immediate.NONE, "i:i"),
    I32_EQ(0x46, "i32.eq", Immediate.NONE, "ii:i"),
    I32_NE(0x47, "i32.ne", Immediate.NONE, "ii:i"),
    I32_LT_S(0x48, "i32.lt_s", Immediate.NONE, "ii:i"),
    I32_LT_U(0x49, "i32.lt_u", Immediate.NONE, "ii:i"),
    I32_GT_S(0x4A, "i32.gt_s", Immediate.NONE, "ii:i"),
    I32_GT_U(0x4B, "i32.gt_u", Immediate.NONE, "ii:i"),
    I32_LE_S(0x4C, "i32.le_s", Immediate.NONE, "ii:i"),
    I32_LE_U(0x4D, "i32.le_u", Immediate.NONE, "ii:i"),
    I32_GE_S(0x4E, "i32.ge_s", Immediate.NONE, "ii:i"),
    I32_GE_U(0x4F, "i32.ge_u", Immediate.NONE, "ii:i"),
    I64_EQZ(0x50, "i64.eqz", Immediate.NONE, "I:i"),
    I64_EQ(0x51, "i64.eq", Immediate.NONE, "II:i"),
    I64_NE(0x52, "i64.ne", Immediate.NONE, "II:i"),
    I64_LT_S(0x53, "i64.lt_s", Immediate.NONE, "II:i"),
    I64_LT_U(0x54, "i64.lt_u", Immediate.NONE, "II:i"),
    I64_GT_S(0x55, "i64.gt_s", Immediate.NONE, "II:i"),
    I64_GT_U(0x56, "i64.gt_u", Immediate.NONE, "II:i"),
    I64_LE_S(0x57, "i64.le_s", Immediate.NONE, "II:i"),
    I64_LE_U(0x58, "i64.le_u", Immediate.NONE, "II:i"),
    I64_GE_S(0x59, "i64.ge_s", Immediate.NONE, "II:i"),
    I64_GE_U(0x5A, "i64.ge_u", Immediate.NONE, "II:i"),
    F32_EQ(0x5B, "f32.eq", Immediate.NONE, "ff:i"),
    F32_NE(0x5C, "f32.ne", Immediate.NONE, "ff:i"),
    F32_LT(0x5D, "f32.lt", Immediate.NONE, "ff:i"),
    F32_GT(0x5E, "f32.gt", Immediate.NONE, "ff:i"),
    F32_LE(0x5F, "f32.le", Immediate.NONE, "ff:i"),
    F32_GE(0x60, "f32.ge", Immediate.NONE, "ff:i"),
    F64_EQ(0x61, "f64.eq", Immediate.NONE, "FF:i"),
    F64_NE(0x62, "f64.ne", Immediate.NONE, "FF:i"),
    F64_LT(0x63, "f64.lt", Immediate.NONE, "FF:i"),
    F64_GT(0x64, "f64.gt", Immediate.NONE, "FF:i"),
    F64_LE(0x65, "f64.le", Immediate.NONE, "FF:i"),
    F64_GE(0x66, "f64.ge", Immediate.NONE, "FF:i"),
    I32_CLZ(0x67, "i32.clz", Immediate.NONE, "i:i"),
    I32_CTZ(0x68, "i32.ctz", Immediate.NONE, "i:i"),
    I32_POPCNT(0x69, "i32.popcnt", Immediate.NONE, "i:i"),
    I32_ADD(0x6A, "i32.add", Immediate.NONE, "ii:i"),
    I32_SUB(0x6B, "i32.sub", Immediate.NONE, "ii:i"),
    I32_MUL(0x6C, "i32.mul", Immediate.NONE, "ii:i"),
    I32_DIV_S(0x6D, "i32.div_s", Immediate.NONE, "ii:i"),
    I32_DIV_U(0x6E, "i32.div_u", Immediate.NONE, "ii:i"),
    I32_REM_S(0x6F, "i32.rem_s", Immediate.NONE, "ii:i"),
    I32_REM_U(0x70, "i32.rem_u", Immediate.NONE, "ii:i"),
    I32_AND(0x71, "i32.and", Immediate.NONE, "ii:i"),
    I32_OR(0x72, "i32.or", Immediate.NONE, "ii:i"),
    I32_XOR(0x73, "i32.xor", Immediate.NONE, "ii:i"),
    I32_SHL(0x74, "i32.shl", Immediate.NONE, "ii:i"),
    I32_SHR_S(0x75, "i32.shr_s", Immediate.NONE, "ii:i"),
    I32_SHR_U(0x76, "i32.shr_u", Immediate.NONE, "ii:i"),
    I32_ROTL(0x77, "i32.rotl", Immediate.NONE, "ii:i"),
    I32_ROTR(0x78, "i32.rotr", Immediate.NONE, "ii:i"),
    I64_CLZ(0x79, "i64.clz", Immediate.NONE, "I:I"),
    I64_CTZ(0x7A, "i64.ctz", Immediate.NONE, "I:I"),
    I64_POPCNT(0x7B, "i64.popcnt", Immediate.NONE, "I:I"),
    I64_ADD(0x7C, "i64.add", Immediate.NONE, "II:I"),
    I64_SUB(0x7D, "i64.sub", Immediate.NONE, "II:I"),
    I64_MUL(0x7E, "i64.mul", Immediate.NONE, "II:I"),
    I64_DIV_S(0x7F, "i64.div_s", Immediate.NONE, "II:I"),
    I64_DIV_U(0x80, "i64.div_u", Immediate.NONE, "II:I"),
    I64_REM_S(0x81, "i64.rem_s", Immediate.NONE, "II:I"),
    I64_REM_U(0x82, "i64.rem_u", Immediate.NONE, "II:I"),
    I64_AND(0x83, "i64.and", Immediate.NONE, "II:I"),
    I64_OR(0x84, "i64.or", Immediate.NONE, "II:I"),
    I64_XOR(0x85, "i64.xor", Immediate.NONE, "II:I"),
    I64_SHL(0x86, "i64.shl", Immediate.NONE, "II:I"),
    I64_SHR_S(0x87, "i64.shr_s", Immediate.NONE, "II:I"),
    I64_SHR_U(0x88, "i64.shr_u", Immediate.NONE, "II:I"),
    I64_ROTL(0x89, "i64.rotl", Immediate.NONE, "II:I"),
    I64_ROTR(0x8A, "i64.rotr", Immediate.NONE, "II:I"),
    F32_ABS(0x8B, "f32.abs", Immediate.NONE, "f:f"),
    F32_NEG(0x8C, "f32.neg", Immediate.NONE, "f:f"),
    F32_CEIL(0x8D, "f32.ceil", Immediate.NONE, "f:f"),
    F32_FLOOR(0x8E, "f32.floor", Immediate.NONE, "f:f"),
    F32_TRUNC(0x8F, "f32.trunc", Immediate.NONE, "f:f"),
    F32_NEAREST(0x90, "f32.nearest", Immediate.NONE, "f:f"),
    F32_SQRT(0x91, "f32.sqrt", Immediate.NONE, "f:f"),
    F32_ADD(0x92, "f32.add", Immediate.NONE, "ff:f"),
    F32_SUB(0x93, "f32.sub", Immediate.NONE, "ff:f"),
    F32_MUL(0x94, "f32.mul", Immediate.NONE, "ff:f"),
    F32_DIV(0x95, "f32.div", Immediate.NONE, "ff:f"),
    F32_MIN(0x96, "f32.min", Immediate.NONE, "ff:f"),
    F32_MAX(0x97, "f32.max", Immediate.NONE, "ff:f"),
    F32_COPYSIGN(0x98, "f32.copysign", Immediate.NONE, "ff:f"),
    F64_ABS(0x99, "f64.abs", Immediate.NONE, "F:F"),
    F64_NEG(0x9A, "f64.neg", Immediate.NONE, "F:F"),
    F64_CEIL(0x9B, "f64.ceil", Immediate.NONE, "F:F"),
    F64_FLOOR(0x9C, "f64.floor", Immediate.NONE, "F:F"),
    F64_TRUNC(0x9D, "f64.trunc", Immediate.NONE, "F:F"),
    F64_NEAREST(0x9E, "f64.nearest", Immediate.NONE, "F:F"),
    F64_SQRT(0x9F, "f64.sqrt", Immediate.NONE, "F:F"),
    F64_ADD(0xA0, "f64.add", Immediate.NONE, "FF:F"),
    F64_SUB(0xA1, "f64.sub", Immediate.NONE, "FF:F"),
    F64_MUL(0xA2, "f64.mul", Immediate.NONE, "FF:F"),
    F64_DIV(0xA3, "f64.div", Immediate.NONE, "FF:F"),
    F64_MIN(0xA4, "f64.min", Immediate.NONE, "FF:F"),
    F64_MAX(0xA5, "f64.max", Immediate.NONE, "FF:F"),
    F64_COPYSIGN(0xA6, "f64.copysign", Immediate.NONE, "FF:F"),
    I32_WRAP_I64(0xA7, "i32.wrap_i64", Immediate.NONE, "I:i"),
    I32_TRUNC_F32_S(0xA8, "i32.trunc_f32_s", Immediate.NONE, "f:i"),
    I32_TRUNC_F32_U(0xA9, "i32.trunc_f32_u", Immediate.NONE, "f:i"),
    I32_TRUNC_F64_S(0xAA, "i32.trunc_f64_s", Immediate.NONE, "F:i"),
    I32_TRUNC_F64_U(0xAB, "i32.trunc_f64_u", Immediate.NONE, "F:i"),
    I64_EXTEND_I32_S(0xAC, "i64.extend_i32_s", Immediate.NONE, "i:I"),
    I64_EXTEND_I32_U(0xAD, "i64.extend_i32_u", Immediate.NONE, "i:I"),
    I64_TRUNC_F32_S(0xAE, "i64.trunc_f32_s", Immediate.NONE, "f:I"),
    I64_TRUNC_F32_U(0xAF, "i64.trunc_f32_u", Immediate.NONE, "f:I"),
    I64_TRUNC_F64_S(0xB0, "i64.trunc_f64_s", Immediate.NONE, "F:I"),
    I64_TRUNC_F64_U(0xB1, "i64.trunc_f64_u", Immediate.NONE, "F:I"),
    F32_CONVERT_I32_S(0xB2, "f32.convert_i32_s", Immediate.NONE, "i:f"),
    F32_CONVERT_I32_U(0xB3, "f32.convert_i32_u", Immediate.NONE, "i:f"),
    F32_CONVERT_I64_S(0xB4, "f32.convert_i64_s", Immediate.NONE, "I:f"),
    F32_CONVERT_I64_U(0xB5, "f32.convert_i64_u", Immediate.NONE, "I:f"),
    F32_DEMOTE_F64(0xB6, "f32.demote_f64", Immediate.NONE, "F:f"),
    F64_CONVERT_I32_S(0xB7, "f64.convert_i32_s", Immediate.NONE, "i:F"),
    F64_CONVERT_I32_U(0xB8, "f64.convert_i32_u", Immediate.NONE, "i:F"),
    F64_CONVERT_I64_S(0xB9, "f64.convert_i64_s", Immediate.NONE, "I:F"),
    F64_CONVERT_I64_U(0xBA, "f64.convert_i64_u", Immediate.NONE, "I:F"),
    F64_PROMOTE_F32(0xBB, "f64.promote_f32", Immediate.NONE, "f:F"),
    I32_REINTERPRET_F32(0xBC, "i32.reinterpret_f32", Immediate.NONE, "f:i"),
    I64_REINTERPRET_F64(0xBD, "i64.reinterpret_f64", Immediate.NONE, "F:I"),
    F32_REINTERPRET_I32(0xBE, "f32.reinterpret_i32", Immediate.NONE, "i:f"),
    F64_REINTERPRET_I64(0xBF, "f64.reinterpret_i64", Immediate.NONE, "I:F"),
    I32_EXTEND_8_S(0xC0, "i32.extend8_s", Immediate.NONE, "i:i"),
    I32_EXTEND_16_S(0xC1, "i32.extend16_s", Immediate.NONE, "i:i"),
    I64_EXTEND_8_S(0xC2, "i64.extend8_s", Immediate.NONE, "I:I"),
    I64_EXTEND_16_S(0xC3, "i64.extend16_s", Immediate.NONE, "I:I"),
    I64_EXTEND_32_S(0xC4, "i64.extend32_s", Immediate.NONE, "I:I"),

    // References
    REF_NULL(0xD0, "ref.null", Immediate.HEAP_TYPE),
    REF_IS_NULL(0xD1, "ref.is_null"),
    REF_FUNC(0xD2, "ref.func", Immediate.FUNCTION),
    REF_EQ(0xD3, "ref.eq", Feature.GARBAGE_COLLECTION),
    REF_AS_NON_NULL(0xD4, "ref.as_non_null", Feature.TYPED_FUNCTION_REFERENCES),
    BR_ON_NULL(0xD5, "br_on_null", Feature.TYPED_FUNCTION_REFERENCES),
    BR_ON_NON_NULL(0xD6, "br_on_non_null", Feature.TYPED_FUNCTION_REFERENCES),

    // Garbage collection: prefix 0xFB
    STRUCT_NEW(0xFB000, "struct.new", Feature.GARBAGE_COLLECTION),
    STRUCT_NEW_DEFAULT(0xFB001, "struct.new_default", Feature.GARBAGE_COLLECTION),
    STRUCT_GET(0xFB002, "struct.get", Feature.GARBAGE_COLLECTION),
    STRUCT_GET_S(0xFB003, "struct.get_s", Feature.GARBAGE_COLLECTION),
    STRUCT_GET_U(0xFB004, "struct.get_u", Feature.GARBAGE_COLLECTION),
    STRUCT_SET(0xFB005, "struct.set", Feature.GARBAGE_COLLECTION),
    ARRAY_NEW(0xFB006, "array.new", Feature.GARBAGE_COLLECTION),
    ARRAY_NEW_DEFAULT(0xFB007, "array.new_default", Feature.GARBAGE_COLLECTION),
    ARRAY_NEW_FIXED(0xFB008, "array.new_fixed", Feature.GARBAGE_COLLECTION),
    ARRAY_NEW_DATA(0xFB009, "array.new_data", Feature.GARBAGE_COLLECTION),
    ARRAY_NEW_ELEM(0xFB00A, "array.new_elem", Feature.GARBAGE_COLLECTION),
    ARRAY_GET(0xFB00B, "array.get", Feature.GARBAGE_COLLECTION),
    ARRAY_GET_S(0xFB00C, "array.get_s", Feature.GARBAGE_COLLECTION),
    ARRAY_GET_U(0xFB00D, "array.get_u", Feature.GARBAGE_COLLECTION),
    ARRAY_SET(0xFB00E, "array.set", Feature.GARBAGE_COLLECTION),
    ARRAY_LEN(0xFB00F, "array.len", Feature.GARBAGE_COLLECTION),
    ARRAY_FILL(0xFB010, "array.fill", Feature.GARBAGE_COLLECTION),
    ARRAY_COPY(0xFB011, "array.copy", Feature.GARBAGE_COLLECTION),
    ARRAY_INIT_DATA(0xFB012, "array.init_data", Feature.GARBAGE_COLLECTION),
    ARRAY_INIT_ELEM(0xFB013, "array.init_elem", Feature.GARBAGE_COLLECTION),
    REF_TEST(0xFB014, "ref.test", Feature.GARBAGE_COLLECTION),
    REF_TEST_NULL(0xFB015, "ref.test null", Feature.GARBAGE_COLLECTION),
    REF_CAST(0xFB016, "ref.cast", Feature.GARBAGE_COLLECTION),
    REF_CAST_NULL(0xFB017, "ref.cast null", Feature.GARBAGE_COLLECTION),
    BR_ON_CAST(0xFB018, "br_on_cast", Feature.GARBAGE_COLLECTION),
    BR_ON_CAST_FAIL(0xFB019, "br_on_cast_fail", Feature.GARBAGE_COLLECTION),
    ANY_CONVERT_EXTERN(0xFB01A, "any.convert_extern", Feature.GARBAGE_COLLECTION),
    EXTERN_CONVERT_ANY(0xFB01B, "extern.convert_any", Feature.GARBAGE_COLLECTION),
    REF_I31(0xFB01C, "ref.i31", Feature.GARBAGE_COLLECTION),
    I31_GET_S(0xFB01D, "i31.get_s", Feature.GARBAGE_COLLECTION),
    I31_GET_U(0xFB01E, "i31.get_u", Feature.GARBAGE_COLLECTION),

    // Saturating conversions, bulk operators and wide arithmetic: prefix 0xFC
    I32_TRUNC_SAT_F32_S(0xFC000, "i32.trunc_sat_f32_s", Immediate.NONE, "f:i"),
    I32_TRUNC_SAT_F32_U(0xFC001, "i32.trunc_sat_f32_u", Immediate.NONE, "f:i"),
    I32_TRUNC_SAT_F64_S(0xFC002, "i32.trunc_sat_f64_s", Immediate.NONE, "F:i"),
    I32_TRUNC_SAT_F64_U(0xFC003, "i32.trunc_sat_f64_u", Immediate.NONE, "F:i"),
    I64_TRUNC_SAT_F32_S(0xFC004, "i64.trunc_sat_f32_s", Immediate.NONE, "f:I"),
    I64_TRUNC_SAT_F32_U(0xFC005, "i64.trunc_sat_f32_u", Immediate.NONE, "f:I"),
    I64_TRUNC_SAT_F64_S(0xFC006, "i64.trunc_sat_f64_s", Immediate.NONE, "F:I"),
    I64_TRUNC_SAT_F64_U(0xFC007, "i64.trunc_sat_f64_u", Immediate.NONE, "F:I"),
    MEMORY_INIT(0xFC008, "memory.init", Immediate.DATA_AND_MEMORY, "iii:"),
    DATA_DROP(0xFC009, "data.drop", Immediate.DATA, ":"),
    MEMORY_COPY(0xFC00A, "memory.copy", Immediate.MEMORIES, "iii:"),
    MEMORY_FILL(0xFC00B, "memory.fill", Immediate.MEMORY, "iii:"),
    TABLE_INIT(0xFC00C, "table.init", Immediate.ELEMENTS_AND_TABLE, "iii:"),
    ELEM_DROP(0xFC00D, "elem.drop", Immediate.ELEMENTS, ":"),
    TABLE_COPY(0xFC00E, "table.copy", Immediate.TABLES, "iii:"),
    TABLE_GROW(0xFC00F, "table.grow", Immediate.TABLE),
    TABLE_SIZE(0xFC010, "table.size", Immediate.TABLE, ":i"),
    TABLE_FILL(0xFC011, "table.fill", Immediate.TABLE),
    I64_ADD128(0xFC013, "i64.add128", Feature.WIDE_ARITHMETIC),
    I64_SUB128(0xFC014, "i64.sub128", Feature.WIDE_ARITHMETIC),
    I64_MUL_WIDE_S(0xFC015, "i64.mul_wide_s", Feature.WIDE_ARITHMETIC),
    I64_MUL_WIDE_U(0xFC016, "i64.mul_wide_u", Feature.WIDE_ARITHMETIC),

    // Vectors: prefix 0xFD
    V128_LOAD(0xFD000, "v128.load", Feature.SIMD),
    V128_LOAD8X8_S(0xFD001, "v128.load8x8_s", Feature.SIMD),
    V128_LOAD8X8_U(0xFD002, "v128.load8x8_u", Feature.SIMD),
    V128_LOAD16X4_S(0xFD003, "v128.load16x4_s", Feature.SIMD),
    V128_LOAD16X4_U(0xFD004, "v128.load16x4_u", Feature.SIMD),
    V128_LOAD32X2_S(0xFD005, "v128.load32x2_s", Feature.SIMD),
    V128_LOAD32X2_U(0xFD006, "v128.load32x2_u", Feature.SIMD),
    V128_LOAD8_SPLAT(0xFD007, "v128.load8_splat", Feature.SIMD),
    V128_LOAD16_SPLAT(0xFD008, "v128.load16_splat", Feature.SIMD),
    V128_LOAD32_SPLAT(0xFD009, "v128.load32_splat", Feature.SIMD),
    V128_LOAD64_SPLAT(0xFD00A, "v128.load64_splat", Feature.SIMD),
    V128_STORE(0xFD00B, "v128.store", Feature.SIMD),
    V128_CONST(0xFD00C, "v128.const", Feature.SIMD),
    I8X16_SHUFFLE(0xFD00D, "i8x16.shuffle", Feature.SIMD),
    I8X16_SWIZZLE(0xFD00E, "i8x16.swizzle", Feature.SIMD),
    I8X16_SPLAT(0xFD00F, "i8x16.splat", Feature.SIMD),
    I16X8_SPLAT(0xFD010, "i16x8.splat", Feature.SIMD),
    I32X4_SPLAT(0xFD011, "i32x4.splat", Feature.SIMD),
    I64X2_SPLAT(0xFD012, "i64x2.splat", Feature.SIMD),
    F32X4_SPLAT(0xFD013, "f32x4.splat", Feature.SIMD),
    F64X2_SPLAT(0xFD014, "f64x2.splat", Feature.SIMD),
    I8X16_EXTRACT_LANE_S(0xFD015, "i8x16.extract_lane_s", Feature.SIMD),
    I8X16_EXTRACT_LANE_U(0xFD016, "i8x16.extract_lane_u", Feature.SIMD),
    I8X16_REPLACE_LANE(0xFD017, "i8x16.replace_lane", Feature.SIMD),
    I16X8_EXTRACT_LANE_S(0xFD018, "i16x8.extract_lane_s", Feature.SIMD),
    I16X8_EXTRACT_LANE_U(0xFD019, "i16x8.extract_lane_u", Feature.SIMD),
    I16X8_REPLACE_LANE(0xFD01A, "i16x8.replace_lane", Feature.SIMD),
    I32X4_EXTRACT_LANE(0xFD01B, "i32x4.extract_lane", Feature.SIMD),
    I32X4_REPLACE_LANE(0xFD01C, "i32x4.replace_lane", Feature.SIMD),
    I64X2_EXTRACT_LANE(0xFD01D, "i64x2.extract_lane", Feature.SIMD),
    I64X2_REPLACE_LANE(0xFD01E, "i64x2.replace_lane", Feature.SIMD),
    F32X4_EXTRACT_LANE(0xFD01F, "f32x4.extract_lane", Feature.SIMD),
    F32X4_REPLACE_LANE(0xFD020, "f32x4.replace_lane", Feature.SIMD),
    F64X2_EXTRACT_LANE(0xFD021, "f64x2.extract_lane", Feature.SIMD),
    F64X2_REPLACE_LANE(0xFD022, "f64x2.replace_lane", Feature.SIMD),
    I8X16_EQ(0xFD023, "i8x16.eq", Feature.SIMD),
    I8X16_NE(0xFD024, "i8x16.ne", Feature.SIMD),
    I8X16_LT_S(0xFD025, "i8x16.lt_s", Feature.SIMD),
    I8X16_LT_U(0xFD026, "i8x16.lt_u", Feature.SIMD),
    I8X16_GT_S(0xFD027, "i8x16.gt_s", Feature.SIMD),
    I8X16_GT_U(0xFD028, "i8x16.gt_u", Feature.SIMD),
    I8X16_LE_S(0xFD029, "i8x16.le_s", Feature.SIMD),
    I8X16_LE_U(0xFD02A, "i8x16.le_u", Feature.SIMD),
    I8X16_GE_S(0xFD02B, "i8x16.ge_s", Feature.SIMD),
    I8X16_GE_U(0xFD02C, "i8x16.ge_u", Feature.SIMD),
    I16X8_EQ(0xFD02D, "i16x8.eq", Feature.SIMD),
    I16X8_NE(0xFD02E, "i16x8.ne", Feature.SIMD),
    I16X8_LT_S(0xFD02F, "i16x8.lt_s", Feature.SIMD),
    I16X8_LT_U(0xFD030, "i16x8.lt_u", Feature.SIMD),
    I16X8_GT_S(0xFD031, "i16x8.gt_s", Feature.SIMD),
    I16X8_GT_U(0xFD032, "i16x8.gt_u", Feature.SIMD),
    I16X8_LE_S(0xFD033, "i16x8.le_s", Feature.SIMD),
    I16X8_LE_U(0xFD034, "i16x8.le_u", Feature.SIMD),
    I16X8_GE_S(0xFD035, "i16x8.ge_s", Feature.SIMD),
    I16X8_GE_U(0xFD036, "i16x8.ge_u", Feature.SIMD),
    I32X4_EQ(0xFD037, "i32x4.eq", Feature.SIMD),
    I32X4_NE(0xFD038, "i32x4.ne", Feature.SIMD),
    I32X4_LT_S(0xFD039, "i32x4.lt_s", Feature.SIMD),
    I32X4_LT_U(0xFD03A, "i32x4.lt_u", Feature.SIMD),
    I32X4_GT_S(0xFD03B, "i32x4.gt_s", Feature.SIMD),
    I32X4_GT_U(0xFD03C, "i32x4.gt_u", Feature.SIMD),
    I32X4_LE_S(0xFD03D, "i32x4.le_s", Feature.SIMD),
    I32X4_LE_U(0xFD03E, "i32x4.le_u", Feature.SIMD),
    I32X4_GE_S(0xFD03F, "i32x4.ge_s", Feature.SIMD),
    I32X4_GE_U(0xFD040, "i32x4.ge_u", Feature.SIMD),
    F32X4_EQ(0xFD041, "f32x4.eq", Feature.SIMD),
    F32X4_NE(0xFD042, "f32x4.ne", Feature.SIMD),
    F32X4_LT(0xFD043, "f32x4.lt", Feature.SIMD),
    F32X4_GT(0xFD044, "f32x4.gt", Feature.SIMD),
    F32X4_LE(0xFD045, "f32x4.le", Feature.SIMD),
    F32X4_GE(0xFD046, "f32x4.ge", Feature.SIMD),
    F64X2_EQ(0xFD047, "f64x2.eq", Feature.SIMD),
    F64X2_NE(0xFD048, "f64x2.ne", Feature.SIMD),
    F64X2_LT(0xFD049, "f64x2.lt", Feature.SIMD),
    F64X2_GT(0xFD04A, "f64x2.gt", Feature.SIMD),
    F64X2_LE(0xFD04B, "f64x2.le", Feature.SIMD),
    F64X2_GE(0xFD04C, "f64x2.ge", Feature.SIMD),
    V128_NOT(0xFD04D, "v128.not", Feature.SIMD),
    V128_AND(0xFD04E, "v128.and", Feature.SIMD),
    V128_ANDNOT(0xFD04F, "v128.andnot", Feature.SIMD),
    V128_OR(0xFD050, "v128.or", Feature.SIMD),
    V128_XOR(0xFD051, "v128.xor", Feature.SIMD),
    V128_BITSELECT(0xFD052, "v128.bitselect", Feature.SIMD),
    V128_ANY_TRUE(0xFD053, "v128.any_true", Feature.SIMD),
    V128_LOAD8_LANE(0xFD054, "v128.load8_lane", Feature.SIMD),
    V128_LOAD16_LANE(0xFD055, "v128.load16_lane", Feature.SIMD),
    V128_LOAD32_LANE(0xFD056, "v128.load32_lane", Feature.SIMD),
    V128_LOAD64_LANE(0xFD057, "v128.load64_lane", Feature.SIMD),
    V128_STORE8_LANE(0xFD058, "v128.store8_lane", Feature.SIMD),
    V128_STORE16_LANE(0xFD059, "v128.store16_lane", Feature.SIMD),
    V128_STORE32_LANE(0xFD05A, "v128.store32_lane", Feature.SIMD),
    V128_STORE64_LANE(0xFD05B, "v128.store64_lane", Feature.SIMD),
    V128_LOAD32_ZERO(0xFD05C, "v128.load32_zero", Feature.SIMD),
    V128_LOAD64_ZERO(0xFD05D, "v128.load64_zero", Feature.SIMD),
    F32X4_DEMOTE_LOW_F64X2_ZERO(0xFD05E, "f32x4.demote_low_f64x2_zero", Feature.SIMD),
    F64X2_PROMOTE_LOW_F32X4(0xFD05F, "f64x2.promote_low_f32x4", Feature.SIMD),
    I8X16_ABS(0xFD060, "i8x16.abs", Feature.SIMD),
    I8X16_NEG(0xFD061, "i8x16.neg", Feature.SIMD),
    I8X16_POPCNT(0xFD062, "i8x16.popcnt", Feature.SIMD),
    I8X16_ALL_TRUE(0xFD063, "i8x16.all_true", Feature.SIMD),
    I8X16_BITMASK(0xFD064, "i8x16.bitmask", Feature.SIMD),
    I8X16_NARROW_I16X8_S(0xFD065, "i8x16.narrow_i16x8_s", Feature.SIMD),
    I8X16_NARROW_I16X8_U(0xFD066, "i8x16.narrow_i16x8_u", Feature.SIMD),
    F32X4_CEIL(0xFD067, "f32x4.ceil", Feature.SIMD),
    F32X4_FLOOR(0xFD068, "f32x4.floor", Feature.SIMD),
    F32X4_TRUNC(0xFD069, "f32x4.trunc", Feature.SIMD),
    F32X4_NEAREST(0xFD06A, "f32x4.nearest", Feature.SIMD),
    I8X16_SHL(0xFD06B, "i8x16.shl", Feature.SIMD),
    I8X16_SHR_S(0xFD06C, "i8x16.shr_s", Feature.SIMD),
    I8X16_SHR_U(0xFD06D, "i8x16.shr_u", Feature.SIMD),
    I8X16_ADD(0xFD06E, "i8x16.add", Feature.SIMD),
    I8X16_ADD_SAT_S(0xFD06F, "i8x16.add_sat_s", Feature.SIMD),
    I8X16_ADD_SAT_U(0xFD070, "i8x16.add_sat_u", Feature.SIMD),
    I8X16_SUB(0xFD071, "i8x16.sub", Feature.SIMD),
    I8X16_SUB_SAT_S(0xFD072, "i8x16.sub_sat_s", Feature.SIMD),
    I8X16_SUB_SAT_U(0xFD073, "i8x16.sub_sat_u", Feature.SIMD),
    F64X2_CEIL(0xFD074, "f64x2.ceil", Feature.SIMD),
    F64X2_FLOOR(0xFD075, "f64x2.floor", Feature.SIMD),
    I8X16_MIN_S(0xFD076, "i8x16.min_s", Feature.SIMD),
    I8X16_MIN_U(0xFD077, "i8x16.min_u", Feature.SIMD),
    I8X16_MAX_S(0xFD078, "i8x16.max_s", Feature.SIMD),
    I8X16_MAX_U(0xFD079, "i8x16.max_u", Feature.SIMD),
    F64X2_TRUNC(0xFD07A, "f64x2.trunc", Feature.SIMD),
    I8X16_AVGR_U(0xFD07B, "i8x16.avgr_u", Feature.SIMD),
    I16X8_EXTADD_PAIRWISE_I8X16_S(0xFD07C, "i16x8.extadd_pairwise_i8x16_s", Feature.SIMD),
    I16X8_EXTADD_PAIRWISE_I8X16_U(0xFD07D, "i16x8.extadd_pairwise_i8x16_u", Feature.SIMD),
    I32X4_EXTADD_PAIRWISE_I16X8_S(0xFD07E, "i32x4.extadd_pairwise_i16x8_s", Feature.SIMD),
    I32X4_EXTADD_PAIRWISE_I16X8_U(0xFD07F, "i32x4.extadd_pairwise_i16x8_u", Feature.SIMD),
    I16X8_ABS(0xFD080, "i16x8.abs", Feature.SIMD),
    I16X8_NEG(0xFD081, "i16x8.neg", Feature.SIMD),
    I16X8_Q15MULR_SAT_S(0xFD082, "i16x8.q15mulr_sat_s", Feature.SIMD),
    I16X8_ALL_TRUE(0xFD083, "i16x8.all_true", Feature.SIMD),
    I16X8_BITMASK(0xFD084, "i16x8.bitmask", Feature.SIMD),
    I16X8_NARROW_I32X4_S(0xFD085, "i16x8.narrow_i32x4_s", Feature.SIMD),
    I16X8_NARROW_I32X4_U(0xFD086, "i16x8.narrow_i32x4_u", Feature.SIMD),
    I16X8_EXTEND_LOW_I8X16_S(0xFD087, "i16x8.extend_low_i8x16_s", Feature.SIMD),
    I16X8_EXTEND_HIGH_I8X16_S(0xFD088, "i16x8.extend_high_i8x16_s", Feature.SIMD),
    I16X8_EXTEND_LOW_I8X16_U(0xFD089, "i16x8.extend_low_i8x16_u", Feature.SIMD),
    I16X8_EXTEND_HIGH_I8X16_U(0xFD08A, "i16x8.extend_high_i8x16_u", Feature.SIMD),
    I16X8_SHL(0xFD08B, "i16x8.shl", Feature.SIMD),
    I16X8_SHR_S(0xFD08C, "i16x8.shr_s", Feature.SIMD),
    I16X8_SHR_U(0xFD08D, "i16x8.shr_u", Feature.SIMD),
    I16X8_ADD(0xFD08E, "i16x8.add", Feature.SIMD),
    I16X8_ADD_SAT_S(0xFD08F, "i16x8.add_sat_s", Feature.SIMD),
    I16X8_ADD_SAT_U(0xFD090, "i16x8.add_sat_u", Feature.SIMD),
    I16X8_SUB(0xFD091, "i16x8.sub", Feature.SIMD),
    I16X8_SUB_SAT_S(0xFD092, "i16x8.sub_sat_s", Feature.SIMD),
    I16X8_SUB_SAT_U(0xFD093, "i16x8.sub_sat_u", Feature.SIMD),
    F64X2_NEAREST(0xFD094, "f64x2.nearest", Feature.SIMD),
    I16X8_MUL(0xFD095, "i16x8.mul", Feature.SIMD),
    I16X8_MIN_S(0xFD096, "i16x8.min_s", Feature.SIMD),
    I16X8_MIN_U(0xFD097, "i16x8.min_u", Feature.SIMD),
    I16X8_MAX_S(0xFD098, "i16x8.max_s", Feature.SIMD),
    I16X8_MAX_U(0xFD099, "i16x8.max_u", Feature.SIMD),
    I16X8_AVGR_U(0xFD09B, "i16x8.avgr_u", Feature.SIMD),
    I16X8_EXTMUL_LOW_I8X16_S(0xFD09C, "i16x8.extmul_low_i8x16_s", Feature.SIMD),
    I16X8_EXTMUL_HIGH_I8X16_S(0xFD09D, "i16x8.extmul_high_i8x16_s", Feature.SIMD),
    I16X8_EXTMUL_LOW_I8X16_U(0xFD09E, "i16x8.extmul_low_i8x16_u", Feature.SIMD),
    I16X8_EXTMUL_HIGH_I8X16_U(0xFD09F, "i16x8.extmul_high_i8x16_u", Feature.SIMD),
    I32X4_ABS(0xFD0A0, "i32x4.abs", Feature.SIMD),
    I32X4_NEG(0xFD0A1, "i32x4.neg", Feature.SIMD),
    I32X4_ALL_TRUE(0xFD0A3, "i32x4.all_true", Feature.SIMD),
    I32X4_BITMASK(0xFD0A4, "i32x4.bitmask", Feature.SIMD),
    I32X4_EXTEND_LOW_I16X8_S(0xFD0A7, "i32x4.extend_low_i16x8_s", Feature.SIMD),
    I32X4_EXTEND_HIGH_I16X8_S(0xFD0A8, "i32x4.extend_high_i16x8_s", Feature.SIMD),
    I32X4_EXTEND_LOW_I16X8_U(0xFD0A9, "i32x4.extend_low_i16x8_u", Feature.SIMD),
    I32X4_EXTEND_HIGH_I16X8_U(0xFD0AA, "i32x4.extend_high_i16x8_u", Feature.SIMD),
    I32X4_SHL(0xFD0AB, "i32x4.shl", Feature.SIMD),
    I32X4_SHR_S(0xFD0AC, "i32x4.shr_s", Feature.SIMD),
    I32X4_SHR_U(0xFD0AD, "i32x4.shr_u", Feature.SIMD),
    I32X4_ADD(0xFD0AE, "i32x4.add", Feature.SIMD),
    I32X4_SUB(0xFD0B1, "i32x4.sub", Feature.SIMD),
    I32X4_MUL(0xFD0B5, "i32x4.mul", Feature.SIMD),
    I32X4_MIN_S(0xFD0B6, "i32x4.min_s", Feature.SIMD),
    I32X4_MIN_U(0xFD0B7, "i32x4.min_u", Feature.SIMD),
    I32X4_MAX_S(0xFD0B8, "i32x4.max_s", Feature.SIMD),
    I32X4_MAX_U(0xFD0B9, "i32x4.max_u", Feature.SIMD),
    I32X4_DOT_I16X8_S(0xFD0BA, "i32x4.dot_i16x8_s", Feature.SIMD),
    I32X4_EXTMUL_LOW_I16X8_S(0xFD0BC, "i32x4.extmul_low_i16x8_s", Feature.SIMD),
    I32X4_EXTMUL_HIGH_I16X8_S(0xFD0BD, "i32x4.extmul_high_i16x8_s", Feature.SIMD),
    I32X4_EXTMUL_LOW_I16X8_U(0xFD0BE, "i32x4.extmul_low_i16x8_u", Feature.SIMD),
    I32X4_EXTMUL_HIGH_I16X8_U(0xFD0BF, "i32x4.extmul_high_i16x8_u", Feature.SIMD),
    I64X2_ABS(0xFD0C0, "i64x2.abs", Feature.SIMD),
    I64X2_NEG(0xFD0C1, "i64x2.neg", Feature.SIMD),
    I64X2_ALL_TRUE(0xFD0C3, "i64x2.all_true", Feature.SIMD),
    I64X2_BITMASK(0xFD0C4, "i64x2.bitmask", Feature.SIMD),
    I64X2_EXTEND_LOW_I32X4_S(0xFD0C7, "i64x2.extend_low_i32x4_s", Feature.SIMD),
    I64X2_EXTEND_HIGH_I32X4_S(0xFD0C8, "i64x2.extend_high_i32x4_s", Feature.SIMD),
    I64X2_EXTEND_LOW_I32X4_U(0xFD0C9, "i64x2.extend_low_i32x4_u", Feature.SIMD),
    I64X2_EXTEND_HIGH_I32X4_U(0xFD0CA, "i64x2.extend_high_i32x4_u", Feature.SIMD),
    I64X2_SHL(0xFD0CB, "i64x2.shl", Feature.SIMD),
    I64X2_SHR_S(0xFD0CC, "i64x2.shr_s", Feature.SIMD),
    I64X2_SHR_U(0xFD0CD, "i64x2.shr_u", Feature.SIMD),
    I64X2_ADD(0xFD0CE, "i64x2.add", Feature.SIMD),
    I64X2_SUB(0xFD0D1, "i64x2.sub", Feature.SIMD),
    I64X2_MUL(0xFD0D5, "i64x2.mul", Feature.SIMD),
    I64X2_EQ(0xFD0D6, "i64x2.eq", Feature.SIMD),
    I64X2_NE(0xFD0D7, "i64x2.ne", Feature.SIMD),
    I64X2_LT_S(0xFD0D8, "i64x2.lt_s", Feature.SIMD),
    I64X2_GT_S(0xFD0D9, "i64x2.gt_s", Feature.SIMD),
    I64X2_LE_S(0xFD0DA, "i64x2.le_s", Feature.SIMD),
    I64X2_GE_S(0xFD0DB, "i64x2.ge_s", Feature.SIMD),
    I64X2_EXTMUL_LOW_I32X4_S(0xFD0DC, "i64x2.extmul_low_i32x4_s", Feature.SIMD),
    I64X2_EXTMUL_HIGH_I32X4_S(0xFD0DD, "i64x2.extmul_high_i32x4_s", Feature.SIMD),
    I64X2_EXTMUL_LOW_I32X4_U(0xFD0DE, "i64x2.extmul_low_i32x4_u", Feature.SIMD),
    I64X2_EXTMUL_HIGH_I32X4_U(0xFD0DF, "i64x2.extmul_high_i32x4_u", Feature.SIMD),
    F32X4_ABS(0xFD0E0, "f32x4.abs", Feature.SIMD),
    F32X4_NEG(0xFD0E1, "f32x4.neg", Feature.SIMD),
    F32X4_SQRT(0xFD0E3, "f32x4.sqrt", Feature.SIMD),
    F32X4_ADD(0xFD0E4, "f32x4.add", Feature.SIMD),
    F32X4_SUB(0xFD0E5, "f32x4.sub", Feature.SIMD),
    F32X4_MUL(0xFD0E6, "f32x4.mul", Feature.SIMD),
    F32X4_DIV(0xFD0E7, "f32x4.div", Feature.SIMD),
    F32X4_MIN(0xFD0E8, "f32x4.min", Feature.SIMD),
    F32X4_MAX(0xFD0E9, "f32x4.max", Feature.SIMD),
    F32X4_PMIN(0xFD0EA, "f32x4.pmin", Feature.SIMD),
    F32X4_PMAX(0xFD0EB, "f32x4.pmax", Feature.SIMD),
    F64X2_ABS(0xFD0EC, "f64x2.abs", Feature.SIMD),
    F64X2_NEG(0xFD0ED, "f64x2.neg", Feature.SIMD),
    F64X2_SQRT(0xFD0EF, "f64x2.sqrt", Feature.SIMD),
    F64X2_ADD(0xFD0F0, "f64x2.add", Feature.SIMD),
    F64X2_SUB(0xFD0F1, "f64x2.sub", Feature.SIMD),
    F64X2_MUL(0xFD0F2, "f64x2.mul", Feature.SIMD),
    F64X2_DIV(0xFD0F3, "f64x2.div", Feature.SIMD),
    F64X2_MIN(0xFD0F4, "f64x2.min", Feature.SIMD),
    F64X2_MAX(0xFD0F5, "f64x2.max", Feature.SIMD),
    F64X2_PMIN(0xFD0F6, "f64x2.pmin", Feature.SIMD),
    F64X2_PMAX(0xFD0F7, "f64x2.pmax", Feature.SIMD),
    I32X4_TRUNC_SAT_F32X4_S(0xFD0F8, "i32x4.trunc_sat_f32x4_s", Feature.SIMD),
    I32X4_TRUNC_SAT_F32X4_U(0xFD0F9, "i32x4.trunc_sat_f32x4_u", Feature.SIMD),
    F32X4_CONVERT_I32X4_S(0xFD0FA, "f32x4.convert_i32x4_s", Feature.SIMD),
    F32X4_CONVERT_I32X4_U(0xFD0FB, "f32x4.convert_i32x4_u", Feature.SIMD),
    I32X4_TRUNC_SAT_F64X2_S_ZERO(0xFD0FC, "i32x4.trunc_sat_f64x2_s_zero", Feature.SIMD),
    I32X4_TRUNC_SAT_F64X2_U_ZERO(0xFD0FD, "i32x4.trunc_sat_f64x2_u_zero", Feature.SIMD),
    F64X2_CONVERT_LOW_I32X4_S(0xFD0FE, "f64x2.convert_low_i32x4_s", Feature.SIMD),
    F64X2_CONVERT_LOW_I32X4_U(0xFD0FF, "f64x2.convert_low_i32x4_u", Feature.SIMD),

    // Relaxed vectors
    I8X16_RELAXED_SWIZZLE(0xFD100, "i8x16.relaxed_swizzle", Feature.RELAXED_SIMD),
    I32X4_RELAXED_TRUNC_F32X4_S(0xFD101, "i32x4.relaxed_trunc_f32x4_s", Feature.RELAXED_SIMD),
    I32X4_RELAXED_TRUNC_F32X4_U(0xFD102, "i32x4.relaxed_trunc_f32x4_u", Feature.RELAXED_SIMD),
    I32X4_RELAXED_TRUNC_F64X2_S_ZERO(0xFD103, "i32x4.relaxed_trunc_f64x2_s_zero", Feature.RELAXED_SIMD),
    I32X4_RELAXED_TRUNC_F64X2_U_ZERO(0xFD104, "i32x4.relaxed_trunc_f64x2_u_zero", Feature.RELAXED_SIMD),
    F32X4_RELAXED_MADD(0xFD105, "f32x4.relaxed_madd", Feature.RELAXED_SIMD),
    F32X4_RELAXED_NMADD(0xFD106, "f32x4.relaxed_nmadd", Feature.RELAXED_SIMD),
    F64X2_RELAXED_MADD(0xFD107, "f64x2.relaxed_madd", Feature.RELAXED_SIMD),
    F64X2_RELAXED_NMADD(0xFD108, "f64x2.relaxed_nmadd", Feature.RELAXED_SIMD),
    I8X16_RELAXED_LANESELECT(0xFD109, "i8x16.relaxed_laneselect", Feature.RELAXED_SIMD),
    I16X8_RELAXED_LANESELECT(0xFD10A, "i16x8.relaxed_laneselect", Feature.RELAXED_SIMD),
    I32X4_RELAXED_LANESELECT(0xFD10B, "i32x4.relaxed_laneselect", Feature.RELAXED_SIMD),
    I64X2_RELAXED_LANESELECT(0xFD10C, "i64x2.relaxed_laneselect", Feature.RELAXED_SIMD),
    F32X4_RELAXED_MIN(0xFD10D, "f32x4.relaxed_min", Feature.RELAXED_SIMD),
    F32X4_RELAXED_MAX(0xFD10E, "f32x4.relaxed_max", Feature.RELAXED_SIMD),
    F64X2_RELAXED_MIN(0xFD10F, "f64x2.relaxed_min", Feature.RELAXED_SIMD),
    F64X2_RELAXED_MAX(0xFD110, "f64x2.relaxed_max", Feature.RELAXED_SIMD),
    I16X8_RELAXED_Q15MULR_S(0xFD111, "i16x8.relaxed_q15mulr_s", Feature.RELAXED_SIMD),
    I16X8_RELAXED_DOT_I8X16_I7X16_S(0xFD112, "i16x8.relaxed_dot_i8x16_i7x16_s", Feature.RELAXED_SIMD),
    I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S(0xFD113, "i32x4.relaxed_dot_i8x16_i7x16_add_s", Feature.RELAXED_SIMD),

    // Atomic operators: prefix 0xFE
    MEMORY_ATOMIC_NOTIFY(0xFE000, "memory.atomic.notify", Feature.THREADS),
    MEMORY_ATOMIC_WAIT32(0xFE001, "memory.atomic.wait32", Feature.THREADS),
    MEMORY_ATOMIC_WAIT64(0xFE002, "memory.atomic.wait64", Feature.THREADS),
    ATOMIC_FENCE(0xFE003, "atomic.fence", Feature.THREADS),
    I32_ATOMIC_LOAD(0xFE010, "i32.atomic.load", Feature.THREADS),
    I64_ATOMIC_LOAD(0xFE011, "i64.atomic.load", Feature.THREADS),
    I32_ATOMIC_LOAD8_U(0xFE012, "i32.atomic.load8_u", Feature.THREADS),
    I32_ATOMIC_LOAD16_U(0xFE013, "i32.atomic.load16_u", Feature.THREADS),
    I64_ATOMIC_LOAD8_U(0xFE014, "i64.atomic.load8_u", Feature.THREADS),
    I64_ATOMIC_LOAD16_U(0xFE015, "i64.atomic.load16_u", Feature.THREADS),
    I64_ATOMIC_LOAD32_U(0xFE016, "i64.atomic.load32_u", Feature.THREADS),
    I32_ATOMIC_STORE(0xFE017, "i32.atomic.store", Feature.THREADS),
    I64_ATOMIC_STORE(0xFE018, "i64.atomic.store", Feature.THREADS),
    I32_ATOMIC_STORE8(0xFE019, "i32.atomic.store8", Feature.THREADS),
    I32_ATOMIC_STORE16(0xFE01A, "i32.atomic.store16", Feature.THREADS),
    I64_ATOMIC_STORE8(0xFE01B, "i64.atomic.store8", Feature.THREADS),
    I64_ATOMIC_STORE16(0xFE01C, "i64.atomic.store16", Feature.THREADS),
    I64_ATOMIC_STORE32(0xFE01D, "i64.atomic.store32", Feature.THREADS),
    I32_ATOMIC_RMW_ADD(0xFE01E, "i32.atomic.rmw.add", Feature.THREADS),
    I64_ATOMIC_RMW_ADD(0xFE01F, "i64.atomic.rmw.add", Feature.THREADS),
    I32_ATOMIC_RMW8_ADD_U(0xFE020, "i32.atomic.rmw8.add_u", Feature.THREADS),
    I32_ATOMIC_RMW16_ADD_U(0xFE021, "i32.atomic.rmw16.add_u", Feature.THREADS),
    I64_ATOMIC_RMW8_ADD_U(0xFE022, "i64.atomic.rmw8.add_u", Feature.THREADS),
    I64_ATOMIC_RMW16_ADD_U(0xFE023, "i64.atomic.rmw16.add_u", Feature.THREADS),
    I64_ATOMIC_RMW32_ADD_U(0xFE024, "i64.atomic.rmw32.add_u", Feature.THREADS),
    I32_ATOMIC_RMW_SUB(0xFE025, "i32.atomic.rmw.sub", Feature.THREADS),
    I64_ATOMIC_RMW_SUB(0xFE026, "i64.atomic.rmw.sub", Feature.THREADS),
    I32_ATOMIC_RMW8_SUB_U(0xFE027, "i32.atomic.rmw8.sub_u", Feature.THREADS),
    I32_ATOMIC_RMW16_SUB_U(0xFE028, "i32.atomic.rmw16.sub_u", Feature.THREADS),
    I64_ATOMIC_RMW8_SUB_U(0xFE029, "i64.atomic.rmw8.sub_u", Feature.THREADS),
    I64_ATOMIC_RMW16_SUB_U(0xFE02A, "i64.atomic.rmw16.sub_u", Feature.THREADS),
    I64_ATOMIC_RMW32_SUB_U(0xFE02B, "i64.atomic.rmw32.sub_u", Feature.THREADS),
    I32_ATOMIC_RMW_AND(0xFE02C, "i32.atomic.rmw.and", Feature.THREADS),
    I64_ATOMIC_RMW_AND(0xFE02D, "i64.atomic.rmw.and", Feature.THREADS),
    I32_ATOMIC_RMW8_AND_U(0xFE02E, "i32.atomic.rmw8.and_u", Feature.THREADS),
    I32_ATOMIC_RMW16_AND_U(0xFE02F, "i32.atomic.rmw16.and_u", Feature.THREADS),
    I64_ATOMIC_RMW8_AND_U(0xFE030, "i64.atomic.rmw8.and_u", Feature.THREADS),
    I64_ATOMIC_RMW16_AND_U(0xFE031, "i64.atomic.rmw16.and_u", Feature.THREADS),
    I64_ATOMIC_RMW32_AND_U(0xFE032, "i64.atomic.rmw32.and_u", Feature.THREADS),
    I32_ATOMIC_RMW_OR(0xFE033, "i32.atomic.rmw.or", Feature.THREADS),
    I64_ATOMIC_RMW_OR(0xFE034, "i64.atomic.rmw.or", Feature.THREADS),
    I32_ATOMIC_RMW8_OR_U(0xFE035, "i32.atomic.rmw8.or_u", Feature.THREADS),
    I32_ATOMIC_RMW16_OR_U(0xFE036, "i32.atomic.rmw16.or_u", Feature.THREADS),
    I64_ATOMIC_RMW8_OR_U(0xFE037, "i64.atomic.rmw8.or_u", Feature.THREADS),
    I64_ATOMIC_RMW16_OR_U(0xFE038, "i64.atomic.rmw16.or_u", Feature.THREADS),
    I64_ATOMIC_RMW32_OR_U(0xFE039, "i64.atomic.rmw32.or_u", Feature.THREADS),
    I32_ATOMIC_RMW_XOR(0xFE03A, "i32.atomic.rmw.xor", Feature.THREADS),
    I64_ATOMIC_RMW_XOR(0xFE03B, "i64.atomic.rmw.xor", Feature.THREADS),
    I32_ATOMIC_RMW8_XOR_U(0xFE03C, "i32.atomic.rmw8.xor_u", Feature.THREADS),
    I32_ATOMIC_RMW16_XOR_U(0xFE03D, "i32.atomic.rmw16.xor_u", Feature.THREADS),
    I64_ATOMIC_RMW8_XOR_U(0xFE03E, "i64.atomic.rmw8.xor_u", Feature.THREADS),
    I64_ATOMIC_RMW16_XOR_U(0xFE03F, "i64.atomic.rmw16.xor_u", Feature.THREADS),
    I64_ATOMIC_RMW32_XOR_U(0xFE040, "i64.atomic.rmw32.xor_u", Feature.THREADS),
    I32_ATOMIC_RMW_XCHG(0xFE041, "i32.atomic.rmw.xchg", Feature.THREADS),
    I64_ATOMIC_RMW_XCHG(0xFE042, "i64.atomic.rmw.xchg", Feature.THREADS),
    I32_ATOMIC_RMW8_XCHG_U(0xFE043, "i32.atomic.rmw8.xchg_u", Feature.THREADS),
    I32_ATOMIC_RMW16_XCHG_U(0xFE044, "i32.atomic.rmw16.xchg_u", Feature.THREADS),
    I64_ATOMIC_RMW8_XCHG_U(0xFE045, "i64.atomic.rmw8.xchg_u", Feature.THREADS),
    I64_ATOMIC_RMW16_XCHG_U(0xFE046, "i64.atomic.rmw16.xchg_u", Feature.THREADS),
    I64_ATOMIC_RMW32_XCHG_U(0xFE047, "i64.atomic.rmw32.xchg_u", Feature.THREADS),
    I32_ATOMIC_RMW_CMPXCHG(0xFE048, "i32.atomic.rmw.cmpxchg", Feature.THREADS),
    I64_ATOMIC_RMW_CMPXCHG(0xFE049, "i64.atomic.rmw.cmpxchg", Feature.THREADS),
    I32_ATOMIC_RMW8_CMPXCHG_U(0xFE04A, "i32.atomic.rmw8.cmpxchg_u", Feature.THREADS),
    I32_ATOMIC_RMW16_CMPXCHG_U(0xFE04B, "i32.atomic.rmw16.cmpxchg_u", Feature.THREADS),
    I64_ATOMIC_RMW8_CMPXCHG_U(0xFE04C, "i64.atomic.rmw8.cmpxchg_u", Feature.THREADS),
    I64_ATOMIC_RMW16_CMPXCHG_U(0xFE04D, "i64.atomic.rmw16.cmpxchg_u", Feature.THREADS),
    I64_ATOMIC_RMW32_CMPXCHG_U(0xFE04E, "i64.atomic.rmw32.cmpxchg_u", Feature.THREADS);

    /** A prefixed code is the prefix before so many bits of the number that follows it. */
    private static final int PREFIX_SHIFT = 12;

    private static final int FIRST_PREFIX = 0xFB;
    private static final int LAST_PREFIX = 0xFE;
    private static final Opcode[][] BY_CODE = byCode();

    final int code;
    final Immediate immediate;
    final Optional<Feature> feature;

    @SuppressWarnings("ImmutableEnumChecker") // an array that nobody writes, read for every instruction
    final Type[] taken;

    @SuppressWarnings("ImmutableEnumChecker") // the same
    final Type[] given;

    private final String text;
    private final int bytes;

    Opcode(int code, String text) {
        this(code, text, Immediate.NONE, ":");
    }

    Opcode(int code, String text, Immediate immediate) {
        this(code, text, immediate, ":");
    }

    Opcode(int code, String text, Immediate immediate, String signature) {
        this(code, text, immediate, signature, 0, Optional.empty());
    }

    Opcode(int code, String text, String signature, int bytes) {
        this(code, text, Immediate.ACCESS, signature, bytes, Optional.empty());
    }

    Opcode(int code, String text, Feature feature) {
        this(code, text, Immediate.NONE, ":", 0, Optional.of(feature));
    }

    Opcode(int code, String text, Immediate immediate, String signature, int bytes, Optional<Feature> feature) {
        this.code = code;
        this.text = text;
        this.immediate = immediate;
        this.bytes = bytes;
        this.feature = feature;
        int colon = signature.indexOf(':');
        taken = types(signature.substring(0, colon));
        given = types(signature.substring(colon + 1));
    }

    private static Type[] types(String letters) {
        return letters.chars().mapToObj(letter -> Type.ofLetter((char) letter)).toArray(Type[]::new);
    }

    private static Opcode[][] byCode() {
        Opcode[][] table = new Opcode[LAST_PREFIX + 1][];
        List<List<Opcode>> rows = new ArrayList<>();
        for (int prefix = 0; prefix <= LAST_PREFIX; prefix++) {
            rows.add(new ArrayList<>());
        }
        for (Opcode opcode : values()) {
            rows.get(opcode.code >> PREFIX_SHIFT).add(opcode);
        }
        for (int prefix = 0; prefix <= LAST_PREFIX; prefix++) {
            table[prefix] = dense(rows.get(prefix));
        }
        return table;
    }

    private static Opcode[] dense(List<Opcode> row) {
        int largest = row.stream().mapToInt(Opcode::number).max().orElse(-1);
        Opcode[] dense = new Opcode[largest + 1];
        row.forEach(opcode -> dense[opcode.number()] = opcode);
        return dense;
    }

    private int number() {
        return code & ((1 << PREFIX_SHIFT) - 1);
    }

    static boolean isPrefix(int code) {
        return code >= FIRST_PREFIX && code <= LAST_PREFIX;
    }

    /** The operator of this number behind a prefix, 0 for none; null if there is none. */
    static @Nullable Opcode of(int prefix, long number) {
        Opcode[] row = BY_CODE[prefix];
        return number < row.length ? row[(int) number] : null;
    }

    /** Its name in the text format. */
    public String text() {
        return text;
    }

    /** What it takes, first to last; meant for operators whose types do not depend on where they stand. */
    public List<Type> operands() {
        return List.of(taken);
    }

    /** What it gives; meant for operators whose types do not depend on where they stand. */
    public Optional<Type> result() {
        return given.length == 0 ? Optional.empty() : Optional.of(given[0]);
    }

    /** How many bytes a load or store touches. */
    public int bytes() {
        return bytes;
    }
}
