/*
 * simd.h: the operators on vectors in C, for modules that have any. An operator is called as in the text format: i8x16.add
 * is I8X16_ADD, whose arguments are its operands and behind them the lanes it names. What C has no operator for is in
 * simd_<machine>.h, which comes behind it, with the same names for every machine.
 *
 * A macro uses each of its arguments once, as they may be long; what needs one twice is a function.
 */
#ifndef HOSTCALL_SIMD_H
#define HOSTCALL_SIMD_H

#define WASM_VECTOR(name, T) typedef T name __attribute__((vector_size(16)))
WASM_VECTOR(v128, u64);
WASM_VECTOR(s8x16, s8);
WASM_VECTOR(u8x16, u8);
WASM_VECTOR(s16x8, s16);
WASM_VECTOR(u16x8, u16);
WASM_VECTOR(s32x4, s32);
WASM_VECTOR(u32x4, u32);
WASM_VECTOR(s64x2, s64);
WASM_VECTOR(u64x2, u64);
WASM_VECTOR(f32x4, f32);
WASM_VECTOR(f64x2, f64);
WASM_IN_MEMORY(v128);

#define V128_OF(low, high) ((v128){(u64)(low), (u64)(high)})
#define V128_LOW(a) ((a)[0])
#define V128_HIGH(a) ((a)[1])
#define U32X4_ALL(a) ((u32x4){a, a, a, a})
#define U64X2_ALL(a) ((u64x2){a, a})

/* An operator of C on each lane. */
#define WASM_UNARY(T, operator, a) ((v128)(operator(T)(a)))
#define WASM_BINARY(T, a, operator, b) ((v128)((T)(a) operator(T)(b)))

/* ---- memory: V128_LOAD32_ZERO and V128_LOAD64_ZERO clear what is above ------------------------------------------ */

#define WASM_LOAD_ZERO_CHECKED(to, T, size, address, offset, rest)                                                     \
    do {                                                                                                               \
        T low_;                                                                                                        \
        WASM_LOAD_CHECKED(low_, T, T, T, size, address, offset, rest);                                                 \
        (to) = V128_OF(low_, 0);                                                                                       \
    } while (0)

#define V128_LOAD(to, address, offset, rest)                                                                           \
    WASM_LOAD_WHOLE(to, v128, MACHINE_V128_LOAD, MACHINE_INTO_VECTOR, address, offset, rest)
#define V128_LOAD_FAR(to, address, offset, rest)                                                                       \
    WASM_LOAD_CHECKED(to, v128, v128, v128, MEMORY_SIZE, address, offset, rest)
#define V128_LOAD_SURE(address) WASM_LOAD_SURE(v128, v128, v128, address)
#define V128_LOAD32_ZERO(to, address, offset, rest)                                                                    \
    WASM_LOAD_ZERO(to, u32, MACHINE_V128_LOAD32_ZERO, MACHINE_INTO_VECTOR, address, offset, rest)
#define V128_LOAD32_ZERO_FAR(to, address, offset, rest)                                                                \
    WASM_LOAD_ZERO_CHECKED(to, u32, MEMORY_SIZE, address, offset, rest)
#define V128_LOAD32_ZERO_SURE(address) V128_OF(WASM_LOAD_SURE(u32, u32, u32, address), 0)
#define V128_LOAD64_ZERO(to, address, offset, rest)                                                                    \
    WASM_LOAD_ZERO(to, u64, MACHINE_V128_LOAD64_ZERO, MACHINE_INTO_VECTOR, address, offset, rest)
#define V128_LOAD64_ZERO_FAR(to, address, offset, rest)                                                                \
    WASM_LOAD_ZERO_CHECKED(to, u64, MEMORY_SIZE, address, offset, rest)
#define V128_LOAD64_ZERO_SURE(address) V128_OF(WASM_LOAD_SURE(u64, u64, u64, address), 0)

#define V128_STORE(address, value, offset, rest)                                                                       \
    WASM_STORE(v128, v128, MACHINE_V128_STORE, MACHINE_FROM_VECTOR, address, value, offset, rest)
#define V128_STORE_FAR(address, value, offset, rest)                                                                   \
    WASM_STORE_CHECKED(v128, v128, MEMORY_SIZE, address, value, offset, rest)
#define V128_STORE_SURE(address, value) WASM_STORE_SURE(v128, v128, address, value)

/* ---- lanes ------------------------------------------------------------------------------------------------------ */

GUEST_INLINE v128 I8X16_SPLAT(u32 a) {
    u8 b = (u8)a;
    return (v128)(u8x16){b, b, b, b, b, b, b, b, b, b, b, b, b, b, b, b};
}
GUEST_INLINE v128 I16X8_SPLAT(u32 a) {
    u16 b = (u16)a;
    return (v128)(u16x8){b, b, b, b, b, b, b, b};
}
GUEST_INLINE v128 I32X4_SPLAT(u32 a) { return (v128)U32X4_ALL(a); }
GUEST_INLINE v128 I64X2_SPLAT(u64 a) { return U64X2_ALL(a); }
GUEST_INLINE v128 F32X4_SPLAT(f32 a) { return (v128)(f32x4){a, a, a, a}; }
GUEST_INLINE v128 F64X2_SPLAT(f64 a) { return (v128)(f64x2){a, a}; }

#define I8X16_EXTRACT_LANE_S(a, lane) ((u32)((s8x16)(a))[lane])
#define I8X16_EXTRACT_LANE_U(a, lane) ((u32)((u8x16)(a))[lane])
#define I16X8_EXTRACT_LANE_S(a, lane) ((u32)((s16x8)(a))[lane])
#define I16X8_EXTRACT_LANE_U(a, lane) ((u32)((u16x8)(a))[lane])
#define I32X4_EXTRACT_LANE(a, lane) (((u32x4)(a))[lane])
#define I64X2_EXTRACT_LANE(a, lane) (((u64x2)(a))[lane])
#define F32X4_EXTRACT_LANE(a, lane) (((f32x4)(a))[lane])
#define F64X2_EXTRACT_LANE(a, lane) (((f64x2)(a))[lane])

#define WASM_REPLACE_LANE(V, a, b, lane)                                                                               \
    ({                                                                                                                 \
        V a_ = (V)(a);                                                                                                 \
        a_[lane] = (b);                                                                                                \
        (v128) a_;                                                                                                     \
    })
#define I8X16_REPLACE_LANE(a, b, lane) WASM_REPLACE_LANE(u8x16, a, (u8)(b), lane)
#define I16X8_REPLACE_LANE(a, b, lane) WASM_REPLACE_LANE(u16x8, a, (u16)(b), lane)
#define I32X4_REPLACE_LANE(a, b, lane) WASM_REPLACE_LANE(u32x4, a, b, lane)
#define I64X2_REPLACE_LANE(a, b, lane) WASM_REPLACE_LANE(u64x2, a, b, lane)
#define F32X4_REPLACE_LANE(a, b, lane) WASM_REPLACE_LANE(f32x4, a, b, lane)
#define F64X2_REPLACE_LANE(a, b, lane) WASM_REPLACE_LANE(f64x2, a, b, lane)

#ifdef __clang__
#define I8X16_SHUFFLE(a, b, ...) ((v128)__builtin_shufflevector((u8x16)(a), (u8x16)(b), __VA_ARGS__))
#else
#define I8X16_SHUFFLE(a, b, ...) ((v128)__builtin_shuffle((u8x16)(a), (u8x16)(b), (u8x16){__VA_ARGS__}))
#endif

/* ---- bits ------------------------------------------------------------------------------------------------------- */

#define V128_NOT(a) WASM_UNARY(u64x2, ~, a)
#define V128_AND(a, b) WASM_BINARY(u64x2, a, &, b)
#define V128_ANDNOT(a, b) WASM_BINARY(u64x2, a, &~, b)
#define V128_OR(a, b) WASM_BINARY(u64x2, a, |, b)
#define V128_XOR(a, b) WASM_BINARY(u64x2, a, ^, b)
GUEST_INLINE v128 V128_BITSELECT(v128 a, v128 b, v128 mask) { return (a & mask) | (b & ~mask); }

#define WASM_ALL_TRUE(T, a) (V128_ANY_TRUE((v128)((T)(a) == (T){0})) ^ 1u)
#define I8X16_ALL_TRUE(a) WASM_ALL_TRUE(u8x16, a)
#define I16X8_ALL_TRUE(a) WASM_ALL_TRUE(u16x8, a)
#define I32X4_ALL_TRUE(a) WASM_ALL_TRUE(u32x4, a)
#define I64X2_ALL_TRUE(a) WASM_ALL_TRUE(u64x2, a)

/* ---- comparisons ------------------------------------------------------------------------------------------------ */

#define I8X16_EQ(a, b) WASM_BINARY(u8x16, a, ==, b)
#define I8X16_NE(a, b) WASM_BINARY(u8x16, a, !=, b)
#define I8X16_LT_S(a, b) WASM_BINARY(s8x16, a, <, b)
#define I8X16_LT_U(a, b) WASM_BINARY(u8x16, a, <, b)
#define I8X16_GT_S(a, b) WASM_BINARY(s8x16, a, >, b)
#define I8X16_GT_U(a, b) WASM_BINARY(u8x16, a, >, b)
#define I8X16_LE_S(a, b) WASM_BINARY(s8x16, a, <=, b)
#define I8X16_LE_U(a, b) WASM_BINARY(u8x16, a, <=, b)
#define I8X16_GE_S(a, b) WASM_BINARY(s8x16, a, >=, b)
#define I8X16_GE_U(a, b) WASM_BINARY(u8x16, a, >=, b)
#define I16X8_EQ(a, b) WASM_BINARY(u16x8, a, ==, b)
#define I16X8_NE(a, b) WASM_BINARY(u16x8, a, !=, b)
#define I16X8_LT_S(a, b) WASM_BINARY(s16x8, a, <, b)
#define I16X8_LT_U(a, b) WASM_BINARY(u16x8, a, <, b)
#define I16X8_GT_S(a, b) WASM_BINARY(s16x8, a, >, b)
#define I16X8_GT_U(a, b) WASM_BINARY(u16x8, a, >, b)
#define I16X8_LE_S(a, b) WASM_BINARY(s16x8, a, <=, b)
#define I16X8_LE_U(a, b) WASM_BINARY(u16x8, a, <=, b)
#define I16X8_GE_S(a, b) WASM_BINARY(s16x8, a, >=, b)
#define I16X8_GE_U(a, b) WASM_BINARY(u16x8, a, >=, b)
#define I32X4_EQ(a, b) WASM_BINARY(u32x4, a, ==, b)
#define I32X4_NE(a, b) WASM_BINARY(u32x4, a, !=, b)
#define I32X4_LT_S(a, b) WASM_BINARY(s32x4, a, <, b)
#define I32X4_LT_U(a, b) WASM_BINARY(u32x4, a, <, b)
#define I32X4_GT_S(a, b) WASM_BINARY(s32x4, a, >, b)
#define I32X4_GT_U(a, b) WASM_BINARY(u32x4, a, >, b)
#define I32X4_LE_S(a, b) WASM_BINARY(s32x4, a, <=, b)
#define I32X4_LE_U(a, b) WASM_BINARY(u32x4, a, <=, b)
#define I32X4_GE_S(a, b) WASM_BINARY(s32x4, a, >=, b)
#define I32X4_GE_U(a, b) WASM_BINARY(u32x4, a, >=, b)
#define I64X2_EQ(a, b) WASM_BINARY(u64x2, a, ==, b)
#define I64X2_NE(a, b) WASM_BINARY(u64x2, a, !=, b)
#define I64X2_LT_S(a, b) WASM_BINARY(s64x2, a, <, b)
#define I64X2_GT_S(a, b) WASM_BINARY(s64x2, a, >, b)
#define I64X2_LE_S(a, b) WASM_BINARY(s64x2, a, <=, b)
#define I64X2_GE_S(a, b) WASM_BINARY(s64x2, a, >=, b)
#define F32X4_EQ(a, b) WASM_BINARY(f32x4, a, ==, b)
#define F32X4_NE(a, b) WASM_BINARY(f32x4, a, !=, b)
#define F32X4_LT(a, b) WASM_BINARY(f32x4, a, <, b)
#define F32X4_GT(a, b) WASM_BINARY(f32x4, a, >, b)
#define F32X4_LE(a, b) WASM_BINARY(f32x4, a, <=, b)
#define F32X4_GE(a, b) WASM_BINARY(f32x4, a, >=, b)
#define F64X2_EQ(a, b) WASM_BINARY(f64x2, a, ==, b)
#define F64X2_NE(a, b) WASM_BINARY(f64x2, a, !=, b)
#define F64X2_LT(a, b) WASM_BINARY(f64x2, a, <, b)
#define F64X2_GT(a, b) WASM_BINARY(f64x2, a, >, b)
#define F64X2_LE(a, b) WASM_BINARY(f64x2, a, <=, b)
#define F64X2_GE(a, b) WASM_BINARY(f64x2, a, >=, b)

/* ---- integers --------------------------------------------------------------------------------------------------- */

#define I8X16_ADD(a, b) WASM_BINARY(u8x16, a, +, b)
#define I8X16_SUB(a, b) WASM_BINARY(u8x16, a, -, b)
#define I8X16_NEG(a) WASM_UNARY(u8x16, -, a)
#define I16X8_ADD(a, b) WASM_BINARY(u16x8, a, +, b)
#define I16X8_SUB(a, b) WASM_BINARY(u16x8, a, -, b)
#define I16X8_MUL(a, b) WASM_BINARY(u16x8, a, *, b)
#define I16X8_NEG(a) WASM_UNARY(u16x8, -, a)
#define I32X4_ADD(a, b) WASM_BINARY(u32x4, a, +, b)
#define I32X4_SUB(a, b) WASM_BINARY(u32x4, a, -, b)
#define I32X4_MUL(a, b) WASM_BINARY(u32x4, a, *, b)
#define I32X4_NEG(a) WASM_UNARY(u32x4, -, a)
#define I64X2_ADD(a, b) WASM_BINARY(u64x2, a, +, b)
#define I64X2_SUB(a, b) WASM_BINARY(u64x2, a, -, b)
#define I64X2_MUL(a, b) WASM_BINARY(u64x2, a, *, b)
#define I64X2_NEG(a) WASM_UNARY(u64x2, -, a)

/* Products of lanes that are widened first. */
#define WASM_EXTMUL(T, extend, a, b) WASM_BINARY(T, extend(a), *, extend(b))
#define I16X8_EXTMUL_LOW_I8X16_S(a, b) WASM_EXTMUL(u16x8, I16X8_EXTEND_LOW_I8X16_S, a, b)
#define I16X8_EXTMUL_LOW_I8X16_U(a, b) WASM_EXTMUL(u16x8, I16X8_EXTEND_LOW_I8X16_U, a, b)
#define I16X8_EXTMUL_HIGH_I8X16_S(a, b) WASM_EXTMUL(u16x8, I16X8_EXTEND_HIGH_I8X16_S, a, b)
#define I16X8_EXTMUL_HIGH_I8X16_U(a, b) WASM_EXTMUL(u16x8, I16X8_EXTEND_HIGH_I8X16_U, a, b)
#define I32X4_EXTMUL_LOW_I16X8_S(a, b) WASM_EXTMUL(u32x4, I32X4_EXTEND_LOW_I16X8_S, a, b)
#define I32X4_EXTMUL_LOW_I16X8_U(a, b) WASM_EXTMUL(u32x4, I32X4_EXTEND_LOW_I16X8_U, a, b)
#define I32X4_EXTMUL_HIGH_I16X8_S(a, b) WASM_EXTMUL(u32x4, I32X4_EXTEND_HIGH_I16X8_S, a, b)
#define I32X4_EXTMUL_HIGH_I16X8_U(a, b) WASM_EXTMUL(u32x4, I32X4_EXTEND_HIGH_I16X8_U, a, b)

/* ---- floats ----------------------------------------------------------------------------------------------------- */

#define F32X4_ADD(a, b) WASM_BINARY(f32x4, a, +, b)
#define F32X4_SUB(a, b) WASM_BINARY(f32x4, a, -, b)
#define F32X4_MUL(a, b) WASM_BINARY(f32x4, a, *, b)
#define F32X4_DIV(a, b) WASM_BINARY(f32x4, a, /, b)
#define F32X4_ABS(a) ((v128)((u32x4)(a) & ~U32X4_ALL(0x80000000u)))
#define F32X4_NEG(a) ((v128)((u32x4)(a) ^ U32X4_ALL(0x80000000u)))
#define F64X2_ADD(a, b) WASM_BINARY(f64x2, a, +, b)
#define F64X2_SUB(a, b) WASM_BINARY(f64x2, a, -, b)
#define F64X2_MUL(a, b) WASM_BINARY(f64x2, a, *, b)
#define F64X2_DIV(a, b) WASM_BINARY(f64x2, a, /, b)
#define F64X2_ABS(a) ((v128)((u64x2)(a) & ~U64X2_ALL(0x8000000000000000ull)))
#define F64X2_NEG(a) ((v128)((u64x2)(a) ^ U64X2_ALL(0x8000000000000000ull)))
#define F32X4_CONVERT_I32X4_S(a) ((v128)__builtin_convertvector((s32x4)(a), f32x4))
#define F32X4_CONVERT_I32X4_U(a) ((v128)__builtin_convertvector((u32x4)(a), f32x4))

/* ---- relaxed operators: what the specification's deterministic profile makes of them, on every machine ----------- */

#define I8X16_RELAXED_SWIZZLE(a, b) I8X16_SWIZZLE(a, b)
#define I32X4_RELAXED_TRUNC_F32X4_S(a) I32X4_TRUNC_SAT_F32X4_S(a)
#define I32X4_RELAXED_TRUNC_F32X4_U(a) I32X4_TRUNC_SAT_F32X4_U(a)
#define I32X4_RELAXED_TRUNC_F64X2_S_ZERO(a) I32X4_TRUNC_SAT_F64X2_S_ZERO(a)
#define I32X4_RELAXED_TRUNC_F64X2_U_ZERO(a) I32X4_TRUNC_SAT_F64X2_U_ZERO(a)
#define F32X4_RELAXED_MADD(a, b, c) F32X4_ADD(F32X4_MUL(a, b), c)
#define F32X4_RELAXED_NMADD(a, b, c) F32X4_ADD(F32X4_MUL(F32X4_NEG(a), b), c)
#define F64X2_RELAXED_MADD(a, b, c) F64X2_ADD(F64X2_MUL(a, b), c)
#define F64X2_RELAXED_NMADD(a, b, c) F64X2_ADD(F64X2_MUL(F64X2_NEG(a), b), c)
#define I8X16_RELAXED_LANESELECT(a, b, mask) V128_BITSELECT(a, b, mask)
#define I16X8_RELAXED_LANESELECT(a, b, mask) V128_BITSELECT(a, b, mask)
#define I32X4_RELAXED_LANESELECT(a, b, mask) V128_BITSELECT(a, b, mask)
#define I64X2_RELAXED_LANESELECT(a, b, mask) V128_BITSELECT(a, b, mask)
#define F32X4_RELAXED_MIN(a, b) F32X4_MIN(a, b)
#define F32X4_RELAXED_MAX(a, b) F32X4_MAX(a, b)
#define F64X2_RELAXED_MIN(a, b) F64X2_MIN(a, b)
#define F64X2_RELAXED_MAX(a, b) F64X2_MAX(a, b)
#define I16X8_RELAXED_Q15MULR_S(a, b) I16X8_Q15MULR_SAT_S(a, b)
#define I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S(a, b, c)                                                                   \
    I32X4_ADD(I32X4_EXTADD_PAIRWISE_I16X8_S(I16X8_RELAXED_DOT_I8X16_I7X16_S(a, b)), c)

#endif
