/*
 * wasm.h: the operators of WebAssembly in C, for the statements that FunctionTranslator writes. A macro's last argument,
 * `rest`, is the part of the straight line's cost that lies behind the operator: a trap gives it back, so that the budget
 * is exact there. `g` is the instance, a variable of every emitted function.
 *
 * Before it come guest.h and the header of the architecture, whose names begin with MACHINE; behind it comes guarded.h or
 * explicit.h, which say what a load and a store are.
 */
#ifndef HOSTCALL_WASM_H
#define HOSTCALL_WASM_H

/* Of the C library, whose headers a C compiler need not have. */
void *memcpy(void *restrict to, const void *restrict from, size_t size);
void *memmove(void *to, const void *from, size_t size);
void *memset(void *to, int value, size_t size);

typedef int8_t s8;
typedef int16_t s16;
typedef int32_t s32;
typedef int64_t s64;
typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
__extension__ typedef __int128 s128;
__extension__ typedef unsigned __int128 u128;
typedef float f32;
typedef double f64;

/* What linear memory holds: any type at any address. */
#define WASM_IN_MEMORY(T) typedef T T##_m __attribute__((aligned(1), may_alias))
WASM_IN_MEMORY(s8);
WASM_IN_MEMORY(s16);
WASM_IN_MEMORY(s32);
WASM_IN_MEMORY(u8);
WASM_IN_MEMORY(u16);
WASM_IN_MEMORY(u32);
WASM_IN_MEMORY(u64);
WASM_IN_MEMORY(f32);
WASM_IN_MEMORY(f64);

/* Macros, as unoptimized code would copy the arguments of a function, inlined or not. */
#ifdef __OPTIMIZE__
#define RARELY(condition) __builtin_expect(!!(condition), 0)
#else
#define RARELY(condition) (condition)
#endif
#define WASM_CONTROL ((struct guest_control *)((char *)g - GUEST_CONTROL_SIZE))
/* Volatile: other threads grow the memory of a guest that runs. SEEN_SIZE may be what it was a while ago. */
#define MEMORY_SIZE (*(const volatile u64 *)&WASM_CONTROL->memory_size)
#define SEEN_SIZE (WASM_CONTROL->memory_size)
/* The same of a table, which others grow too. */
#define TABLE_SIZE(table) (*(const volatile u64 *)&(table)->size)
#define wasm_at(g, address) ((char *)(g) + (u64)(address))

/* An address of 64 bits: what memory or table has no room for, which has less than 4 GiB, is out of its bounds as well where it
   is cut down to this. */
GUEST_INLINE u32 WASM_ADDRESS(u64 address) { return address >> 32 ? UINT32_MAX : (u32)address; }

#define HIDDEN __attribute__((visibility("hidden")))

/* ---- metering ---------------------------------------------------------------------------------------------------- */

/*
 * CHARGE is volatile assembly, as are the accesses of guarded.h: so the compiler keeps them in order, and where an
 * access faults exactly the charges before it have been made. CHARGE_FREELY is for functions that nothing faults in: the C
 * compiler may make one charge of several. CHARGE_TEST stands at function entries and loop heads; its
 * cold path keeps every register, so that a loop pays one subtraction and one branch.
 */
#if !GUEST_METERED

#define WASM_BUDGET 0
#define CHARGE(cost) ((void)0)
#define CHARGE_FREELY(cost) ((void)0)
#define CHARGE_TEST(cost) ((void)0)
#define CHARGE_MOVED(cost) ((void)(cost))
#define REFUND(rest) ((void)(rest))

#elif defined(__clang__)

#define WASM_BUDGET (*(volatile s64 *)&WASM_CONTROL->budget)
#define CHARGE(cost) ((void)(WASM_BUDGET -= (cost)))
#define CHARGE_FREELY(cost) ((void)(*(s64 *)&WASM_CONTROL->budget -= (cost)))
#define CHARGE_TEST(cost)                                                                                              \
    do {                                                                                                               \
        if (RARELY((WASM_BUDGET -= (cost)) < 0)) guest_budget_spent(g);                                                \
    } while (0)
#define CHARGE_MOVED(cost) ((void)(WASM_BUDGET -= (s64)(cost)))
#define REFUND(rest) ((void)(WASM_BUDGET += (rest)))

#else

#if MACHINE_WIDE_REGISTERS
#error "metered guests are compiled without AVX, APX and SVE, as their registers are not kept where the budget is spent: leave out -mavx, +sve and -march=native"
#endif

#define WASM_BUDGET guest_budget

HIDDEN void wasm_budget_spent(struct guest *g);

#define CHARGE(cost) MACHINE_CHARGE(cost)
#ifdef __OPTIMIZE__
#define CHARGE_FREELY(cost) ((void)(guest_budget -= (cost)))
#else
#define CHARGE_FREELY(cost) CHARGE(cost)
#endif
#define CHARGE_TEST(cost) MACHINE_CHARGE_TEST(cost)
#define CHARGE_MOVED(cost) MACHINE_CHARGE_MOVED(cost)
#define REFUND(rest) ((void)(guest_budget += (rest)))

#endif

#define TRAP(code, rest)                                                                                               \
    do {                                                                                                               \
        REFUND(rest);                                                                                                  \
        guest_trap(g, GUEST_TRAP_##code);                                                                              \
    } while (0)

#define TRAP_IF(condition, code, rest)                                                                                 \
    do {                                                                                                               \
        if (RARELY(condition)) TRAP(code, rest);                                                                       \
    } while (0)

/* For a function that may recurse, once its frame is there; `rest` is what was paid for its entry. */
#define WASM_CHECK_STACK(rest)                                                                                         \
    TRAP_IF(guest_stack_pointer < WASM_CONTROL->stack_limit, STACK_OVERFLOW, rest)

/* For a function with a large frame: checks before it is entered, as its frame could jump over the red zone. */
#define WASM_CHECK_FRAME(bytes)                                                                                        \
    TRAP_IF(guest_stack_pointer - (bytes) < WASM_CONTROL->stack_limit || guest_stack_pointer < (bytes),            \
            STACK_OVERFLOW, 0)

/* ---- integers ---------------------------------------------------------------------------------------------------- */

#define I32_CLZ(a) ({ u32 a_ = (a); a_ ? (u32)__builtin_clz(a_) : 32u; })
#define I32_CTZ(a) ({ u32 a_ = (a); a_ ? (u32)__builtin_ctz(a_) : 32u; })
#define I64_CLZ(a) ({ u64 a_ = (a); a_ ? (u64)__builtin_clzll(a_) : 64u; })
#define I64_CTZ(a) ({ u64 a_ = (a); a_ ? (u64)__builtin_ctzll(a_) : 64u; })
#define I32_ROTL(a, b) ({ u32 a_ = (a), b_ = (b); a_ << (b_ & 31) | a_ >> (-b_ & 31); })
#define I32_ROTR(a, b) ({ u32 a_ = (a), b_ = (b); a_ >> (b_ & 31) | a_ << (-b_ & 31); })
#define I64_ROTL(a, b) ({ u64 a_ = (a), b_ = (b); a_ << (b_ & 63) | a_ >> (-b_ & 63); })
#define I64_ROTR(a, b) ({ u64 a_ = (a), b_ = (b); a_ >> (b_ & 63) | a_ << (-b_ & 63); })

#define WASM_DIVIDE_SIGNED(name, U, S, MIN)                                                                            \
    GUEST_INLINE U name##_DIV_S(struct guest *g, U a, U b, s64 rest) {                                                 \
        TRAP_IF(b == 0, INTEGER_DIVIDE_BY_ZERO, rest);                                                                 \
        TRAP_IF(a == (U)MIN && b == (U)-1, INTEGER_OVERFLOW, rest);                                                    \
        return (U)((S)a / (S)b);                                                                                       \
    }                                                                                                                  \
    GUEST_INLINE U name##_REM_S(struct guest *g, U a, U b, s64 rest) {                                                 \
        TRAP_IF(b == 0, INTEGER_DIVIDE_BY_ZERO, rest);                                                                 \
        return b == (U)-1 ? 0 : (U)((S)a % (S)b);                                                                      \
    }                                                                                                                  \
    GUEST_INLINE U name##_DIV_U(struct guest *g, U a, U b, s64 rest) {                                                 \
        TRAP_IF(b == 0, INTEGER_DIVIDE_BY_ZERO, rest);                                                                 \
        return a / b;                                                                                                  \
    }                                                                                                                  \
    GUEST_INLINE U name##_REM_U(struct guest *g, U a, U b, s64 rest) {                                                 \
        TRAP_IF(b == 0, INTEGER_DIVIDE_BY_ZERO, rest);                                                                 \
        return a % b;                                                                                                  \
    }
WASM_DIVIDE_SIGNED(I32, u32, s32, INT32_MIN)
WASM_DIVIDE_SIGNED(I64, u64, s64, INT64_MIN)

#define U128_OF(low, high) ((u128)(low) | (u128)(high) << 64)

/* ---- floats ------------------------------------------------------------------------------------------------------ */

#define WASM_REINTERPRET(name, TO, FROM)                                                                               \
    GUEST_INLINE TO name(FROM value) {                                                                                 \
        TO result;                                                                                                     \
        memcpy(&result, &value, sizeof result);                                                                        \
        return result;                                                                                                 \
    }
WASM_REINTERPRET(I32_OF_F32, u32, f32)
WASM_REINTERPRET(I64_OF_F64, u64, f64)
WASM_REINTERPRET(F32_OF_I32, f32, u32)
WASM_REINTERPRET(F64_OF_I64, f64, u64)

/* Hidden from the compiler's view, which would fold a promotion and a demotion to nothing and leave a NaN signalling. */
GUEST_INLINE f64 F64_PROMOTE_F32(f32 value) {
    f64 result = value;
    MACHINE_HIDE(result);
    return result;
}

/* Minimum and maximum: a NaN if there is one (the sum makes it quiet), and -0 is less than +0. */
#define WASM_MIN_MAX(F, T, bits, of_bits)                                                                              \
    GUEST_INLINE T F##_MIN(T a, T b) {                                                                                 \
        if (RARELY(a != a || b != b)) return a + b;                                                                    \
        if (RARELY(a == b)) return of_bits(bits(a) | bits(b));                                                         \
        return a < b ? a : b;                                                                                          \
    }                                                                                                                  \
    GUEST_INLINE T F##_MAX(T a, T b) {                                                                                 \
        if (RARELY(a != a || b != b)) return a + b;                                                                    \
        if (RARELY(a == b)) return of_bits(bits(a) & bits(b));                                                         \
        return a > b ? a : b;                                                                                          \
    }
WASM_MIN_MAX(F32, f32, I32_OF_F32, F32_OF_I32)
WASM_MIN_MAX(F64, f64, I64_OF_F64, F64_OF_I64)

/* Float to integer: `low` and `high` are the nearest values outside the range, or on its edge where `LOW` says so. */
#define WASM_TRUNCATE(name, U, S, T, LOW, low, high, MIN, MAX)                                                         \
    GUEST_INLINE U name(struct guest *g, T a, s64 rest) {                                                              \
        TRAP_IF(a != a, INVALID_CONVERSION, rest);                                                                     \
        TRAP_IF(!(a LOW low && a < high), INTEGER_OVERFLOW, rest);                                                     \
        return (U)(S)a;                                                                                                \
    }                                                                                                                  \
    GUEST_INLINE U name##_SAT(T a) {                                                                                   \
        if (a != a) return 0;                                                                                          \
        if (!(a LOW low)) return (U)MIN;                                                                               \
        if (!(a < high)) return (U)MAX;                                                                                \
        return (U)(S)a;                                                                                                \
    }
WASM_TRUNCATE(I32_TRUNC_F32_S, u32, s32, f32, >=, -0x1p31f, 0x1p31f, INT32_MIN, INT32_MAX)
WASM_TRUNCATE(I32_TRUNC_F32_U, u32, u32, f32, >, -1.0f, 0x1p32f, 0, UINT32_MAX)
WASM_TRUNCATE(I32_TRUNC_F64_S, u32, s32, f64, >, -2147483649.0, 0x1p31, INT32_MIN, INT32_MAX)
WASM_TRUNCATE(I32_TRUNC_F64_U, u32, u32, f64, >, -1.0, 0x1p32, 0, UINT32_MAX)
WASM_TRUNCATE(I64_TRUNC_F32_S, u64, s64, f32, >=, -0x1p63f, 0x1p63f, INT64_MIN, INT64_MAX)
WASM_TRUNCATE(I64_TRUNC_F32_U, u64, u64, f32, >, -1.0f, 0x1p64f, 0, UINT64_MAX)
WASM_TRUNCATE(I64_TRUNC_F64_S, u64, s64, f64, >=, -0x1p63, 0x1p63, INT64_MIN, INT64_MAX)
WASM_TRUNCATE(I64_TRUNC_F64_U, u64, u64, f64, >, -1.0, 0x1p64, 0, UINT64_MAX)

/* ---- bulk memory: nothing is moved unless all of it is in bounds --------------------------------------------------- */

/*
 * What is moved at once, in bytes. More is moved in slices, each paid for before it, with the budget tested in between:
 * filling 4 GiB takes seconds, and a kill must not wait for them.
 */
#define WASM_SLICE (1u << 20)
#define WASM_SLICE_ELEMENTS (WASM_SLICE / 8)

#if GUEST_METERED
#define WASM_IS_LARGE(size, slice) RARELY((size) > (slice))
#else
#define WASM_IS_LARGE(size, slice) 0
#endif

#define CHARGE_SLICE(cost)                                                                                             \
    do {                                                                                                               \
        CHARGE_MOVED(cost);                                                                                            \
        if (RARELY(WASM_BUDGET < 0)) guest_budget_spent(g);                                                            \
    } while (0)

/* Where two ranges overlap, the slices begin at the end that is not overwritten first. */
GUEST_APART void wasm_copy_slices(struct guest *g, char *to, const char *from, u32 size) {
    for (u32 done = 0; done < size;) {
        u32 slice = size - done < WASM_SLICE ? size - done : WASM_SLICE;
        u32 at = to <= from ? done : size - done - slice;
        CHARGE_SLICE(slice >> 6);
        memmove(to + at, from + at, slice);
        done += slice;
    }
}

GUEST_APART void wasm_fill_slices(struct guest *g, char *to, int value, u32 size) {
    for (u32 done = 0; done < size;) {
        u32 slice = size - done < WASM_SLICE ? size - done : WASM_SLICE;
        CHARGE_SLICE(slice >> 6);
        memset(to + done, value, slice);
        done += slice;
    }
}

GUEST_INLINE void MEMORY_COPY(struct guest *g, u32 to, u32 from, u32 size, s64 rest) {
    TRAP_IF((u64)to + size > MEMORY_SIZE || (u64)from + size > MEMORY_SIZE, MEMORY_OUT_OF_BOUNDS, rest);
    if (WASM_IS_LARGE(size, WASM_SLICE)) {
        wasm_copy_slices(g, wasm_at(g, to), wasm_at(g, from), size);
        return;
    }
    CHARGE_MOVED(size >> 6);
    memmove(wasm_at(g, to), wasm_at(g, from), size);
}

GUEST_INLINE void MEMORY_FILL(struct guest *g, u32 to, u32 value, u32 size, s64 rest) {
    TRAP_IF((u64)to + size > MEMORY_SIZE, MEMORY_OUT_OF_BOUNDS, rest);
    if (WASM_IS_LARGE(size, WASM_SLICE)) {
        wasm_fill_slices(g, wasm_at(g, to), (int)value, size);
        return;
    }
    CHARGE_MOVED(size >> 6);
    memset(wasm_at(g, to), (int)value, size);
}

/* `length` is the segment's size, or 0 once it has been dropped. */
GUEST_INLINE void MEMORY_INIT(struct guest *g, const char *segment, u32 length, u32 to, u32 from, u32 size, s64 rest) {
    TRAP_IF((u64)to + size > MEMORY_SIZE || (u64)from + size > length, MEMORY_OUT_OF_BOUNDS, rest);
    if (WASM_IS_LARGE(size, WASM_SLICE)) {
        wasm_copy_slices(g, wasm_at(g, to), segment + from, size);
        return;
    }
    CHARGE_MOVED(size >> 6);
    memcpy(wasm_at(g, to), segment + from, size);
}

/* ---- tables: `elements` and `length` are the table's ---------------------------------------------------------------- */

GUEST_INLINE u64 TABLE_GET(struct guest *g, const u64 *elements, u64 length, u32 index, s64 rest) {
    TRAP_IF(index >= length, TABLE_OUT_OF_BOUNDS, rest);
    return elements[index];
}

GUEST_INLINE void TABLE_SET(struct guest *g, u64 *elements, u64 length, u32 index, u64 value, s64 rest) {
    TRAP_IF(index >= length, TABLE_OUT_OF_BOUNDS, rest);
    elements[index] = value;
}

GUEST_APART void wasm_fill_elements(struct guest *g, u64 *to, u64 value, u32 size) {
    for (u32 done = 0; done < size;) {
        u32 end = size - done < WASM_SLICE_ELEMENTS ? size : done + WASM_SLICE_ELEMENTS;
        CHARGE_SLICE((end - done) >> 3);
        while (done < end) to[done++] = value;
    }
}

GUEST_APART void wasm_copy_elements(struct guest *g, u64 *to, const u64 *from, u32 size) {
    for (u32 done = 0; done < size;) {
        u32 slice = size - done < WASM_SLICE_ELEMENTS ? size - done : WASM_SLICE_ELEMENTS;
        u32 at = to <= from ? done : size - done - slice;
        CHARGE_SLICE(slice >> 3);
        memmove(to + at, from + at, (size_t)slice * sizeof *to);
        done += slice;
    }
}

GUEST_INLINE void TABLE_FILL(struct guest *g, u64 *elements, u64 length, u32 to, u64 value, u32 size, s64 rest) {
    TRAP_IF((u64)to + size > length, TABLE_OUT_OF_BOUNDS, rest);
    if (WASM_IS_LARGE(size, WASM_SLICE_ELEMENTS)) {
        wasm_fill_elements(g, elements + to, value, size);
        return;
    }
    CHARGE_MOVED(size >> 3);
    for (u32 i = 0; i < size; i++) elements[to + i] = value;
}

/* A segment is a table that nothing writes to; its length is 0 once it has been dropped. */
GUEST_INLINE void TABLE_COPY(struct guest *g, u64 *elements, u64 length, const u64 *source, u64 source_length, u32 to,
                             u32 from, u32 size, s64 rest) {
    TRAP_IF((u64)to + size > length || (u64)from + size > source_length, TABLE_OUT_OF_BOUNDS, rest);
    if (WASM_IS_LARGE(size, WASM_SLICE_ELEMENTS)) {
        wasm_copy_elements(g, elements + to, source + from, size);
        return;
    }
    CHARGE_MOVED(size >> 3);
    memmove(elements + to, source + from, (size_t)size * sizeof *elements);
}

/* ---- functions by reference --------------------------------------------------------------------------------------- */

/*
 * The reference in a table's element, once it is known to have the type: what CALL_INDIRECT calls. Types of few values are
 * packed into a number; longer ones are the address of their signature, which another object holds elsewhere.
 */
GUEST_INLINE const struct guest_function *wasm_callee(struct guest *g, const u64 *elements, u64 length, u32 index,
                                                      u64 type) {
    TRAP_IF(index >= length, UNDEFINED_ELEMENT, 0);
    const struct guest_function *callee = (const struct guest_function *)elements[index];
    TRAP_IF(!callee, UNINITIALIZED_ELEMENT, 0);
    TRAP_IF(callee->type != type && !guest_same_type(callee->type, type), INDIRECT_CALL_TYPE, 0);
    return callee;
}

/* What CALL_REF calls. */
GUEST_INLINE const struct guest_function *wasm_referred(struct guest *g, u64 reference) {
    TRAP_IF(!reference, NULL_REFERENCE, 0);
    return (const struct guest_function *)reference;
}

/* ---- tail calls --------------------------------------------------------------------------------------------------- */

/*
 * A function that may end in a call of another, tail_3 beside fn_3, takes its arguments from the slots. It returns what is to
 * be called next, with arguments in the slots, or nothing, with results there: so the stack does not grow.
 */
struct wasm_next {
    struct wasm_next (*code)(struct guest *g);
};

/* What this object keeps of a function that is referred to; `chained` is its tail_3, or NULL if it ends in no call. */
struct wasm_function_info {
    struct guest_function_info info;
    struct wasm_next (*chained)(struct guest *g);
};

#define WASM_CHAINED(function) (((const struct wasm_function_info *)(function)->info)->chained)

GUEST_INLINE void wasm_follow(struct guest *g, struct wasm_next (*code)(struct guest *g)) {
    do code = code(g).code;
    while (code);
}

#endif
