package dev.hostcall.compiler.read;

import dev.hostcall.abi.WasmType;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table of operators on vectors, which stand behind the prefix FD; {@link Opcode#VECTOR} is all of them. Those from 100 on are
 * the relaxed ones.
 */
public final class VectorOperator {
    /** The prefix. */
    static final int PREFIX = 0xFD;

    /**
     * A row: the code, in hexadecimal digits, of the first operator, what it and those that follow take and give, in the letters of
     * {@link WasmType}, the bytes that they touch in memory, and their names in the text format.
     */
    private static final String ROWS = """
            00  i:V 16 : v128.load
            01  i:V 8  : v128.load8x8_s, v128.load8x8_u, v128.load16x4_s, v128.load16x4_u, v128.load32x2_s
            06  i:V 8  : v128.load32x2_u
            07  i:V 1  : v128.load8_splat
            08  i:V 2  : v128.load16_splat
            09  i:V 4  : v128.load32_splat
            0A  i:V 8  : v128.load64_splat
            0B  iV: 16 : v128.store
            0C  :V     : v128.const
            0D  VV:V   : i8x16.shuffle, i8x16.swizzle
            0F  i:V    : i8x16.splat, i16x8.splat, i32x4.splat
            12  I:V    : i64x2.splat
            13  f:V    : f32x4.splat
            14  F:V    : f64x2.splat
            15  V:i    : i8x16.extract_lane_s, i8x16.extract_lane_u
            17  Vi:V   : i8x16.replace_lane
            18  V:i    : i16x8.extract_lane_s, i16x8.extract_lane_u
            1A  Vi:V   : i16x8.replace_lane
            1B  V:i    : i32x4.extract_lane
            1C  Vi:V   : i32x4.replace_lane
            1D  V:I    : i64x2.extract_lane
            1E  VI:V   : i64x2.replace_lane
            1F  V:f    : f32x4.extract_lane
            20  Vf:V   : f32x4.replace_lane
            21  V:F    : f64x2.extract_lane
            22  VF:V   : f64x2.replace_lane
            23  VV:V   : i8x16.eq, i8x16.ne, i8x16.lt_s, i8x16.lt_u, i8x16.gt_s, i8x16.gt_u, i8x16.le_s, i8x16.le_u
            2B  VV:V   : i8x16.ge_s, i8x16.ge_u, i16x8.eq, i16x8.ne, i16x8.lt_s, i16x8.lt_u, i16x8.gt_s, i16x8.gt_u
            33  VV:V   : i16x8.le_s, i16x8.le_u, i16x8.ge_s, i16x8.ge_u, i32x4.eq, i32x4.ne, i32x4.lt_s, i32x4.lt_u
            3B  VV:V   : i32x4.gt_s, i32x4.gt_u, i32x4.le_s, i32x4.le_u, i32x4.ge_s, i32x4.ge_u, f32x4.eq, f32x4.ne
            43  VV:V   : f32x4.lt, f32x4.gt, f32x4.le, f32x4.ge, f64x2.eq, f64x2.ne, f64x2.lt, f64x2.gt, f64x2.le
            4C  VV:V   : f64x2.ge
            4D  V:V    : v128.not
            4E  VV:V   : v128.and, v128.andnot, v128.or, v128.xor
            52  VVV:V  : v128.bitselect
            53  V:i    : v128.any_true
            54  iV:V 1 : v128.load8_lane
            55  iV:V 2 : v128.load16_lane
            56  iV:V 4 : v128.load32_lane
            57  iV:V 8 : v128.load64_lane
            58  iV: 1  : v128.store8_lane
            59  iV: 2  : v128.store16_lane
            5A  iV: 4  : v128.store32_lane
            5B  iV: 8  : v128.store64_lane
            5C  i:V 4  : v128.load32_zero
            5D  i:V 8  : v128.load64_zero
            5E  V:V    : f32x4.demote_f64x2_zero, f64x2.promote_low_f32x4, i8x16.abs, i8x16.neg, i8x16.popcnt
            63  V:i    : i8x16.all_true, i8x16.bitmask
            65  VV:V   : i8x16.narrow_i16x8_s, i8x16.narrow_i16x8_u
            67  V:V    : f32x4.ceil, f32x4.floor, f32x4.trunc, f32x4.nearest
            6B  Vi:V   : i8x16.shl, i8x16.shr_s, i8x16.shr_u
            6E  VV:V   : i8x16.add, i8x16.add_sat_s, i8x16.add_sat_u, i8x16.sub, i8x16.sub_sat_s, i8x16.sub_sat_u
            74  V:V    : f64x2.ceil, f64x2.floor
            76  VV:V   : i8x16.min_s, i8x16.min_u, i8x16.max_s, i8x16.max_u
            7A  V:V    : f64x2.trunc
            7B  VV:V   : i8x16.avgr_u
            7C  V:V    : i16x8.extadd_pairwise_i8x16_s, i16x8.extadd_pairwise_i8x16_u, i32x4.extadd_pairwise_i16x8_s
            7F  V:V    : i32x4.extadd_pairwise_i16x8_u, i16x8.abs, i16x8.neg
            82  VV:V   : i16x8.q15mulr_sat_s
            83  V:i    : i16x8.all_true, i16x8.bitmask
            85  VV:V   : i16x8.narrow_i32x4_s, i16x8.narrow_i32x4_u
            87  V:V    : i16x8.extend_low_i8x16_s, i16x8.extend_high_i8x16_s, i16x8.extend_low_i8x16_u
            8A  V:V    : i16x8.extend_high_i8x16_u
            8B  Vi:V   : i16x8.shl, i16x8.shr_s, i16x8.shr_u
            8E  VV:V   : i16x8.add, i16x8.add_sat_s, i16x8.add_sat_u, i16x8.sub, i16x8.sub_sat_s, i16x8.sub_sat_u
            94  V:V    : f64x2.nearest
            95  VV:V   : i16x8.mul, i16x8.min_s, i16x8.min_u, i16x8.max_s, i16x8.max_u
            9B  VV:V   : i16x8.avgr_u, i16x8.extmul_low_i8x16_s, i16x8.extmul_high_i8x16_s, i16x8.extmul_low_i8x16_u
            9F  VV:V   : i16x8.extmul_high_i8x16_u
            A0  V:V    : i32x4.abs, i32x4.neg
            A3  V:i    : i32x4.all_true, i32x4.bitmask
            A7  V:V    : i32x4.extend_low_i16x8_s, i32x4.extend_high_i16x8_s, i32x4.extend_low_i16x8_u
            AA  V:V    : i32x4.extend_high_i16x8_u
            AB  Vi:V   : i32x4.shl, i32x4.shr_s, i32x4.shr_u
            AE  VV:V   : i32x4.add
            B1  VV:V   : i32x4.sub
            B5  VV:V   : i32x4.mul, i32x4.min_s, i32x4.min_u, i32x4.max_s, i32x4.max_u, i32x4.dot_i16x8_s
            BC  VV:V   : i32x4.extmul_low_i16x8_s, i32x4.extmul_high_i16x8_s, i32x4.extmul_low_i16x8_u
            BF  VV:V   : i32x4.extmul_high_i16x8_u
            C0  V:V    : i64x2.abs, i64x2.neg
            C3  V:i    : i64x2.all_true, i64x2.bitmask
            C7  V:V    : i64x2.extend_low_i32x4_s, i64x2.extend_high_i32x4_s, i64x2.extend_low_i32x4_u
            CA  V:V    : i64x2.extend_high_i32x4_u
            CB  Vi:V   : i64x2.shl, i64x2.shr_s, i64x2.shr_u
            CE  VV:V   : i64x2.add
            D1  VV:V   : i64x2.sub
            D5  VV:V   : i64x2.mul, i64x2.eq, i64x2.ne, i64x2.lt_s, i64x2.gt_s, i64x2.le_s, i64x2.ge_s
            DC  VV:V   : i64x2.extmul_low_i32x4_s, i64x2.extmul_high_i32x4_s, i64x2.extmul_low_i32x4_u
            DF  VV:V   : i64x2.extmul_high_i32x4_u
            E0  V:V    : f32x4.abs, f32x4.neg
            E3  V:V    : f32x4.sqrt
            E4  VV:V   : f32x4.add, f32x4.sub, f32x4.mul, f32x4.div, f32x4.min, f32x4.max, f32x4.pmin, f32x4.pmax
            EC  V:V    : f64x2.abs, f64x2.neg
            EF  V:V    : f64x2.sqrt
            F0  VV:V   : f64x2.add, f64x2.sub, f64x2.mul, f64x2.div, f64x2.min, f64x2.max, f64x2.pmin, f64x2.pmax
            F8  V:V    : i32x4.trunc_sat_f32x4_s, i32x4.trunc_sat_f32x4_u, f32x4.convert_i32x4_s, f32x4.convert_i32x4_u
            FC  V:V    : i32x4.trunc_sat_f64x2_s_zero, i32x4.trunc_sat_f64x2_u_zero, f64x2.convert_low_i32x4_s
            FF  V:V    : f64x2.convert_low_i32x4_u
            100 VV:V   : i8x16.relaxed_swizzle
            101 V:V    : i32x4.relaxed_trunc_f32x4_s, i32x4.relaxed_trunc_f32x4_u, i32x4.relaxed_trunc_f64x2_s_zero
            104 V:V    : i32x4.relaxed_trunc_f64x2_u_zero
            105 VVV:V  : f32x4.relaxed_madd, f32x4.relaxed_nmadd, f64x2.relaxed_madd, f64x2.relaxed_nmadd
            109 VVV:V  : i8x16.relaxed_laneselect, i16x8.relaxed_laneselect, i32x4.relaxed_laneselect
            10C VVV:V  : i64x2.relaxed_laneselect
            10D VV:V   : f32x4.relaxed_min, f32x4.relaxed_max, f64x2.relaxed_min, f64x2.relaxed_max
            111 VV:V   : i16x8.relaxed_q15mulr_s, i16x8.relaxed_dot_i8x16_i7x16_s
            113 VVV:V  : i32x4.relaxed_dot_i8x16_i7x16_add_s
            """;

    /** The bytes of a vector. */
    public static final int BYTES = 16;

    private static final VectorOperator[] BY_CODE = byCode();

    final Immediate immediate;
    final Type[] taken;
    final Type[] given;
    private final String text;
    private final int bytes;
    private final List<WasmType> operands;

    private VectorOperator(String text, String signature, int bytes) {
        this.text = text;
        this.bytes = bytes;
        this.immediate = immediate(text, bytes);
        int colon = signature.indexOf(':');
        taken = Opcode.types(signature.substring(0, colon));
        given = Opcode.types(signature.substring(colon + 1));
        operands = Arrays.stream(taken).map(Type::erased).toList();
    }

    private static Immediate immediate(String text, int bytes) {
        if (text.equals("v128.const")) {
            return Immediate.V128;
        }
        if (text.equals("i8x16.shuffle")) {
            return Immediate.SHUFFLE;
        }
        boolean lane = text.matches(".*_lane(_[su])?");
        if (bytes > 0) {
            return lane ? Immediate.ACCESS_AND_LANE : Immediate.ACCESS;
        }
        return lane ? Immediate.LANE : Immediate.NONE;
    }

    private static VectorOperator[] byCode() {
        VectorOperator[] all = new VectorOperator[Opcode.LARGEST_NUMBER + 1];
        ROWS.lines().forEach(row -> {
            String[] halves = row.split(" +: ", 2);
            String[] columns = halves[0].split(" +", -1);
            int code = Integer.parseInt(columns[0], 16);
            int bytes = columns.length > 2 ? Integer.parseInt(columns[2]) : 0;
            for (String name : halves[1].split(", ", -1)) {
                all[code++] = new VectorOperator(name, columns[1], bytes);
            }
        });
        return all;
    }

    /** The operator of this number behind the prefix; null if there is none. */
    static @Nullable VectorOperator of(long number) {
        return number < BY_CODE.length ? BY_CODE[(int) number] : null;
    }

    /** All of them. */
    public static List<VectorOperator> all() {
        return Arrays.stream(BY_CODE).filter(Objects::nonNull).toList();
    }

    /** Its name in the text format. */
    public String text() {
        return text;
    }

    /** What it takes, first to last. */
    public List<WasmType> operands() {
        return operands;
    }

    /** What it gives. */
    public Optional<WasmType> result() {
        return given.length == 0 ? Optional.empty() : Optional.of(given[0].erased());
    }

    /** How many bytes of memory it touches. */
    public int bytes() {
        return bytes;
    }

    /** Whether it names a lane. */
    public boolean namesLane() {
        return immediate == Immediate.LANE || immediate == Immediate.ACCESS_AND_LANE;
    }

    /** How many lanes there are to choose from where it names one. */
    public int lanes() {
        if (bytes > 0) {
            return BYTES / bytes;
        }
        int x = text.indexOf('x');
        return Integer.parseInt(text.substring(x + 1, text.indexOf('.')));
    }
}
