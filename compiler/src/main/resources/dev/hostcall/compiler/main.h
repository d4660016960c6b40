/* main.h: what an object needs once: data, the cold path of metering, initialization, the descriptor's common part. */

/* The bytes the descriptor calls image, and behind them the segments that instructions copy. */
#ifndef WASM_DATA
#define WASM_DATA "\t.incbin \"data.bin\"\n"
#endif
__asm__(".pushsection .rodata\n\t.balign 64\n\t.globl wasm_data\n\t.hidden wasm_data\nwasm_data:\n" WASM_DATA
        "\t.popsection");

/* The list of accesses that may fault; its first entry, which matches none, makes sure that there is a list. */
__asm__(".pushsection hostcall_faults, \"a\"\n\t.balign 4\n\t.long 0, 0\n\t.popsection");
extern const struct guest_fault __start_hostcall_faults[] HIDDEN;
extern const struct guest_fault __stop_hostcall_faults[] HIDDEN;

#ifdef WASM_EXCEPTION
#define WASM_HANDLERS GUEST_FLAG_HANDLERS
#else
#define WASM_HANDLERS 0u
#endif

#ifndef WASM_WAITS
#define WASM_WAITS 0u
#endif

#define WASM_DESCRIPTOR(...)                                                                                           \
    GUEST_DESCRIPTOR(.flags = (GUEST_METERED ? (u32)GUEST_FLAG_METERED : 0u) | GUEST_BUDGET_FLAG | WASM_FLAGS |        \
                     WASM_HANDLERS | WASM_WAITS,                                                                       \
                     .faults = __start_hostcall_faults, .faults_end = __stop_hostcall_faults, __VA_ARGS__)

/* ---- the budget is spent: called by CHARGE_TEST, keeps every register but the budget's ------------------------------- */

#if GUEST_METERED && !defined(__clang__)

HIDDEN __attribute__((used)) void wasm_budget_spent(struct guest *g) { guest_budget_spent(g); }

__asm__(MACHINE_BUDGET_THUNK);

#endif

/* ---- initialization --------------------------------------------------------------------------------------------------- */

GUEST_INLINE void wasm_initialize_functions(struct guest *g, struct guest_function *to, const struct guest_function *from,
                                            u32 count) {
    for (u32 i = 0; i < count; i++) {
        to[i] = from[i];
        to[i].instance = g;
    }
}

GUEST_INLINE void wasm_clear(u64 *elements, u64 length, u64 value) {
    for (u64 i = 0; i < length; i++) elements[i] = value;
}

/* Copies a segment of references to functions: each the function's place plus 1, or 0 for null. */
GUEST_INLINE void wasm_refer(u64 *elements, const u32 *segment, u32 count, struct guest_function *functions) {
    for (u32 i = 0; i < count; i++) elements[i] = segment[i] ? (u64)&functions[segment[i] - 1] : 0;
}
