/*
 * explicit.h: loads and stores that compare the address with the size of memory. The size is in a variable of the
 * emitted function, `size`, read again after every call, and before a trap.
 */
#define WASM_FLAGS 0u

#define WASM_LOAD(to, R, V, T, instruction, output, address, offset, rest)                                             \
    WASM_LOAD_CHECKED(to, R, V, T, size, address, offset, rest)
#define WASM_LOAD_WHOLE(to, T, instruction, output, address, offset, rest)                                             \
    WASM_LOAD_CHECKED(to, T, T, T, size, address, offset, rest)
#define WASM_LOAD_ZERO(to, T, instruction, output, address, offset, rest)                                              \
    WASM_LOAD_ZERO_CHECKED(to, T, size, address, offset, rest)
#define WASM_STORE(V, T, instruction, input, address, value, offset, rest)                                             \
    WASM_STORE_CHECKED(V, T, size, address, value, offset, rest)
