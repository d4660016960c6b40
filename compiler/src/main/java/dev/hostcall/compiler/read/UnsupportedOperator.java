package dev.hostcall.compiler.read;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An operator of a feature that is not supported: reading one refuses the module by the feature's name. To support a
 * feature, move its operators to {@link Opcode}.
 *
 * @param text its name in the text format
 */
record UnsupportedOperator(Feature feature, String text) {

    /** A row: the code, in hexadecimal digits, of the first operator, and the names of it and those that follow it. */
    private static final Map<Feature, String> ROWS = Map.ofEntries(
            Map.entry(Feature.LEGACY_EXCEPTION_HANDLING, """
                    06    : try, catch
                    09    : rethrow
                    18    : delegate, catch_all
                    """),
            Map.entry(Feature.EXCEPTION_HANDLING, """
                    08    : throw
                    0A    : throw_ref
                    1F    : try_table
                    """),
            Map.entry(Feature.TYPED_FUNCTION_REFERENCES, """
                    14    : call_ref, return_call_ref
                    D4    : ref.as_non_null, br_on_null, br_on_non_null
                    """),
            Map.entry(Feature.GARBAGE_COLLECTION, """
                    D3    : ref.eq
                    FB 00 : struct.new, struct.new_default, struct.get, struct.get_s, struct.get_u, struct.set
                    FB 06 : array.new, array.new_default, array.new_fixed, array.new_data, array.new_elem, array.get
                    FB 0C : array.get_s, array.get_u, array.set, array.len, array.fill, array.copy, array.init_data
                    FB 13 : array.init_elem, ref.test, ref.test null, ref.cast, ref.cast null, br_on_cast
                    FB 19 : br_on_cast_fail, any.convert_extern, extern.convert_any, ref.i31, i31.get_s, i31.get_u
                    """),
            Map.entry(Feature.WIDE_ARITHMETIC, """
                    FC 13 : i64.add128, i64.sub128, i64.mul_wide_s, i64.mul_wide_u
                    """),
            Map.entry(Feature.THREADS, """
                    FE 00 : memory.atomic.notify, memory.atomic.wait32, memory.atomic.wait64, atomic.fence
                    FE 10 : i32.atomic.load, i64.atomic.load, i32.atomic.load8_u, i32.atomic.load16_u
                    FE 14 : i64.atomic.load8_u, i64.atomic.load16_u, i64.atomic.load32_u, i32.atomic.store
                    FE 18 : i64.atomic.store, i32.atomic.store8, i32.atomic.store16, i64.atomic.store8
                    FE 1C : i64.atomic.store16, i64.atomic.store32, i32.atomic.rmw.add, i64.atomic.rmw.add
                    FE 20 : i32.atomic.rmw8.add_u, i32.atomic.rmw16.add_u, i64.atomic.rmw8.add_u
                    FE 23 : i64.atomic.rmw16.add_u, i64.atomic.rmw32.add_u, i32.atomic.rmw.sub, i64.atomic.rmw.sub
                    FE 27 : i32.atomic.rmw8.sub_u, i32.atomic.rmw16.sub_u, i64.atomic.rmw8.sub_u
                    FE 2A : i64.atomic.rmw16.sub_u, i64.atomic.rmw32.sub_u, i32.atomic.rmw.and, i64.atomic.rmw.and
                    FE 2E : i32.atomic.rmw8.and_u, i32.atomic.rmw16.and_u, i64.atomic.rmw8.and_u
                    FE 31 : i64.atomic.rmw16.and_u, i64.atomic.rmw32.and_u, i32.atomic.rmw.or, i64.atomic.rmw.or
                    FE 35 : i32.atomic.rmw8.or_u, i32.atomic.rmw16.or_u, i64.atomic.rmw8.or_u, i64.atomic.rmw16.or_u
                    FE 39 : i64.atomic.rmw32.or_u, i32.atomic.rmw.xor, i64.atomic.rmw.xor, i32.atomic.rmw8.xor_u
                    FE 3D : i32.atomic.rmw16.xor_u, i64.atomic.rmw8.xor_u, i64.atomic.rmw16.xor_u
                    FE 40 : i64.atomic.rmw32.xor_u, i32.atomic.rmw.xchg, i64.atomic.rmw.xchg, i32.atomic.rmw8.xchg_u
                    FE 44 : i32.atomic.rmw16.xchg_u, i64.atomic.rmw8.xchg_u, i64.atomic.rmw16.xchg_u
                    FE 47 : i64.atomic.rmw32.xchg_u, i32.atomic.rmw.cmpxchg, i64.atomic.rmw.cmpxchg
                    FE 4A : i32.atomic.rmw8.cmpxchg_u, i32.atomic.rmw16.cmpxchg_u, i64.atomic.rmw8.cmpxchg_u
                    FE 4D : i64.atomic.rmw16.cmpxchg_u, i64.atomic.rmw32.cmpxchg_u
                    """),
            Map.entry(Feature.SIMD, """
                    FD 00 : v128.load, v128.load8x8_s, v128.load8x8_u, v128.load16x4_s, v128.load16x4_u
                    FD 05 : v128.load32x2_s, v128.load32x2_u, v128.load8_splat, v128.load16_splat, v128.load32_splat
                    FD 0A : v128.load64_splat, v128.store, v128.const, i8x16.shuffle, i8x16.swizzle, i8x16.splat
                    FD 10 : i16x8.splat, i32x4.splat, i64x2.splat, f32x4.splat, f64x2.splat, i8x16.extract_lane_s
                    FD 16 : i8x16.extract_lane_u, i8x16.replace_lane, i16x8.extract_lane_s, i16x8.extract_lane_u
                    FD 1A : i16x8.replace_lane, i32x4.extract_lane, i32x4.replace_lane, i64x2.extract_lane
                    FD 1E : i64x2.replace_lane, f32x4.extract_lane, f32x4.replace_lane, f64x2.extract_lane
                    FD 22 : f64x2.replace_lane, i8x16.eq, i8x16.ne, i8x16.lt_s, i8x16.lt_u, i8x16.gt_s, i8x16.gt_u
                    FD 29 : i8x16.le_s, i8x16.le_u, i8x16.ge_s, i8x16.ge_u, i16x8.eq, i16x8.ne, i16x8.lt_s, i16x8.lt_u
                    FD 31 : i16x8.gt_s, i16x8.gt_u, i16x8.le_s, i16x8.le_u, i16x8.ge_s, i16x8.ge_u, i32x4.eq, i32x4.ne
                    FD 39 : i32x4.lt_s, i32x4.lt_u, i32x4.gt_s, i32x4.gt_u, i32x4.le_s, i32x4.le_u, i32x4.ge_s
                    FD 40 : i32x4.ge_u, f32x4.eq, f32x4.ne, f32x4.lt, f32x4.gt, f32x4.le, f32x4.ge, f64x2.eq, f64x2.ne
                    FD 49 : f64x2.lt, f64x2.gt, f64x2.le, f64x2.ge, v128.not, v128.and, v128.andnot, v128.or, v128.xor
                    FD 52 : v128.bitselect, v128.any_true, v128.load8_lane, v128.load16_lane, v128.load32_lane
                    FD 57 : v128.load64_lane, v128.store8_lane, v128.store16_lane, v128.store32_lane
                    FD 5B : v128.store64_lane, v128.load32_zero, v128.load64_zero, f32x4.demote_low_f64x2_zero
                    FD 5F : f64x2.promote_low_f32x4, i8x16.abs, i8x16.neg, i8x16.popcnt, i8x16.all_true, i8x16.bitmask
                    FD 65 : i8x16.narrow_i16x8_s, i8x16.narrow_i16x8_u, f32x4.ceil, f32x4.floor, f32x4.trunc
                    FD 6A : f32x4.nearest, i8x16.shl, i8x16.shr_s, i8x16.shr_u, i8x16.add, i8x16.add_sat_s
                    FD 70 : i8x16.add_sat_u, i8x16.sub, i8x16.sub_sat_s, i8x16.sub_sat_u, f64x2.ceil, f64x2.floor
                    FD 76 : i8x16.min_s, i8x16.min_u, i8x16.max_s, i8x16.max_u, f64x2.trunc, i8x16.avgr_u
                    FD 7C : i16x8.extadd_pairwise_i8x16_s, i16x8.extadd_pairwise_i8x16_u
                    FD 7E : i32x4.extadd_pairwise_i16x8_s, i32x4.extadd_pairwise_i16x8_u, i16x8.abs, i16x8.neg
                    FD 82 : i16x8.q15mulr_sat_s, i16x8.all_true, i16x8.bitmask, i16x8.narrow_i32x4_s
                    FD 86 : i16x8.narrow_i32x4_u, i16x8.extend_low_i8x16_s, i16x8.extend_high_i8x16_s
                    FD 89 : i16x8.extend_low_i8x16_u, i16x8.extend_high_i8x16_u, i16x8.shl, i16x8.shr_s, i16x8.shr_u
                    FD 8E : i16x8.add, i16x8.add_sat_s, i16x8.add_sat_u, i16x8.sub, i16x8.sub_sat_s, i16x8.sub_sat_u
                    FD 94 : f64x2.nearest, i16x8.mul, i16x8.min_s, i16x8.min_u, i16x8.max_s, i16x8.max_u
                    FD 9B : i16x8.avgr_u, i16x8.extmul_low_i8x16_s, i16x8.extmul_high_i8x16_s
                    FD 9E : i16x8.extmul_low_i8x16_u, i16x8.extmul_high_i8x16_u, i32x4.abs, i32x4.neg
                    FD A3 : i32x4.all_true, i32x4.bitmask
                    FD A7 : i32x4.extend_low_i16x8_s, i32x4.extend_high_i16x8_s, i32x4.extend_low_i16x8_u
                    FD AA : i32x4.extend_high_i16x8_u, i32x4.shl, i32x4.shr_s, i32x4.shr_u, i32x4.add
                    FD B1 : i32x4.sub
                    FD B5 : i32x4.mul, i32x4.min_s, i32x4.min_u, i32x4.max_s, i32x4.max_u, i32x4.dot_i16x8_s
                    FD BC : i32x4.extmul_low_i16x8_s, i32x4.extmul_high_i16x8_s, i32x4.extmul_low_i16x8_u
                    FD BF : i32x4.extmul_high_i16x8_u, i64x2.abs, i64x2.neg
                    FD C3 : i64x2.all_true, i64x2.bitmask
                    FD C7 : i64x2.extend_low_i32x4_s, i64x2.extend_high_i32x4_s, i64x2.extend_low_i32x4_u
                    FD CA : i64x2.extend_high_i32x4_u, i64x2.shl, i64x2.shr_s, i64x2.shr_u, i64x2.add
                    FD D1 : i64x2.sub
                    FD D5 : i64x2.mul, i64x2.eq, i64x2.ne, i64x2.lt_s, i64x2.gt_s, i64x2.le_s, i64x2.ge_s
                    FD DC : i64x2.extmul_low_i32x4_s, i64x2.extmul_high_i32x4_s, i64x2.extmul_low_i32x4_u
                    FD DF : i64x2.extmul_high_i32x4_u, f32x4.abs, f32x4.neg
                    FD E3 : f32x4.sqrt, f32x4.add, f32x4.sub, f32x4.mul, f32x4.div, f32x4.min, f32x4.max, f32x4.pmin
                    FD EB : f32x4.pmax, f64x2.abs, f64x2.neg
                    FD EF : f64x2.sqrt, f64x2.add, f64x2.sub, f64x2.mul, f64x2.div, f64x2.min, f64x2.max, f64x2.pmin
                    FD F7 : f64x2.pmax, i32x4.trunc_sat_f32x4_s, i32x4.trunc_sat_f32x4_u, f32x4.convert_i32x4_s
                    FD FB : f32x4.convert_i32x4_u, i32x4.trunc_sat_f64x2_s_zero, i32x4.trunc_sat_f64x2_u_zero
                    FD FE : f64x2.convert_low_i32x4_s, f64x2.convert_low_i32x4_u
                    """),
            Map.entry(Feature.RELAXED_SIMD, """
                    FD 100: i8x16.relaxed_swizzle, i32x4.relaxed_trunc_f32x4_s, i32x4.relaxed_trunc_f32x4_u
                    FD 103: i32x4.relaxed_trunc_f64x2_s_zero, i32x4.relaxed_trunc_f64x2_u_zero, f32x4.relaxed_madd
                    FD 106: f32x4.relaxed_nmadd, f64x2.relaxed_madd, f64x2.relaxed_nmadd, i8x16.relaxed_laneselect
                    FD 10A: i16x8.relaxed_laneselect, i32x4.relaxed_laneselect, i64x2.relaxed_laneselect
                    FD 10D: f32x4.relaxed_min, f32x4.relaxed_max, f64x2.relaxed_min, f64x2.relaxed_max
                    FD 111: i16x8.relaxed_q15mulr_s, i16x8.relaxed_dot_i8x16_i7x16_s
                    FD 113: i32x4.relaxed_dot_i8x16_i7x16_add_s
                    """));

    /** All of them by their codes, which are written as those of {@link Opcode}. */
    static final Map<Integer, UnsupportedOperator> BY_CODE = byCode();

    private static Map<Integer, UnsupportedOperator> byCode() {
        Map<Integer, UnsupportedOperator> all = new TreeMap<>();
        ROWS.forEach((feature, rows) -> rows.lines().forEach(row -> {
            String[] codeAndNames = row.split(" *: ", -1);
            int code = code(codeAndNames[0].split(" ", -1));
            for (String name : codeAndNames[1].split(", ", -1)) {
                all.put(code++, new UnsupportedOperator(feature, name));
            }
        }));
        return all;
    }

    private static int code(String[] bytes) {
        int number = Integer.parseInt(bytes[bytes.length - 1], 16);
        return bytes.length == 1 ? number : Opcode.code(Integer.parseInt(bytes[0], 16), number);
    }

    /** The operator with this number behind a prefix (0: without one), if it is one of these. */
    static Optional<UnsupportedOperator> of(int prefix, long number) {
        return number > Opcode.LARGEST_NUMBER
                ? Optional.empty()
                : Optional.ofNullable(BY_CODE.get(Opcode.code(prefix, (int) number)));
    }
}
