/*
 * simd_x86_64.h: operators on vectors that x86-64 has instructions for, up to SSE4.2. The header of every architecture
 * defines the same names.
 */
#ifndef __SSE4_2__
#error "this C was written for x86-64 with SSE4.2; add -msse4.2"
#endif
#define __MM_MALLOC_H           /* Clang's, which would need the headers of a C library */
#define _MM_MALLOC_H_INCLUDED 1 /* GCC's */
#include <nmmintrin.h>

#define MACHINE_V128_LOAD "movups %1, %0"
#define MACHINE_V128_LOAD32_ZERO "movss %1, %0"
#define MACHINE_V128_LOAD64_ZERO "movsd %1, %0"
#define MACHINE_V128_STORE "movups %1, %0"
#define MACHINE_INTO_VECTOR "=x"
#define MACHINE_FROM_VECTOR "x"

/* An instruction, by its name in C, that takes vectors of integers, or of floats. */
#define SSE_1(instruction, a) ((v128)instruction((__m128i)(a)))
#define SSE_2(instruction, a, b) ((v128)instruction((__m128i)(a), (__m128i)(b)))
#define SSE_F32_1(instruction, a) ((v128)instruction((__m128)(a)))
#define SSE_F32_2(instruction, a, b) ((v128)instruction((__m128)(a), (__m128)(b)))
#define SSE_F64_1(instruction, a) ((v128)instruction((__m128d)(a)))
#define SSE_F64_2(instruction, a, b) ((v128)instruction((__m128d)(a), (__m128d)(b)))

/* ---- bits and lanes --------------------------------------------------------------------------------------------- */

GUEST_INLINE u32 V128_ANY_TRUE(v128 a) { return !_mm_testz_si128((__m128i)a, (__m128i)a); }
#define I8X16_BITMASK(a) ((u32)_mm_movemask_epi8((__m128i)(a)))
#define I16X8_BITMASK(a) ((u32)_mm_movemask_epi8(_mm_packs_epi16((__m128i)(a), _mm_setzero_si128())))
#define I32X4_BITMASK(a) ((u32)_mm_movemask_ps((__m128)(a)))
#define I64X2_BITMASK(a) ((u32)_mm_movemask_pd((__m128d)(a)))

/* An index from 16 on becomes one with its highest bit set, for which the instruction gives 0. */
#define I8X16_SWIZZLE(a, b) SSE_2(_mm_shuffle_epi8, a, _mm_adds_epu8((__m128i)(b), _mm_set1_epi8(0x70)))

GUEST_INLINE v128 I8X16_POPCNT(v128 a) {
    __m128i of_nibble = _mm_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4), low = _mm_set1_epi8(15);
    __m128i lows = _mm_and_si128((__m128i)a, low), highs = _mm_and_si128(_mm_srli_epi16((__m128i)a, 4), low);
    return (v128)_mm_add_epi8(_mm_shuffle_epi8(of_nibble, lows), _mm_shuffle_epi8(of_nibble, highs));
}

/* ---- shifts: there are none of bytes, and none of eight bytes with their sign ------------------------------------ */

#define SSE_SHIFT(instruction, a, n, most) ((v128)instruction((__m128i)(a), _mm_cvtsi32_si128((int)((n) & (most)))))
#define I16X8_SHL(a, n) SSE_SHIFT(_mm_sll_epi16, a, n, 15)
#define I16X8_SHR_S(a, n) SSE_SHIFT(_mm_sra_epi16, a, n, 15)
#define I16X8_SHR_U(a, n) SSE_SHIFT(_mm_srl_epi16, a, n, 15)
#define I32X4_SHL(a, n) SSE_SHIFT(_mm_sll_epi32, a, n, 31)
#define I32X4_SHR_S(a, n) SSE_SHIFT(_mm_sra_epi32, a, n, 31)
#define I32X4_SHR_U(a, n) SSE_SHIFT(_mm_srl_epi32, a, n, 31)
#define I64X2_SHL(a, n) SSE_SHIFT(_mm_sll_epi64, a, n, 63)
#define I64X2_SHR_U(a, n) SSE_SHIFT(_mm_srl_epi64, a, n, 63)

GUEST_INLINE v128 I8X16_SHL(v128 a, u32 n) { return I16X8_SHL(a, n & 7) & I8X16_SPLAT(0xFFu << (n & 7)); }
GUEST_INLINE v128 I8X16_SHR_U(v128 a, u32 n) { return I16X8_SHR_U(a, n & 7) & I8X16_SPLAT(0xFFu >> (n & 7)); }
GUEST_INLINE v128 I8X16_SHR_S(v128 a, u32 n) {
    __m128i shift = _mm_cvtsi32_si128((int)(n & 7) + 8);
    __m128i low = _mm_sra_epi16(_mm_unpacklo_epi8((__m128i)a, (__m128i)a), shift);
    __m128i high = _mm_sra_epi16(_mm_unpackhi_epi8((__m128i)a, (__m128i)a), shift);
    return (v128)_mm_packs_epi16(low, high);
}
GUEST_INLINE v128 I64X2_SHR_S(v128 a, u32 n) {
    v128 sign = I64X2_SHR_U(U64X2_ALL(1ull << 63), n);
    return (I64X2_SHR_U(a, n) ^ sign) - sign;
}

/* ---- integers --------------------------------------------------------------------------------------------------- */

#define I8X16_ADD_SAT_S(a, b) SSE_2(_mm_adds_epi8, a, b)
#define I8X16_ADD_SAT_U(a, b) SSE_2(_mm_adds_epu8, a, b)
#define I8X16_SUB_SAT_S(a, b) SSE_2(_mm_subs_epi8, a, b)
#define I8X16_SUB_SAT_U(a, b) SSE_2(_mm_subs_epu8, a, b)
#define I8X16_AVGR_U(a, b) SSE_2(_mm_avg_epu8, a, b)
#define I16X8_ADD_SAT_S(a, b) SSE_2(_mm_adds_epi16, a, b)
#define I16X8_ADD_SAT_U(a, b) SSE_2(_mm_adds_epu16, a, b)
#define I16X8_SUB_SAT_S(a, b) SSE_2(_mm_subs_epi16, a, b)
#define I16X8_SUB_SAT_U(a, b) SSE_2(_mm_subs_epu16, a, b)
#define I16X8_AVGR_U(a, b) SSE_2(_mm_avg_epu16, a, b)
#define I8X16_MIN_S(a, b) SSE_2(_mm_min_epi8, a, b)
#define I8X16_MIN_U(a, b) SSE_2(_mm_min_epu8, a, b)
#define I8X16_MAX_S(a, b) SSE_2(_mm_max_epi8, a, b)
#define I8X16_MAX_U(a, b) SSE_2(_mm_max_epu8, a, b)
#define I8X16_ABS(a) SSE_1(_mm_abs_epi8, a)
#define I16X8_MIN_S(a, b) SSE_2(_mm_min_epi16, a, b)
#define I16X8_MIN_U(a, b) SSE_2(_mm_min_epu16, a, b)
#define I16X8_MAX_S(a, b) SSE_2(_mm_max_epi16, a, b)
#define I16X8_MAX_U(a, b) SSE_2(_mm_max_epu16, a, b)
#define I16X8_ABS(a) SSE_1(_mm_abs_epi16, a)
#define I32X4_MIN_S(a, b) SSE_2(_mm_min_epi32, a, b)
#define I32X4_MIN_U(a, b) SSE_2(_mm_min_epu32, a, b)
#define I32X4_MAX_S(a, b) SSE_2(_mm_max_epi32, a, b)
#define I32X4_MAX_U(a, b) SSE_2(_mm_max_epu32, a, b)
#define I32X4_ABS(a) SSE_1(_mm_abs_epi32, a)
GUEST_INLINE v128 I64X2_ABS(v128 a) {
    v128 negative = (v128)((s64x2)a < (s64x2){0});
    return (a ^ negative) - negative;
}

#define I8X16_NARROW_I16X8_S(a, b) SSE_2(_mm_packs_epi16, a, b)
#define I8X16_NARROW_I16X8_U(a, b) SSE_2(_mm_packus_epi16, a, b)
#define I16X8_NARROW_I32X4_S(a, b) SSE_2(_mm_packs_epi32, a, b)
#define I16X8_NARROW_I32X4_U(a, b) SSE_2(_mm_packus_epi32, a, b)

#define SSE_HIGH(a) _mm_srli_si128((__m128i)(a), 8)
#define I16X8_EXTEND_LOW_I8X16_S(a) SSE_1(_mm_cvtepi8_epi16, a)
#define I16X8_EXTEND_HIGH_I8X16_S(a) SSE_1(_mm_cvtepi8_epi16, SSE_HIGH(a))
#define I16X8_EXTEND_LOW_I8X16_U(a) SSE_1(_mm_cvtepu8_epi16, a)
#define I16X8_EXTEND_HIGH_I8X16_U(a) SSE_1(_mm_cvtepu8_epi16, SSE_HIGH(a))
#define I32X4_EXTEND_LOW_I16X8_S(a) SSE_1(_mm_cvtepi16_epi32, a)
#define I32X4_EXTEND_HIGH_I16X8_S(a) SSE_1(_mm_cvtepi16_epi32, SSE_HIGH(a))
#define I32X4_EXTEND_LOW_I16X8_U(a) SSE_1(_mm_cvtepu16_epi32, a)
#define I32X4_EXTEND_HIGH_I16X8_U(a) SSE_1(_mm_cvtepu16_epi32, SSE_HIGH(a))
#define I64X2_EXTEND_LOW_I32X4_S(a) SSE_1(_mm_cvtepi32_epi64, a)
#define I64X2_EXTEND_HIGH_I32X4_S(a) SSE_1(_mm_cvtepi32_epi64, SSE_HIGH(a))
#define I64X2_EXTEND_LOW_I32X4_U(a) SSE_1(_mm_cvtepu32_epi64, a)
#define I64X2_EXTEND_HIGH_I32X4_U(a) SSE_1(_mm_cvtepu32_epi64, SSE_HIGH(a))

/* The instruction multiplies lanes 0 and 2: lanes 0 and 1, or 2 and 3, are moved there. */
#define SSE_LOW_LANES(a) _mm_shuffle_epi32((__m128i)(a), 0x50)
#define SSE_HIGH_LANES(a) _mm_shuffle_epi32((__m128i)(a), 0xFA)
#define I64X2_EXTMUL_LOW_I32X4_S(a, b) SSE_2(_mm_mul_epi32, SSE_LOW_LANES(a), SSE_LOW_LANES(b))
#define I64X2_EXTMUL_HIGH_I32X4_S(a, b) SSE_2(_mm_mul_epi32, SSE_HIGH_LANES(a), SSE_HIGH_LANES(b))
#define I64X2_EXTMUL_LOW_I32X4_U(a, b) SSE_2(_mm_mul_epu32, SSE_LOW_LANES(a), SSE_LOW_LANES(b))
#define I64X2_EXTMUL_HIGH_I32X4_U(a, b) SSE_2(_mm_mul_epu32, SSE_HIGH_LANES(a), SSE_HIGH_LANES(b))

/* Sums of products with 1; of two 16-bit lanes without sign it is their sum with the sign bit flipped, corrected. */
#define I16X8_EXTADD_PAIRWISE_I8X16_S(a) SSE_2(_mm_maddubs_epi16, _mm_set1_epi8(1), a)
#define I16X8_EXTADD_PAIRWISE_I8X16_U(a) SSE_2(_mm_maddubs_epi16, a, _mm_set1_epi8(1))
#define I32X4_EXTADD_PAIRWISE_I16X8_S(a) SSE_2(_mm_madd_epi16, a, _mm_set1_epi16(1))
#define I32X4_EXTADD_PAIRWISE_I16X8_U(a)                                                                               \
    I32X4_ADD(I32X4_EXTADD_PAIRWISE_I16X8_S(V128_XOR(a, U32X4_ALL(0x80008000u))), U32X4_ALL(0x10000u))
#define I32X4_DOT_I16X8_S(a, b) SSE_2(_mm_madd_epi16, a, b)

/* -1 by -1 is 1, which is too large: the instruction gives -1. */
GUEST_INLINE v128 I16X8_Q15MULR_SAT_S(v128 a, v128 b) {
    __m128i product = _mm_mulhrs_epi16((__m128i)a, (__m128i)b);
    return (v128)_mm_xor_si128(product, _mm_cmpeq_epi16(product, _mm_set1_epi16(INT16_MIN)));
}

GUEST_INLINE v128 I16X8_RELAXED_DOT_I8X16_I7X16_S(v128 a, v128 b) {
    v128 low = I32X4_DOT_I16X8_S(I16X8_EXTEND_LOW_I8X16_S(a), I16X8_EXTEND_LOW_I8X16_S(b));
    v128 high = I32X4_DOT_I16X8_S(I16X8_EXTEND_HIGH_I8X16_S(a), I16X8_EXTEND_HIGH_I8X16_S(b));
    return I16X8_NARROW_I32X4_S(low, high);
}

/* ---- floats ----------------------------------------------------------------------------------------------------- */

#define F32X4_CEIL(a) ((v128)_mm_round_ps((__m128)(a), _MM_FROUND_TO_POS_INF | _MM_FROUND_NO_EXC))
#define F32X4_FLOOR(a) ((v128)_mm_round_ps((__m128)(a), _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC))
#define F32X4_TRUNC(a) ((v128)_mm_round_ps((__m128)(a), _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC))
#define F32X4_NEAREST(a) ((v128)_mm_round_ps((__m128)(a), _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC))
#define F32X4_SQRT(a) SSE_F32_1(_mm_sqrt_ps, a)
#define F32X4_PMIN(a, b) SSE_F32_2(_mm_min_ps, b, a)
#define F32X4_PMAX(a, b) SSE_F32_2(_mm_max_ps, b, a)
#define F64X2_CEIL(a) ((v128)_mm_round_pd((__m128d)(a), _MM_FROUND_TO_POS_INF | _MM_FROUND_NO_EXC))
#define F64X2_FLOOR(a) ((v128)_mm_round_pd((__m128d)(a), _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC))
#define F64X2_TRUNC(a) ((v128)_mm_round_pd((__m128d)(a), _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC))
#define F64X2_NEAREST(a) ((v128)_mm_round_pd((__m128d)(a), _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC))
#define F64X2_SQRT(a) SSE_F64_1(_mm_sqrt_pd, a)
#define F64X2_PMIN(a, b) SSE_F64_2(_mm_min_pd, b, a)
#define F64X2_PMAX(a, b) SSE_F64_2(_mm_max_pd, b, a)

/*
 * The instruction gives its second operand where it cannot tell: done both ways, the results differ at zeros and NaNs only.
 * A NaN becomes the canonical one: all bits are set where there is one, and those behind the first of the fraction cleared.
 */
#define SSE_MIN_MAX(name, V, U, suffix, fraction)                                                                      \
    GUEST_INLINE v128 name##_MIN(v128 a, v128 b) {                                                                     \
        V one = _mm_min_##suffix((V)a, (V)b), other = _mm_min_##suffix((V)b, (V)a);                                    \
        V least = _mm_or_##suffix(one, other), nan = _mm_cmpunord_##suffix(other, least);                              \
        return (v128)_mm_or_##suffix(least, nan) & ~(v128)((U)nan >> (fraction));                                      \
    }                                                                                                                  \
    GUEST_INLINE v128 name##_MAX(v128 a, v128 b) {                                                                     \
        V one = _mm_max_##suffix((V)a, (V)b), other = _mm_max_##suffix((V)b, (V)a);                                    \
        V difference = _mm_xor_##suffix(one, other);                                                                   \
        V most = _mm_sub_##suffix(_mm_or_##suffix(one, difference), difference);                                       \
        V nan = _mm_cmpunord_##suffix(difference, most);                                                               \
        return (v128)_mm_or_##suffix(most, nan) & ~(v128)((U)nan >> (fraction));                                       \
    }
SSE_MIN_MAX(F32X4, __m128, u32x4, ps, 10)
SSE_MIN_MAX(F64X2, __m128d, u64x2, pd, 13)

/* ---- conversions: the instruction gives INT32_MIN for what is too large, too small, or NaN ----------------------- */

GUEST_INLINE v128 I32X4_TRUNC_SAT_F32X4_S(v128 a) {
    f32x4 number = (f32x4)(a & (v128)((f32x4)a == (f32x4)a)); /* NaN is 0 */
    v128 large = (v128)(number >= (f32x4){0x1p31f, 0x1p31f, 0x1p31f, 0x1p31f});
    MACHINE_HIDE(number); /* of a constant that is too large GCC makes the largest number, and not what the instruction gives */
    return (v128)_mm_cvttps_epi32((__m128)number) ^ large;
}
GUEST_INLINE v128 I32X4_TRUNC_SAT_F32X4_U(v128 a) {
    f32x4 middle = {0x1p31f, 0x1p31f, 0x1p31f, 0x1p31f};
    f32x4 number = (f32x4)_mm_max_ps((__m128)a, _mm_setzero_ps()); /* NaN is 0 */
    v128 large = (v128)(number >= middle), too_large = (v128)(number >= middle + middle);
    v128 small = (v128)_mm_cvttps_epi32((__m128)number);
    v128 rest = (v128)_mm_cvttps_epi32((__m128)(number - middle)) ^ (v128)U32X4_ALL(0x80000000u);
    return V128_BITSELECT(rest, small, large) | too_large;
}
GUEST_INLINE v128 I32X4_TRUNC_SAT_F64X2_S_ZERO(v128 a) {
    v128 most = (v128)(f64x2){INT32_MAX, INT32_MAX} & (v128)((f64x2)a == (f64x2)a); /* 0 for NaN */
    return (v128)_mm_cvttpd_epi32(_mm_min_pd((__m128d)a, (__m128d)most));
}
/* What is added makes the whole number the low half of the sum's bits. */
GUEST_INLINE v128 I32X4_TRUNC_SAT_F64X2_U_ZERO(v128 a) {
    __m128d number = _mm_min_pd(_mm_max_pd((__m128d)a, _mm_setzero_pd()), _mm_set1_pd(UINT32_MAX)); /* NaN is 0 */
    __m128d sum = _mm_add_pd((__m128d)F64X2_TRUNC(number), _mm_set1_pd(0x1p52));
    return (v128)_mm_shuffle_ps((__m128)sum, _mm_setzero_ps(), 0x88);
}
#define F64X2_CONVERT_LOW_I32X4_S(a) SSE_1(_mm_cvtepi32_pd, a)
#define F64X2_CONVERT_LOW_I32X4_U(a)                                                                                   \
    ((v128)_mm_sub_pd((__m128d)_mm_unpacklo_epi32((__m128i)(a), _mm_set1_epi32(0x43300000)), _mm_set1_pd(0x1p52)))
#define F32X4_DEMOTE_F64X2_ZERO(a) SSE_F64_1(_mm_cvtpd_ps, a)
GUEST_INLINE v128 F64X2_PROMOTE_LOW_F32X4(v128 a) {
    v128 result = SSE_F32_1(_mm_cvtps_pd, a);
    MACHINE_HIDE(result);
    return result;
}
