/*
 * waits.h: waiting on a memory, which the host does, where the place is in bounds and aligned. It looks whether what is there is as
 * expected, as it alone knows who has been notified meanwhile.
 */
#define WASM_WAITS GUEST_FLAG_WAITS

GUEST_APART u32 wasm_wait(struct guest *g, u32 memory, u64 place, u32 bytes, u64 expected, u64 timeout) {
    guest_slot(g, 0)->i64 = (s64)place;
    guest_slot(g, 1)->i64 = bytes;
    guest_slot(g, 2)->i64 = (s64)expected;
    guest_slot(g, 3)->i64 = (s64)timeout;
    guest_switch_out(g, GUEST_WAIT | (u64)memory << 32);
    return (u32)guest_slot(g, 0)->i32;
}

#define ATOMIC_WAIT(to, memory, T, base, length, address, offset, rest, expected, timeout)                             \
    do {                                                                                                               \
        char *at_ = (char *)ATOMIC_PLACE(T, base, length, address, offset, rest);                                      \
        (to) = wasm_wait(g, memory, (u64)(at_ - (base)), sizeof(T), expected, timeout);                                \
    } while (0)

/* Only where others may write meanwhile is there anything to wait for. */
#define ATOMIC_WAIT_UNSHARED(to, memory, T, base, length, address, offset, rest, expected, timeout)                    \
    do {                                                                                                               \
        ATOMIC_PLACE(T, base, length, address, offset, rest);                                                          \
        TRAP(EXPECTED_SHARED_MEMORY, rest);                                                                            \
    } while (0)
