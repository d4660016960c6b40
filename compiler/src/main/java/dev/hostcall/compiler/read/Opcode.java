package dev.hostcall.compiler.read;

import dev.hostcall.abi.WasmType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table of operators: code, name, what follows the code in the binary format, and what the operator takes and gives,
 * in the letters of {@link WasmType}. Those on vectors are in {@link VectorOperator}, atomic ones in {@link AtomicOperator},
 * those of features that are not supported in {@link UnsupportedOperator}.
 *
 * <p>Operators without a signature have types that depend on where they stand; {@link BodyChecker} knows these. A code
 * behind a prefix is written like {@code 0xFC008}, which stands for the bytes FC 08.
 */
public enum Opcode {
    // Control
    UNREACHABLE(0x00, "unreachable"),
    NOP(0x01, "nop"),
    BLOCK(0x02, "block", Immediate.BLOCK_TYPE),
    LOOP(0x03, "loop", Immediate.BLOCK_TYPE),
    IF(0x04, "if", Immediate.BLOCK_TYPE),
    ELSE(0x05, "else"),
    TRY(0x06, "try", Immediate.BLOCK_TYPE),
    CATCH(0x07, "catch", Immediate.TAG),
    THROW(0x08, "throw", Immediate.TAG),
    RETHROW(0x09, "rethrow", Immediate.LABEL),
    THROW_REF(0x0A, "throw_ref"),
    END(0x0B, "end"),
    BR(0x0C, "br", Immediate.LABEL),
    BR_IF(0x0D, "br_if", Immediate.LABEL),
    BR_TABLE(0x0E, "br_table", Immediate.LABELS),
    RETURN(0x0F, "return"),
    CALL(0x10, "call", Immediate.FUNCTION),
    CALL_INDIRECT(0x11, "call_indirect", Immediate.TYPE_AND_TABLE),
    RETURN_CALL(0x12, "return_call", Immediate.FUNCTION),
    RETURN_CALL_INDIRECT(0x13, "return_call_indirect", Immediate.TYPE_AND_TABLE),
    CALL_REF(0x14, "call_ref", Immediate.TYPE),
    RETURN_CALL_REF(0x15, "return_call_ref", Immediate.TYPE),
    DELEGATE(0x18, "delegate", Immediate.LABEL),
    CATCH_ALL(0x19, "catch_all"),
    DROP(0x1A, "drop"),
    SELECT(0x1B, "select"),
    SELECT_T(0x1C, "select", Immediate.TYPES),
    TRY_TABLE(0x1F, "try_table", Immediate.CATCHES),

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
    I32_EQZ(0x45, "i32.eqz", "i:i"),
    I32_EQ(0x46, "i32.eq", "ii:i"),
    I32_NE(0x47, "i32.ne", "ii:i"),
    I32_LT_S(0x48, "i32.lt_s", "ii:i"),
    I32_LT_U(0x49, "i32.lt_u", "ii:i"),
    I32_GT_S(0x4A, "i32.gt_s", "ii:i"),
    I32_GT_U(0x4B, "i32.gt_u", "ii:i"),
    I32_LE_S(0x4C, "i32.le_s", "ii:i"),
    I32_LE_U(0x4D, "i32.le_u", "ii:i"),
    I32_GE_S(0x4E, "i32.ge_s", "ii:i"),
    I32_GE_U(0x4F, "i32.ge_u", "ii:i"),
    I64_EQZ(0x50, "i64.eqz", "I:i"),
    I64_EQ(0x51, "i64.eq", "II:i"),
    I64_NE(0x52, "i64.ne", "II:i"),
    I64_LT_S(0x53, "i64.lt_s", "II:i"),
    I64_LT_U(0x54, "i64.lt_u", "II:i"),
    I64_GT_S(0x55, "i64.gt_s", "II:i"),
    I64_GT_U(0x56, "i64.gt_u", "II:i"),
    I64_LE_S(0x57, "i64.le_s", "II:i"),
    I64_LE_U(0x58, "i64.le_u", "II:i"),
    I64_GE_S(0x59, "i64.ge_s", "II:i"),
    I64_GE_U(0x5A, "i64.ge_u", "II:i"),
    F32_EQ(0x5B, "f32.eq", "ff:i"),
    F32_NE(0x5C, "f32.ne", "ff:i"),
    F32_LT(0x5D, "f32.lt", "ff:i"),
    F32_GT(0x5E, "f32.gt", "ff:i"),
    F32_LE(0x5F, "f32.le", "ff:i"),
    F32_GE(0x60, "f32.ge", "ff:i"),
    F64_EQ(0x61, "f64.eq", "FF:i"),
    F64_NE(0x62, "f64.ne", "FF:i"),
    F64_LT(0x63, "f64.lt", "FF:i"),
    F64_GT(0x64, "f64.gt", "FF:i"),
    F64_LE(0x65, "f64.le", "FF:i"),
    F64_GE(0x66, "f64.ge", "FF:i"),
    I32_CLZ(0x67, "i32.clz", "i:i"),
    I32_CTZ(0x68, "i32.ctz", "i:i"),
    I32_POPCNT(0x69, "i32.popcnt", "i:i"),
    I32_ADD(0x6A, "i32.add", "ii:i"),
    I32_SUB(0x6B, "i32.sub", "ii:i"),
    I32_MUL(0x6C, "i32.mul", "ii:i"),
    I32_DIV_S(0x6D, "i32.div_s", "ii:i"),
    I32_DIV_U(0x6E, "i32.div_u", "ii:i"),
    I32_REM_S(0x6F, "i32.rem_s", "ii:i"),
    I32_REM_U(0x70, "i32.rem_u", "ii:i"),
    I32_AND(0x71, "i32.and", "ii:i"),
    I32_OR(0x72, "i32.or", "ii:i"),
    I32_XOR(0x73, "i32.xor", "ii:i"),
    I32_SHL(0x74, "i32.shl", "ii:i"),
    I32_SHR_S(0x75, "i32.shr_s", "ii:i"),
    I32_SHR_U(0x76, "i32.shr_u", "ii:i"),
    I32_ROTL(0x77, "i32.rotl", "ii:i"),
    I32_ROTR(0x78, "i32.rotr", "ii:i"),
    I64_CLZ(0x79, "i64.clz", "I:I"),
    I64_CTZ(0x7A, "i64.ctz", "I:I"),
    I64_POPCNT(0x7B, "i64.popcnt", "I:I"),
    I64_ADD(0x7C, "i64.add", "II:I"),
    I64_SUB(0x7D, "i64.sub", "II:I"),
    I64_MUL(0x7E, "i64.mul", "II:I"),
    I64_DIV_S(0x7F, "i64.div_s", "II:I"),
    I64_DIV_U(0x80, "i64.div_u", "II:I"),
    I64_REM_S(0x81, "i64.rem_s", "II:I"),
    I64_REM_U(0x82, "i64.rem_u", "II:I"),
    I64_AND(0x83, "i64.and", "II:I"),
    I64_OR(0x84, "i64.or", "II:I"),
    I64_XOR(0x85, "i64.xor", "II:I"),
    I64_SHL(0x86, "i64.shl", "II:I"),
    I64_SHR_S(0x87, "i64.shr_s", "II:I"),
    I64_SHR_U(0x88, "i64.shr_u", "II:I"),
    I64_ROTL(0x89, "i64.rotl", "II:I"),
    I64_ROTR(0x8A, "i64.rotr", "II:I"),
    F32_ABS(0x8B, "f32.abs", "f:f"),
    F32_NEG(0x8C, "f32.neg", "f:f"),
    F32_CEIL(0x8D, "f32.ceil", "f:f"),
    F32_FLOOR(0x8E, "f32.floor", "f:f"),
    F32_TRUNC(0x8F, "f32.trunc", "f:f"),
    F32_NEAREST(0x90, "f32.nearest", "f:f"),
    F32_SQRT(0x91, "f32.sqrt", "f:f"),
    F32_ADD(0x92, "f32.add", "ff:f"),
    F32_SUB(0x93, "f32.sub", "ff:f"),
    F32_MUL(0x94, "f32.mul", "ff:f"),
    F32_DIV(0x95, "f32.div", "ff:f"),
    F32_MIN(0x96, "f32.min", "ff:f"),
    F32_MAX(0x97, "f32.max", "ff:f"),
    F32_COPYSIGN(0x98, "f32.copysign", "ff:f"),
    F64_ABS(0x99, "f64.abs", "F:F"),
    F64_NEG(0x9A, "f64.neg", "F:F"),
    F64_CEIL(0x9B, "f64.ceil", "F:F"),
    F64_FLOOR(0x9C, "f64.floor", "F:F"),
    F64_TRUNC(0x9D, "f64.trunc", "F:F"),
    F64_NEAREST(0x9E, "f64.nearest", "F:F"),
    F64_SQRT(0x9F, "f64.sqrt", "F:F"),
    F64_ADD(0xA0, "f64.add", "FF:F"),
    F64_SUB(0xA1, "f64.sub", "FF:F"),
    F64_MUL(0xA2, "f64.mul", "FF:F"),
    F64_DIV(0xA3, "f64.div", "FF:F"),
    F64_MIN(0xA4, "f64.min", "FF:F"),
    F64_MAX(0xA5, "f64.max", "FF:F"),
    F64_COPYSIGN(0xA6, "f64.copysign", "FF:F"),
    I32_WRAP_I64(0xA7, "i32.wrap_i64", "I:i"),
    I32_TRUNC_F32_S(0xA8, "i32.trunc_f32_s", "f:i"),
    I32_TRUNC_F32_U(0xA9, "i32.trunc_f32_u", "f:i"),
    I32_TRUNC_F64_S(0xAA, "i32.trunc_f64_s", "F:i"),
    I32_TRUNC_F64_U(0xAB, "i32.trunc_f64_u", "F:i"),
    I64_EXTEND_I32_S(0xAC, "i64.extend_i32_s", "i:I"),
    I64_EXTEND_I32_U(0xAD, "i64.extend_i32_u", "i:I"),
    I64_TRUNC_F32_S(0xAE, "i64.trunc_f32_s", "f:I"),
    I64_TRUNC_F32_U(0xAF, "i64.trunc_f32_u", "f:I"),
    I64_TRUNC_F64_S(0xB0, "i64.trunc_f64_s", "F:I"),
    I64_TRUNC_F64_U(0xB1, "i64.trunc_f64_u", "F:I"),
    F32_CONVERT_I32_S(0xB2, "f32.convert_i32_s", "i:f"),
    F32_CONVERT_I32_U(0xB3, "f32.convert_i32_u", "i:f"),
    F32_CONVERT_I64_S(0xB4, "f32.convert_i64_s", "I:f"),
    F32_CONVERT_I64_U(0xB5, "f32.convert_i64_u", "I:f"),
    F32_DEMOTE_F64(0xB6, "f32.demote_f64", "F:f"),
    F64_CONVERT_I32_S(0xB7, "f64.convert_i32_s", "i:F"),
    F64_CONVERT_I32_U(0xB8, "f64.convert_i32_u", "i:F"),
    F64_CONVERT_I64_S(0xB9, "f64.convert_i64_s", "I:F"),
    F64_CONVERT_I64_U(0xBA, "f64.convert_i64_u", "I:F"),
    F64_PROMOTE_F32(0xBB, "f64.promote_f32", "f:F"),
    I32_REINTERPRET_F32(0xBC, "i32.reinterpret_f32", "f:i"),
    I64_REINTERPRET_F64(0xBD, "i64.reinterpret_f64", "F:I"),
    F32_REINTERPRET_I32(0xBE, "f32.reinterpret_i32", "i:f"),
    F64_REINTERPRET_I64(0xBF, "f64.reinterpret_i64", "I:F"),
    I32_EXTEND_8_S(0xC0, "i32.extend8_s", "i:i"),
    I32_EXTEND_16_S(0xC1, "i32.extend16_s", "i:i"),
    I64_EXTEND_8_S(0xC2, "i64.extend8_s", "I:I"),
    I64_EXTEND_16_S(0xC3, "i64.extend16_s", "I:I"),
    I64_EXTEND_32_S(0xC4, "i64.extend32_s", "I:I"),

    // References
    REF_NULL(0xD0, "ref.null", Immediate.HEAP_TYPE),
    REF_IS_NULL(0xD1, "ref.is_null"),
    REF_FUNC(0xD2, "ref.func", Immediate.FUNCTION),
    REF_AS_NON_NULL(0xD4, "ref.as_non_null"),
    BR_ON_NULL(0xD5, "br_on_null", Immediate.LABEL),
    BR_ON_NON_NULL(0xD6, "br_on_non_null", Immediate.LABEL),

    // Saturating conversions and bulk operators: prefix 0xFC
    I32_TRUNC_SAT_F32_S(0xFC000, "i32.trunc_sat_f32_s", "f:i"),
    I32_TRUNC_SAT_F32_U(0xFC001, "i32.trunc_sat_f32_u", "f:i"),
    I32_TRUNC_SAT_F64_S(0xFC002, "i32.trunc_sat_f64_s", "F:i"),
    I32_TRUNC_SAT_F64_U(0xFC003, "i32.trunc_sat_f64_u", "F:i"),
    I64_TRUNC_SAT_F32_S(0xFC004, "i64.trunc_sat_f32_s", "f:I"),
    I64_TRUNC_SAT_F32_U(0xFC005, "i64.trunc_sat_f32_u", "f:I"),
    I64_TRUNC_SAT_F64_S(0xFC006, "i64.trunc_sat_f64_s", "F:I"),
    I64_TRUNC_SAT_F64_U(0xFC007, "i64.trunc_sat_f64_u", "F:I"),
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

    // Wide arithmetic: two halves each, the lower first
    I64_ADD128(0xFC013, "i64.add128", "IIII:II"),
    I64_SUB128(0xFC014, "i64.sub128", "IIII:II"),
    I64_MUL_WIDE_S(0xFC015, "i64.mul_wide_s", "II:II"),
    I64_MUL_WIDE_U(0xFC016, "i64.mul_wide_u", "II:II"),

    /** All operators on vectors; which, says {@link Instructions#vector}. */
    VECTOR(0xFD000, "vector"),

    /** All atomic operators; which, says {@link Instructions#atomic}. */
    ATOMIC(0xFE000, "atomic");

    /** A prefixed code is the prefix before so many bits of the number that follows it. */
    private static final int PREFIX_SHIFT = 12;

    /** The largest number that a code has room for. */
    static final int LARGEST_NUMBER = (1 << PREFIX_SHIFT) - 1;

    private static final int FIRST_PREFIX = 0xFB;
    private static final int LAST_PREFIX = 0xFE;
    private static final Opcode[][] BY_CODE = byCode();

    final int code;
    final Immediate immediate;

    @SuppressWarnings("ImmutableEnumChecker") // an array that nobody writes, read for every instruction
    final Type[] taken;

    @SuppressWarnings("ImmutableEnumChecker") // the same
    final Type[] given;

    private final String text;
    private final int bytes;

    @SuppressWarnings("ImmutableEnumChecker") // the list cannot be changed either
    private final List<WasmType> operands;

    Opcode(int code, String text) {
        this(code, text, Immediate.NONE, ":", 0);
    }

    Opcode(int code, String text, Immediate immediate) {
        this(code, text, immediate, ":", 0);
    }

    Opcode(int code, String text, String signature) {
        this(code, text, Immediate.NONE, signature, 0);
    }

    Opcode(int code, String text, Immediate immediate, String signature) {
        this(code, text, immediate, signature, 0);
    }

    Opcode(int code, String text, String signature, int bytes) {
        this(code, text, Immediate.ACCESS, signature, bytes);
    }

    Opcode(int code, String text, Immediate immediate, String signature, int bytes) {
        this.code = code;
        this.text = text;
        this.immediate = immediate;
        this.bytes = bytes;
        int colon = signature.indexOf(':');
        taken = types(signature.substring(0, colon));
        given = types(signature.substring(colon + 1));
        operands = Arrays.stream(taken).map(Type::erased).toList();
    }

    static Type[] types(String letters) {
        return letters.chars()
                .mapToObj(letter -> Type.of(WasmType.ofLetter((char) letter)))
                .toArray(Type[]::new);
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
        return code & LARGEST_NUMBER;
    }

    /** The code of a number behind a prefix, 0 for none. */
    static int code(int prefix, int number) {
        return prefix << PREFIX_SHIFT | number;
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
    public List<WasmType> operands() {
        return operands;
    }

    /** What it gives; meant for operators whose types do not depend on where they stand. */
    public Optional<WasmType> result() {
        return given.length == 0 ? Optional.empty() : Optional.of(given[0].erased());
    }

    /** How many bytes a load or store touches. */
    public int bytes() {
        return bytes;
    }
}
