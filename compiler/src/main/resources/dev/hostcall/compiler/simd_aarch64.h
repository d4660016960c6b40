/*
 * simd_aarch64.h: operators on vectors that AArch64 has instructions for. The header of every architecture defines the
 * same names.
 */
#include <arm_neon.h>

#define MACHINE_V128_LOAD "ldr %q0, %1"
#define MACHINE_V128_LOAD32_ZERO "ldr %s0, %1"
#define MACHINE_V128_LOAD64_ZERO "ldr %d0, %1"
#define MACHINE_V128_STORE "str %q1, %0"
#define MACHINE_INTO_VECTOR "=w"
#define MACHINE_FROM_VECTOR "w"

/* An instruction, by its name in C, that takes vectors of a type. */
#define NEON_1(T, instruction, a) ((v128)instruction((T)(a)))
#define NEON_2(T, instruction, a, b) ((v128)instruction((T)(a), (T)(b)))

/* ---- bits and lanes --------------------------------------------------------------------------------------------- */

#define V128_ANY_TRUE(a) ((u32)(vmaxvq_u32((uint32x4_t)(a)) != 0))

/* The sign of each lane is spread over it, one bit of it kept, and all are added up. */
GUEST_INLINE u32 I8X16_BITMASK(v128 a) {
    uint8x16_t bits = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t kept = vandq_u8((uint8x16_t)vshrq_n_s8((int8x16_t)a, 7), bits);
    return vaddv_u8(vget_low_u8(kept)) | (u32)vaddv_u8(vget_high_u8(kept)) << 8;
}
GUEST_INLINE u32 I16X8_BITMASK(v128 a) {
    uint16x8_t bits = {1, 2, 4, 8, 16, 32, 64, 128};
    return vaddvq_u16(vandq_u16((uint16x8_t)vshrq_n_s16((int16x8_t)a, 15), bits));
}
GUEST_INLINE u32 I32X4_BITMASK(v128 a) {
    uint32x4_t bits = {1, 2, 4, 8};
    return vaddvq_u32(vandq_u32((uint32x4_t)vshrq_n_s32((int32x4_t)a, 31), bits));
}
GUEST_INLINE u32 I64X2_BITMASK(v128 a) { return (u32)(a[0] >> 63 | a[1] >> 63 << 1); }

#define I8X16_SWIZZLE(a, b) NEON_2(uint8x16_t, vqtbl1q_u8, a, b)
#define I8X16_POPCNT(a) NEON_1(uint8x16_t, vcntq_u8, a)

/* ---- shifts: to the right is to the left by a negative number ---------------------------------------------------- */

#define I8X16_SHL(a, n) ((v128)vshlq_u8((uint8x16_t)(a), vdupq_n_s8((s8)((n) & 7))))
#define I8X16_SHR_S(a, n) ((v128)vshlq_s8((int8x16_t)(a), vdupq_n_s8((s8)-(s8)((n) & 7))))
#define I8X16_SHR_U(a, n) ((v128)vshlq_u8((uint8x16_t)(a), vdupq_n_s8((s8)-(s8)((n) & 7))))
#define I16X8_SHL(a, n) ((v128)vshlq_u16((uint16x8_t)(a), vdupq_n_s16((s16)((n) & 15))))
#define I16X8_SHR_S(a, n) ((v128)vshlq_s16((int16x8_t)(a), vdupq_n_s16((s16)-(s16)((n) & 15))))
#define I16X8_SHR_U(a, n) ((v128)vshlq_u16((uint16x8_t)(a), vdupq_n_s16((s16)-(s16)((n) & 15))))
#define I32X4_SHL(a, n) ((v128)vshlq_u32((uint32x4_t)(a), vdupq_n_s32((s32)((n) & 31))))
#define I32X4_SHR_S(a, n) ((v128)vshlq_s32((int32x4_t)(a), vdupq_n_s32((s32)-(s32)((n) & 31))))
#define I32X4_SHR_U(a, n) ((v128)vshlq_u32((uint32x4_t)(a), vdupq_n_s32((s32)-(s32)((n) & 31))))
#define I64X2_SHL(a, n) ((v128)vshlq_u64((uint64x2_t)(a), vdupq_n_s64((s64)((n) & 63))))
#define I64X2_SHR_S(a, n) ((v128)vshlq_s64((int64x2_t)(a), vdupq_n_s64((s64)-(s64)((n) & 63))))
#define I64X2_SHR_U(a, n) ((v128)vshlq_u64((uint64x2_t)(a), vdupq_n_s64((s64)-(s64)((n) & 63))))

/* ---- integers --------------------------------------------------------------------------------------------------- */

#define I8X16_ADD_SAT_S(a, b) NEON_2(int8x16_t, vqaddq_s8, a, b)
#define I8X16_ADD_SAT_U(a, b) NEON_2(uint8x16_t, vqaddq_u8, a, b)
#define I8X16_SUB_SAT_S(a, b) NEON_2(int8x16_t, vqsubq_s8, a, b)
#define I8X16_SUB_SAT_U(a, b) NEON_2(uint8x16_t, vqsubq_u8, a, b)
#define I8X16_AVGR_U(a, b) NEON_2(uint8x16_t, vrhaddq_u8, a, b)
#define I16X8_ADD_SAT_S(a, b) NEON_2(int16x8_t, vqaddq_s16, a, b)
#define I16X8_ADD_SAT_U(a, b) NEON_2(uint16x8_t, vqaddq_u16, a, b)
#define I16X8_SUB_SAT_S(a, b) NEON_2(int16x8_t, vqsubq_s16, a, b)
#define I16X8_SUB_SAT_U(a, b) NEON_2(uint16x8_t, vqsubq_u16, a, b)
#define I16X8_AVGR_U(a, b) NEON_2(uint16x8_t, vrhaddq_u16, a, b)
#define I8X16_MIN_S(a, b) NEON_2(int8x16_t, vminq_s8, a, b)
#define I8X16_MIN_U(a, b) NEON_2(uint8x16_t, vminq_u8, a, b)
#define I8X16_MAX_S(a, b) NEON_2(int8x16_t, vmaxq_s8, a, b)
#define I8X16_MAX_U(a, b) NEON_2(uint8x16_t, vmaxq_u8, a, b)
#define I8X16_ABS(a) NEON_1(int8x16_t, vabsq_s8, a)
#define I16X8_MIN_S(a, b) NEON_2(int16x8_t, vminq_s16, a, b)
#define I16X8_MIN_U(a, b) NEON_2(uint16x8_t, vminq_u16, a, b)
#define I16X8_MAX_S(a, b) NEON_2(int16x8_t, vmaxq_s16, a, b)
#define I16X8_MAX_U(a, b) NEON_2(uint16x8_t, vmaxq_u16, a, b)
#define I16X8_ABS(a) NEON_1(int16x8_t, vabsq_s16, a)
#define I32X4_MIN_S(a, b) NEON_2(int32x4_t, vminq_s32, a, b)
#define I32X4_MIN_U(a, b) NEON_2(uint32x4_t, vminq_u32, a, b)
#define I32X4_MAX_S(a, b) NEON_2(int32x4_t, vmaxq_s32, a, b)
#define I32X4_MAX_U(a, b) NEON_2(uint32x4_t, vmaxq_u32, a, b)
#define I32X4_ABS(a) NEON_1(int32x4_t, vabsq_s32, a)
#define I64X2_ABS(a) NEON_1(int64x2_t, vabsq_s64, a)

#define I8X16_NARROW_I16X8_S(a, b) ((v128)vcombine_s8(vqmovn_s16((int16x8_t)(a)), vqmovn_s16((int16x8_t)(b))))
#define I8X16_NARROW_I16X8_U(a, b) ((v128)vcombine_u8(vqmovun_s16((int16x8_t)(a)), vqmovun_s16((int16x8_t)(b))))
#define I16X8_NARROW_I32X4_S(a, b) ((v128)vcombine_s16(vqmovn_s32((int32x4_t)(a)), vqmovn_s32((int32x4_t)(b))))
#define I16X8_NARROW_I32X4_U(a, b) ((v128)vcombine_u16(vqmovun_s32((int32x4_t)(a)), vqmovun_s32((int32x4_t)(b))))

#define I16X8_EXTEND_LOW_I8X16_S(a) ((v128)vmovl_s8(vget_low_s8((int8x16_t)(a))))
#define I16X8_EXTEND_HIGH_I8X16_S(a) NEON_1(int8x16_t, vmovl_high_s8, a)
#define I16X8_EXTEND_LOW_I8X16_U(a) ((v128)vmovl_u8(vget_low_u8((uint8x16_t)(a))))
#define I16X8_EXTEND_HIGH_I8X16_U(a) NEON_1(uint8x16_t, vmovl_high_u8, a)
#define I32X4_EXTEND_LOW_I16X8_S(a) ((v128)vmovl_s16(vget_low_s16((int16x8_t)(a))))
#define I32X4_EXTEND_HIGH_I16X8_S(a) NEON_1(int16x8_t, vmovl_high_s16, a)
#define I32X4_EXTEND_LOW_I16X8_U(a) ((v128)vmovl_u16(vget_low_u16((uint16x8_t)(a))))
#define I32X4_EXTEND_HIGH_I16X8_U(a) NEON_1(uint16x8_t, vmovl_high_u16, a)
#define I64X2_EXTEND_LOW_I32X4_S(a) ((v128)vmovl_s32(vget_low_s32((int32x4_t)(a))))
#define I64X2_EXTEND_HIGH_I32X4_S(a) NEON_1(int32x4_t, vmovl_high_s32, a)
#define I64X2_EXTEND_LOW_I32X4_U(a) ((v128)vmovl_u32(vget_low_u32((uint32x4_t)(a))))
#define I64X2_EXTEND_HIGH_I32X4_U(a) NEON_1(uint32x4_t, vmovl_high_u32, a)

#define I64X2_EXTMUL_LOW_I32X4_S(a, b)                                                                               \
    ((v128)vmull_s32(vget_low_s32((int32x4_t)(a)), vget_low_s32((int32x4_t)(b))))
#define I64X2_EXTMUL_HIGH_I32X4_S(a, b) NEON_2(int32x4_t, vmull_high_s32, a, b)
#define I64X2_EXTMUL_LOW_I32X4_U(a, b)                                                                               \
    ((v128)vmull_u32(vget_low_u32((uint32x4_t)(a)), vget_low_u32((uint32x4_t)(b))))
#define I64X2_EXTMUL_HIGH_I32X4_U(a, b) NEON_2(uint32x4_t, vmull_high_u32, a, b)

#define I16X8_EXTADD_PAIRWISE_I8X16_S(a) NEON_1(int8x16_t, vpaddlq_s8, a)
#define I16X8_EXTADD_PAIRWISE_I8X16_U(a) NEON_1(uint8x16_t, vpaddlq_u8, a)
#define I32X4_EXTADD_PAIRWISE_I16X8_S(a) NEON_1(int16x8_t, vpaddlq_s16, a)
#define I32X4_EXTADD_PAIRWISE_I16X8_U(a) NEON_1(uint16x8_t, vpaddlq_u16, a)
#define I16X8_Q15MULR_SAT_S(a, b) NEON_2(int16x8_t, vqrdmulhq_s16, a, b)
GUEST_INLINE v128 I32X4_DOT_I16X8_S(v128 a, v128 b) {
    int32x4_t low = vmull_s16(vget_low_s16((int16x8_t)a), vget_low_s16((int16x8_t)b));
    return (v128)vpaddq_s32(low, vmull_high_s16((int16x8_t)a, (int16x8_t)b));
}
GUEST_INLINE v128 I16X8_RELAXED_DOT_I8X16_I7X16_S(v128 a, v128 b) {
    int16x8_t low = vmull_s8(vget_low_s8((int8x16_t)a), vget_low_s8((int8x16_t)b));
    int16x8_t high = vmull_high_s8((int8x16_t)a, (int8x16_t)b);
    return I16X8_NARROW_I32X4_S(vpaddlq_s16(low), vpaddlq_s16(high));
}

/* ---- floats ----------------------------------------------------------------------------------------------------- */

#define F32X4_CEIL(a) NEON_1(float32x4_t, vrndpq_f32, a)
#define F32X4_FLOOR(a) NEON_1(float32x4_t, vrndmq_f32, a)
#define F32X4_TRUNC(a) NEON_1(float32x4_t, vrndq_f32, a)
#define F32X4_NEAREST(a) NEON_1(float32x4_t, vrndnq_f32, a)
#define F32X4_SQRT(a) NEON_1(float32x4_t, vsqrtq_f32, a)
#define F32X4_MIN(a, b) NEON_2(float32x4_t, vminq_f32, a, b)
#define F32X4_MAX(a, b) NEON_2(float32x4_t, vmaxq_f32, a, b)
GUEST_INLINE v128 F32X4_PMIN(v128 a, v128 b) { return V128_BITSELECT(b, a, F32X4_LT(b, a)); }
GUEST_INLINE v128 F32X4_PMAX(v128 a, v128 b) { return V128_BITSELECT(b, a, F32X4_LT(a, b)); }
#define F64X2_CEIL(a) NEON_1(float64x2_t, vrndpq_f64, a)
#define F64X2_FLOOR(a) NEON_1(float64x2_t, vrndmq_f64, a)
#define F64X2_TRUNC(a) NEON_1(float64x2_t, vrndq_f64, a)
#define F64X2_NEAREST(a) NEON_1(float64x2_t, vrndnq_f64, a)
#define F64X2_SQRT(a) NEON_1(float64x2_t, vsqrtq_f64, a)
#define F64X2_MIN(a, b) NEON_2(float64x2_t, vminq_f64, a, b)
#define F64X2_MAX(a, b) NEON_2(float64x2_t, vmaxq_f64, a, b)
GUEST_INLINE v128 F64X2_PMIN(v128 a, v128 b) { return V128_BITSELECT(b, a, F64X2_LT(b, a)); }
GUEST_INLINE v128 F64X2_PMAX(v128 a, v128 b) { return V128_BITSELECT(b, a, F64X2_LT(a, b)); }

/* ---- conversions: the instructions saturate, and give 0 for NaN ------------------------------------------------- */

#define I32X4_TRUNC_SAT_F32X4_S(a) NEON_1(float32x4_t, vcvtq_s32_f32, a)
#define I32X4_TRUNC_SAT_F32X4_U(a) NEON_1(float32x4_t, vcvtq_u32_f32, a)
#define I32X4_TRUNC_SAT_F64X2_S_ZERO(a)                                                                                \
    ((v128)vcombine_s32(vqmovn_s64(vcvtq_s64_f64((float64x2_t)(a))), vdup_n_s32(0)))
#define I32X4_TRUNC_SAT_F64X2_U_ZERO(a)                                                                                \
    ((v128)vcombine_u32(vqmovn_u64(vcvtq_u64_f64((float64x2_t)(a))), vdup_n_u32(0)))
#define F64X2_CONVERT_LOW_I32X4_S(a) ((v128)vcvtq_f64_s64(vmovl_s32(vget_low_s32((int32x4_t)(a)))))
#define F64X2_CONVERT_LOW_I32X4_U(a) ((v128)vcvtq_f64_u64(vmovl_u32(vget_low_u32((uint32x4_t)(a)))))
#define F32X4_DEMOTE_F64X2_ZERO(a) ((v128)vcombine_f32(vcvt_f32_f64((float64x2_t)(a)), vdup_n_f32(0)))
GUEST_INLINE v128 F64X2_PROMOTE_LOW_F32X4(v128 a) {
    v128 result = (v128)vcvt_f64_f32(vget_low_f32((float32x4_t)a));
    MACHINE_HIDE(result);
    return result;
}
