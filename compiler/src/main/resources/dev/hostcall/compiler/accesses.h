/* accesses.h: every load and store of WebAssembly, by the WASM_LOAD and WASM_STORE of guarded.h or explicit.h. */

/*
 * Compared with the size of memory. The bytes are named by their last, so that the sum is one constant. `size` may be
 * what the size was a while ago: other threads grow the memory of a guest that runs. It only grows, so an access within
 * it is within the memory; before one outside of it traps, it is compared with what the size is now.
 */
#define WASM_BEYOND(last, size) ((last) >= (size) && (last) >= MEMORY_SIZE)
#define WASM_LOAD_CHECKED(to, R, V, T, size, address, offset, rest)                                                    \
    do {                                                                                                               \
        u64 address_ = (u32)(address);                                                                                 \
        TRAP_IF(WASM_BEYOND(address_ + ((offset) + sizeof(T) - 1), size), MEMORY_OUT_OF_BOUNDS, rest);                 \
        (to) = (R)(V) * (const T##_m *)wasm_at(g, address_ + (offset));                                                \
    } while (0)
#define WASM_STORE_CHECKED(V, T, size, address, value, offset, rest)                                                   \
    do {                                                                                                               \
        u64 address_ = (u32)(address);                                                                                 \
        TRAP_IF(WASM_BEYOND(address_ + ((offset) + sizeof(T) - 1), size), MEMORY_OUT_OF_BOUNDS, rest);                 \
        *(T##_m *)wasm_at(g, address_ + (offset)) = (T)(value);                                                        \
    } while (0)

/* At a constant address below the memory's smallest size. */
#define WASM_LOAD_SURE(R, V, T, address) ((R)(V) * (const volatile T##_m *)wasm_at(g, address))
#define WASM_STORE_SURE(V, T, address, value) ((void)(*(volatile T##_m *)wasm_at(g, address) = (T)(value)))

/* The operator's name, its result, the register it is loaded into, and what stands in memory. */
#define I32_LOAD(to, address, offset, rest) \
    WASM_LOAD(to, u32, u64, u32, MACHINE_I32_LOAD, MACHINE_INTO_INTEGER, address, offset, rest)
#define I32_LOAD_FAR(to, address, offset, rest) WASM_LOAD_CHECKED(to, u32, u32, u32, MEMORY_SIZE, address, offset, rest)
#define I32_LOAD_SURE(address) WASM_LOAD_SURE(u32, u32, u32, address)
#define I32_LOAD8_S(to, address, offset, rest) \
    WASM_LOAD(to, u32, u64, s8, MACHINE_I32_LOAD8_S, MACHINE_INTO_INTEGER, address, offset, rest)
#define I32_LOAD8_S_FAR(to, address, offset, rest) WASM_LOAD_CHECKED(to, u32, s32, s8, MEMORY_SIZE, address, offset, rest)
#define I32_LOAD8_S_SURE(address) WASM_LOAD_SURE(u32, s32, s8, address)
#define I32_LOAD8_U(to, address, offset, rest) \
    WASM_LOAD(to, u32, u64, u8, MACHINE_I32_LOAD8_U, MACHINE_INTO_INTEGER, address, offset, rest)
#define I32_LOAD8_U_FAR(to, address, offset, rest) WASM_LOAD_CHECKED(to, u32, u32, u8, MEMORY_SIZE, address, offset, rest)
#define I32_LOAD8_U_SURE(address) WASM_LOAD_SURE(u32, u32, u8, address)
#define I32_LOAD16_S(to, address, offset, rest) \
    WASM_LOAD(to, u32, u64, s16, MACHINE_I32_LOAD16_S, MACHINE_INTO_INTEGER, address, offset, rest)
#define I32_LOAD16_S_FAR(to, address, offset, rest) WASM_LOAD_CHECKED(to, u32, s32, s16, MEMORY_SIZE, address, offset, rest)
#define I32_LOAD16_S_SURE(address) WASM_LOAD_SURE(u32, s32, s16, address)
#define I32_LOAD16_U(to, address, offset, rest) \
    WASM_LOAD(to, u32, u64, u16, MACHINE_I32_LOAD16_U, MACHINE_INTO_INTEGER, address, offset, rest)
#define I32_LOAD16_U_FAR(to, address, offset, rest) WASM_LOAD_CHECKED(to, u32, u32, u16, MEMORY_SIZE, address, offset, rest)
#define I32_LOAD16_U_SURE(address) WASM_LOAD_SURE(u32, u32, u16, address)
#define I64_LOAD(to, address, offset, rest) \
    WASM_LOAD(to, u64, u64, u64, MACHINE_I64_LOAD, MACHINE_INTO_INTEGER, address, offset, rest)
#define I64_LOAD_FAR(to, address, offset, rest) WASM_LOAD_CHECKED(to, u64, u64, u64, MEMORY_SIZE, address, offset, rest)
#define I64_LOAD_SURE(address) WASM_LOAD_SURE(u64, u64, u64, address)
#define I64_LOAD8_S(to, address, offset, rest) \
    WASM_LOAD(to, u64, u64, s8, MACHINE_I64_LOAD8_S, MACHINE_INTO_INTEGER, address, offset, rest)
#define I64_LOAD8_S_FAR(to, address, offset, rest) WASM_LOAD_CHECKED(to, u64, s64, s8, MEMORY_SIZE, address, offset, rest)
#define I64_LOAD8_S_SURE(address) WASM_LOAD_SURE(u64, s64, s8, address)
#define I64_LOAD8_U(to, address, offset, rest) \
    WASM_LOAD(to, u64, u64, u8, MACHINE_I64_LOAD8_U, MACHINE_INTO_INTEGER, address, offset, rest)
#define I64_LOAD8_U_FAR(to, address, offset, rest) WASM_LOAD_CHECKED(to, u64, u64, u8, MEMORY_SIZE, address, offset, rest)
#define I64_LOAD8_U_SURE(address) WASM_LOAD_SURE(u64, u64, u8, address)
#define I64_LOAD16_S(to, address, offset, rest) \
    WASM_LOAD(to, u64, u64, s16, MACHINE_I64_LOAD16_S, MACHINE_INTO_INTEGER, address, offset, rest)
#define I64_LOAD16_S_FAR(to, address, offset, rest) WASM_LOAD_CHECKED(to, u64, s64, s16, MEMORY_SIZE, address, offset, rest)
#define I64_LOAD16_S_SURE(address) WASM_LOAD_SURE(u64, s64, s16, address)
#define I64_LOAD16_U(to, address, offset, rest) \
    WASM_LOAD(to, u64, u64, u16, MACHINE_I64_LOAD16_U, MACHINE_INTO_INTEGER, address, offset, rest)
#define I64_LOAD16_U_FAR(to, address, offset, rest) WASM_LOAD_CHECKED(to, u64, u64, u16, MEMORY_SIZE, address, offset, rest)
#define I64_LOAD16_U_SURE(address) WASM_LOAD_SURE(u64, u64, u16, address)
#define I64_LOAD32_S(to, address, offset, rest) \
    WASM_LOAD(to, u64, u64, s32, MACHINE_I64_LOAD32_S, MACHINE_INTO_INTEGER, address, offset, rest)
#define I64_LOAD32_S_FAR(to, address, offset, rest) WASM_LOAD_CHECKED(to, u64, s64, s32, MEMORY_SIZE, address, offset, rest)
#define I64_LOAD32_S_SURE(address) WASM_LOAD_SURE(u64, s64, s32, address)
#define I64_LOAD32_U(to, address, offset, rest) \
    WASM_LOAD(to, u64, u64, u32, MACHINE_I64_LOAD32_U, MACHINE_INTO_INTEGER, address, offset, rest)
#define I64_LOAD32_U_FAR(to, address, offset, rest) WASM_LOAD_CHECKED(to, u64, u64, u32, MEMORY_SIZE, address, offset, rest)
#define I64_LOAD32_U_SURE(address) WASM_LOAD_SURE(u64, u64, u32, address)
#define F32_LOAD(to, address, offset, rest) \
    WASM_LOAD(to, f32, f32, f32, MACHINE_F32_LOAD, MACHINE_INTO_FLOAT, address, offset, rest)
#define F32_LOAD_FAR(to, address, offset, rest) WASM_LOAD_CHECKED(to, f32, f32, f32, MEMORY_SIZE, address, offset, rest)
#define F32_LOAD_SURE(address) WASM_LOAD_SURE(f32, f32, f32, address)
#define F64_LOAD(to, address, offset, rest) \
    WASM_LOAD(to, f64, f64, f64, MACHINE_F64_LOAD, MACHINE_INTO_FLOAT, address, offset, rest)
#define F64_LOAD_FAR(to, address, offset, rest) WASM_LOAD_CHECKED(to, f64, f64, f64, MEMORY_SIZE, address, offset, rest)
#define F64_LOAD_SURE(address) WASM_LOAD_SURE(f64, f64, f64, address)

#define I32_STORE(address, value, offset, rest) \
    WASM_STORE(u32, u32, MACHINE_I32_STORE, MACHINE_FROM_INTEGER, address, value, offset, rest)
#define I32_STORE_FAR(address, value, offset, rest) WASM_STORE_CHECKED(u32, u32, MEMORY_SIZE, address, value, offset, rest)
#define I32_STORE_SURE(address, value) WASM_STORE_SURE(u32, u32, address, value)
#define I32_STORE8(address, value, offset, rest) \
    WASM_STORE(u8, u8, MACHINE_I32_STORE8, MACHINE_FROM_BYTE, address, value, offset, rest)
#define I32_STORE8_FAR(address, value, offset, rest) WASM_STORE_CHECKED(u8, u8, MEMORY_SIZE, address, value, offset, rest)
#define I32_STORE8_SURE(address, value) WASM_STORE_SURE(u8, u8, address, value)
#define I32_STORE16(address, value, offset, rest) \
    WASM_STORE(u16, u16, MACHINE_I32_STORE16, MACHINE_FROM_INTEGER, address, value, offset, rest)
#define I32_STORE16_FAR(address, value, offset, rest) WASM_STORE_CHECKED(u16, u16, MEMORY_SIZE, address, value, offset, rest)
#define I32_STORE16_SURE(address, value) WASM_STORE_SURE(u16, u16, address, value)
#define I64_STORE(address, value, offset, rest) \
    WASM_STORE(u64, u64, MACHINE_I64_STORE, MACHINE_FROM_LONG, address, value, offset, rest)
#define I64_STORE_FAR(address, value, offset, rest) WASM_STORE_CHECKED(u64, u64, MEMORY_SIZE, address, value, offset, rest)
#define I64_STORE_SURE(address, value) WASM_STORE_SURE(u64, u64, address, value)
#define I64_STORE8(address, value, offset, rest) \
    WASM_STORE(u8, u8, MACHINE_I64_STORE8, MACHINE_FROM_BYTE, address, value, offset, rest)
#define I64_STORE8_FAR(address, value, offset, rest) WASM_STORE_CHECKED(u8, u8, MEMORY_SIZE, address, value, offset, rest)
#define I64_STORE8_SURE(address, value) WASM_STORE_SURE(u8, u8, address, value)
#define I64_STORE16(address, value, offset, rest) \
    WASM_STORE(u16, u16, MACHINE_I64_STORE16, MACHINE_FROM_INTEGER, address, value, offset, rest)
#define I64_STORE16_FAR(address, value, offset, rest) WASM_STORE_CHECKED(u16, u16, MEMORY_SIZE, address, value, offset, rest)
#define I64_STORE16_SURE(address, value) WASM_STORE_SURE(u16, u16, address, value)
#define I64_STORE32(address, value, offset, rest) \
    WASM_STORE(u32, u32, MACHINE_I64_STORE32, MACHINE_FROM_INTEGER, address, value, offset, rest)
#define I64_STORE32_FAR(address, value, offset, rest) WASM_STORE_CHECKED(u32, u32, MEMORY_SIZE, address, value, offset, rest)
#define I64_STORE32_SURE(address, value) WASM_STORE_SURE(u32, u32, address, value)
#define F32_STORE(address, value, offset, rest) \
    WASM_STORE(f32, f32, MACHINE_F32_STORE, MACHINE_FROM_FLOAT, address, value, offset, rest)
#define F32_STORE_FAR(address, value, offset, rest) WASM_STORE_CHECKED(f32, f32, MEMORY_SIZE, address, value, offset, rest)
#define F32_STORE_SURE(address, value) WASM_STORE_SURE(f32, f32, address, value)
#define F64_STORE(address, value, offset, rest) \
    WASM_STORE(f64, f64, MACHINE_F64_STORE, MACHINE_FROM_FLOAT, address, value, offset, rest)
#define F64_STORE_FAR(address, value, offset, rest) WASM_STORE_CHECKED(f64, f64, MEMORY_SIZE, address, value, offset, rest)
#define F64_STORE_SURE(address, value) WASM_STORE_SURE(f64, f64, address, value)
