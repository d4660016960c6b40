/*
 * guarded.h: loads and stores that check nothing, as the pages behind linear memory are not accessible.
 *
 * An access is one volatile instruction. It is not deleted when its value is unused, and not moved across a charge or
 * another access, so memory and budget are exact where it faults. It leaves in the section `hostcall_faults` its address
 * and the cost to give back if it faults.
 */
#define WASM_FLAGS GUEST_FLAG_GUARDED

#define WASM_FAULT(rest)                                                                                               \
    "\n\t.pushsection hostcall_faults, \"a\"\n\t.balign 4\n\t.long 1b - .\n\t.long %c" rest "\n\t.popsection"

#ifdef __OPTIMIZE__

#define WASM_LOAD(to, R, V, T, instruction, output, address, offset, rest)                                             \
    do {                                                                                                               \
        V value_;                                                                                                      \
        __asm__ volatile("1:\t" instruction WASM_FAULT("2")                                                            \
                         : output(value_)                                                                              \
                         : "m"(*(const T##_m *)wasm_at(g, (u64)(u32)(address) + (offset))), "i"(rest));                \
        WASM_NARROW(R, value_);                                                                                        \
        (to) = (R)value_;                                                                                              \
    } while (0)

/* Tells the compiler that a 32-bit load has cleared the upper half of the register. */
#define WASM_NARROW(R, value)                                                                                          \
    do {                                                                                                               \
        if (sizeof(R) < sizeof(value) && (u64)(value) >> 32) __builtin_unreachable();                                  \
    } while (0)

#else /* nothing to tell, and a variable less on the stack */

#define WASM_LOAD(to, R, V, T, instruction, output, address, offset, rest)                                             \
    WASM_LOAD_WHOLE(to, T, instruction, output, address, offset, rest)

#endif

/* Into a register as wide as the variable. */
#define WASM_LOAD_WHOLE(to, T, instruction, output, address, offset, rest)                                             \
    __asm__ volatile("1:\t" instruction WASM_FAULT("2")                                                                \
                     : output(to)                                                                                      \
                     : "m"(*(const T##_m *)wasm_at(g, (u64)(u32)(address) + (offset))), "i"(rest))
#define WASM_LOAD_ZERO(to, T, instruction, output, address, offset, rest)                                              \
    WASM_LOAD_WHOLE(to, T, instruction, output, address, offset, rest)

#define WASM_STORE(V, T, instruction, input, address, value, offset, rest)                                             \
    __asm__ volatile("1:\t" instruction WASM_FAULT("2")                                                                \
                     : "=m"(*(T##_m *)wasm_at(g, (u64)(u32)(address) + (offset)))                                      \
                     : input((V)(value)), "i"(rest))
