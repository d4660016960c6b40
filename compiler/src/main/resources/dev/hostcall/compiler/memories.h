/*
 * memories.h: further memories, which the host owns: `memory` is a struct guest_memory *. Every access is compared with the size.
 */
#define SIZE_OF(memory) (*(const volatile u64 *)&(memory)->size)

#define WASM_LOAD_AT(to, R, V, T, memory, address, offset, rest)                                                       \
    do {                                                                                                               \
        u64 address_ = (u32)(address);                                                                                 \
        TRAP_IF(address_ + ((offset) + sizeof(T)) > SIZE_OF(memory), MEMORY_OUT_OF_BOUNDS, rest);                      \
        (to) = (R)(V) * (const T##_m *)((memory)->base + address_ + (offset));                                         \
    } while (0)
#define WASM_STORE_AT(V, T, memory, address, value, offset, rest)                                                      \
    do {                                                                                                               \
        u64 address_ = (u32)(address);                                                                                 \
        TRAP_IF(address_ + ((offset) + sizeof(T)) > SIZE_OF(memory), MEMORY_OUT_OF_BOUNDS, rest);                      \
        *(T##_m *)((memory)->base + address_ + (offset)) = (T)(V)(value);                                              \
    } while (0)

/* The operator's name, its result, and what stands in memory. */
#define I32_LOAD_AT(to, ...) WASM_LOAD_AT(to, u32, u32, u32, __VA_ARGS__)
#define I32_LOAD8_S_AT(to, ...) WASM_LOAD_AT(to, u32, s32, s8, __VA_ARGS__)
#define I32_LOAD8_U_AT(to, ...) WASM_LOAD_AT(to, u32, u32, u8, __VA_ARGS__)
#define I32_LOAD16_S_AT(to, ...) WASM_LOAD_AT(to, u32, s32, s16, __VA_ARGS__)
#define I32_LOAD16_U_AT(to, ...) WASM_LOAD_AT(to, u32, u32, u16, __VA_ARGS__)
#define I64_LOAD_AT(to, ...) WASM_LOAD_AT(to, u64, u64, u64, __VA_ARGS__)
#define I64_LOAD8_S_AT(to, ...) WASM_LOAD_AT(to, u64, s64, s8, __VA_ARGS__)
#define I64_LOAD8_U_AT(to, ...) WASM_LOAD_AT(to, u64, u64, u8, __VA_ARGS__)
#define I64_LOAD16_S_AT(to, ...) WASM_LOAD_AT(to, u64, s64, s16, __VA_ARGS__)
#define I64_LOAD16_U_AT(to, ...) WASM_LOAD_AT(to, u64, u64, u16, __VA_ARGS__)
#define I64_LOAD32_S_AT(to, ...) WASM_LOAD_AT(to, u64, s64, s32, __VA_ARGS__)
#define I64_LOAD32_U_AT(to, ...) WASM_LOAD_AT(to, u64, u64, u32, __VA_ARGS__)
#define F32_LOAD_AT(to, ...) WASM_LOAD_AT(to, f32, f32, f32, __VA_ARGS__)
#define F64_LOAD_AT(to, ...) WASM_LOAD_AT(to, f64, f64, f64, __VA_ARGS__)
#define V128_LOAD_AT(to, ...) WASM_LOAD_AT(to, v128, v128, v128, __VA_ARGS__)
#define V128_LOAD32_ZERO_AT(to, ...)                                                                                   \
    do {                                                                                                               \
        u32 low_;                                                                                                      \
        WASM_LOAD_AT(low_, u32, u32, u32, __VA_ARGS__);                                                                \
        (to) = V128_OF(low_, 0);                                                                                       \
    } while (0)
#define V128_LOAD64_ZERO_AT(to, ...)                                                                                   \
    do {                                                                                                               \
        u64 low_;                                                                                                      \
        WASM_LOAD_AT(low_, u64, u64, u64, __VA_ARGS__);                                                                \
        (to) = V128_OF(low_, 0);                                                                                       \
    } while (0)

#define I32_STORE_AT(...) WASM_STORE_AT(u32, u32, __VA_ARGS__)
#define I32_STORE8_AT(...) WASM_STORE_AT(u8, u8, __VA_ARGS__)
#define I32_STORE16_AT(...) WASM_STORE_AT(u16, u16, __VA_ARGS__)
#define I64_STORE_AT(...) WASM_STORE_AT(u64, u64, __VA_ARGS__)
#define I64_STORE8_AT(...) WASM_STORE_AT(u8, u8, __VA_ARGS__)
#define I64_STORE16_AT(...) WASM_STORE_AT(u16, u16, __VA_ARGS__)
#define I64_STORE32_AT(...) WASM_STORE_AT(u32, u32, __VA_ARGS__)
#define F32_STORE_AT(...) WASM_STORE_AT(f32, f32, __VA_ARGS__)
#define F64_STORE_AT(...) WASM_STORE_AT(f64, f64, __VA_ARGS__)
#define V128_STORE_AT(...) WASM_STORE_AT(v128, v128, __VA_ARGS__)

/* Bulk operators, where one memory at least is not the first: each by its base and length. */
GUEST_INLINE void MEMORY_COPY_AT(struct guest *g, char *base, u64 length, const char *source, u64 source_length, u32 to,
                                 u32 from, u32 size, s64 rest) {
    TRAP_IF((u64)to + size > length || (u64)from + size > source_length, MEMORY_OUT_OF_BOUNDS, rest);
    if (WASM_IS_LARGE(size, WASM_SLICE)) {
        wasm_copy_slices(g, base + to, source + from, size);
        return;
    }
    CHARGE_MOVED(size >> 6);
    memmove(base + to, source + from, size);
}

GUEST_INLINE void MEMORY_FILL_AT(struct guest *g, char *base, u64 length, u32 to, u32 value, u32 size, s64 rest) {
    TRAP_IF((u64)to + size > length, MEMORY_OUT_OF_BOUNDS, rest);
    if (WASM_IS_LARGE(size, WASM_SLICE)) {
        wasm_fill_slices(g, base + to, (int)value, size);
        return;
    }
    CHARGE_MOVED(size >> 6);
    memset(base + to, (int)value, size);
}

/* A segment is a memory that nothing writes to; its length is 0 once it has been dropped. */
#define MEMORY_INIT_AT MEMORY_COPY_AT
