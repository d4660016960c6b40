/*
 * guarded.h: loads and stores that check nothing, as the pages behind linear memory are not accessible.
 *
 * An access is one volatile instruction. It is not deleted when its value is unused, and not moved across a charge or
 * another access, so memory and budget are exact where it faults. It leaves in the section `hostcall_faults` its address
 * and the cost to give back if it faults.
 */
#define WASM_SIZE_VARIABLE
#define WASM_SIZE_CHANGED
#define WASM_FLAGS GUEST_FLAG_GUARDED

#define WASM_FAULT(rest)                                                                                               \
    "\n\t.pushsection hostcall_faults, \"a\"\n\t.balign 4\n\t.long 1b - .\n\t.long %c" rest "\n\t.popsection"

#define WASM_LOAD(R, V, T, instruction, output, address, offset, rest)                                                 \
    ({                                                                                                                 \
        V value_;                                                                                                      \
        __asm__ volatile("1:\t" instruction WASM_FAULT("2")                                                            \
                         : output(value_)                                                                              \
                         : "m"(*(const T##_m *)wasm_at(g, (u64)(u32)(address) + (offset))), "i"(rest));                \
        WASM_NARROW(R, value_);                                                                                        \
        (R) value_;                                                                                                    \
    })
#define WASM_STORE(V, T, instruction, input, address, value, offset, rest)                                             \
    __asm__ volatile("1:\t" instruction WASM_FAULT("2")                                                                \
                     : "=m"(*(T##_m *)wasm_at(g, (u64)(u32)(address) + (offset)))                                      \
                     : input((V)(value)), "i"(rest))

/* Tells the compiler that a 32-bit load has cleared the upper half of the register. */
#define WASM_NARROW(R, value)                                                                                          \
    do {                                                                                                               \
        if (sizeof(R) < sizeof(value) && (u64)(value) >> 32) __builtin_unreachable();                                  \
    } while (0)
