/*
 * exceptions.h: throwing and catching, in modules that catch. An exception under way is the address of its tag in the control
 * block, with its values in the slots. Whatever may throw is followed by a test, which leads to the function's own handler or
 * out of the function: so frames are left one by one, as by returns, and a catch finds the stack as it was.
 *
 * It comes behind `struct instance`, which has `thrown` and, where references to exceptions are made, `exceptions`.
 */
#define WASM_EXCEPTION (WASM_CONTROL->exception)
#define WASM_TAG(tag) ((uintptr_t)D->tag)

/* Behind whatever may throw. */
#define WASM_IF_THROWN if (RARELY(WASM_EXCEPTION))

/* Notes the functions under way, beginning with the caller, for backtraces of exceptions that nobody catches. */
GUEST_COLD void wasm_note_throw(struct guest *g) {
    uintptr_t *frame = __builtin_frame_address(0);
    u64 count = 0, most = sizeof D->thrown.pc / sizeof *D->thrown.pc;
    D->thrown.pc[count++] = frame[1];
    for (frame = (uintptr_t *)frame[0]; frame[0] && count < most; frame = (uintptr_t *)frame[0])
        D->thrown.pc[count++] = frame[1];
    D->thrown.count = count;
}

/* Throws; the values are in the slots. */
#define WASM_THROW(tag)                                                                                                \
    do {                                                                                                               \
        WASM_EXCEPTION = WASM_TAG(tag);                                                                                \
        wasm_note_throw(g);                                                                                            \
    } while (0)

/* In an entry, once the function has been left: nobody has caught it. */
#define WASM_ENTRY_THROWN                                                                                              \
    if (RARELY(WASM_EXCEPTION)) guest_switch_out(g, GUEST_THROWN)

#ifdef WASM_EXCEPTIONS

/*
 * References. An exnref is the address of a copy of the exception, in a fixed number of places in the data area. Which of
 * them are in use is found out when none is left: whatever looks like an address of one, in the stack, a global or a slot,
 * keeps it. That is sound, as no reference leaves the instance.
 */
GUEST_COLD void wasm_free_exceptions(struct guest *g) {
    struct wasm_exception *const begin = D->exceptions, *const end = begin + WASM_EXCEPTIONS;
    const u64_m *word;
    u32 unused = 0;
    __builtin_unwind_init(); /* all that callees save is on the stack now */
    for (struct wasm_exception *each = begin; each < end; each++) each->next = NULL;
    for (word = (const u64_m *)(guest_stack_pointer & ~(uintptr_t)7); word < (const u64_m *)WASM_CONTROL; word++) {
        if (word == (const u64_m *)begin) word = (const u64_m *)end;
        u64 distance = *word - (u64)begin;
        if (distance < sizeof D->exceptions && distance % sizeof *begin == 0)
            begin[distance / sizeof *begin].next = begin; /* is kept */
    }
    D->unused = NULL;
    for (struct wasm_exception *each = end; each-- > begin;) {
        if (each->next) continue;
        each->next = D->unused;
        D->unused = each;
        unused++;
    }
    if (unused < WASM_EXCEPTIONS / 4) D->unused = NULL; /* a guest that keeps most of them would come back at once */
}

/* A reference to the exception under way; 0 if there are too many. */
GUEST_COLD u64 wasm_refer_to_exception(struct guest *g) {
    if (RARELY(!D->unused)) wasm_free_exceptions(g);
    struct wasm_exception *copy = D->unused;
    if (RARELY(!copy)) return 0;
    D->unused = copy->next;
    copy->tag = WASM_EXCEPTION;
    for (u64 i = 0; i < ((const struct guest_tag *)copy->tag)->slots; i++) copy->values[i] = guest_slot(g, i)->i64;
    return (u64)copy;
}

/* Makes a referred exception the one under way. */
GUEST_COLD void wasm_throw_reference(struct guest *g, u64 reference) {
    const struct wasm_exception *copy = (const struct wasm_exception *)reference;
    WASM_EXCEPTION = copy->tag;
    for (u64 i = 0; i < ((const struct guest_tag *)copy->tag)->slots; i++) guest_slot(g, i)->i64 = copy->values[i];
}

#define WASM_REFER(variable)                                                                                           \
    do {                                                                                                               \
        variable = wasm_refer_to_exception(g);                                                                         \
        TRAP_IF(!variable, EXCEPTIONS_EXHAUSTED, 0);                                                                   \
    } while (0)

#define WASM_THROW_REF(reference)                                                                                      \
    do {                                                                                                               \
        TRAP_IF(!(reference), NULL_REFERENCE, 0);                                                                      \
        wasm_throw_reference(g, reference);                                                                            \
        wasm_note_throw(g);                                                                                            \
    } while (0)

#endif
