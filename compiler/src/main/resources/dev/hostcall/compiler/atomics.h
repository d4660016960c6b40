/*
 * atomics.h: atomic operators, each of which is sequentially consistent. In both bounds modes, the place is compared with the size
 * of memory, and must be a multiple of the size of what is there. `base` and `length` are the memory's.
 */
#define WASM_ATOMIC(T) typedef T T##_a __attribute__((may_alias))
WASM_ATOMIC(u8);
WASM_ATOMIC(u16);
WASM_ATOMIC(u32);
WASM_ATOMIC(u64);

#define ATOMIC_PLACE(T, base, length, address, offset, rest)                                                           \
    ({                                                                                                                 \
        u64 place_ = (u64)(u32)(address) + (offset);                                                                   \
        TRAP_IF(place_ + sizeof(T) > (length), MEMORY_OUT_OF_BOUNDS, rest);                                            \
        TRAP_IF(place_ & (sizeof(T) - 1), UNALIGNED_ATOMIC, rest);                                                     \
        (T##_a *)((base) + place_);                                                                                    \
    })

#define ATOMIC_FENCE __atomic_thread_fence(__ATOMIC_SEQ_CST)
#define ATOMIC_LOAD(to, T, base, length, address, offset, rest)                                                        \
    ((to) = __atomic_load_n(ATOMIC_PLACE(T, base, length, address, offset, rest), __ATOMIC_SEQ_CST))
#define ATOMIC_STORE(T, base, length, address, offset, rest, value)                                                    \
    __atomic_store_n(ATOMIC_PLACE(T, base, length, address, offset, rest), (T)(value), __ATOMIC_SEQ_CST)
#define ATOMIC_CHANGE(to, change, T, base, length, address, offset, rest, value)                                       \
    ((to) = __atomic_##change(ATOMIC_PLACE(T, base, length, address, offset, rest), (T)(value), __ATOMIC_SEQ_CST))

/* What is expected is cut to what is there. */
#define ATOMIC_EXCHANGE_IF(to, T, base, length, address, offset, rest, expected, value)                                \
    do {                                                                                                               \
        T##_a *at_ = ATOMIC_PLACE(T, base, length, address, offset, rest);                                             \
        T seen_ = (T)(expected);                                                                                       \
        __atomic_compare_exchange_n(at_, &seen_, (T)(value), 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);                   \
        (to) = seen_;                                                                                                  \
    } while (0)
