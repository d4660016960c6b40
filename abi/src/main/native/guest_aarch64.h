/* guest_aarch64.h: what guest.h needs of AArch64. The same names as in the header of every other machine. */

/* The machine's number in an ELF header: EM_AARCH64. */
#define GUEST_MACHINE 183u

/* Every register but the stack pointer, x29 and x19, which GUEST_SWITCH saves itself, and those it passes values in. */
#if defined(__ARM_FEATURE_SVE)
#define GUEST_CLOBBERED_SVE                                                                                            \
    , "p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9", "p10", "p11", "p12", "p13", "p14", "p15"
#else
#define GUEST_CLOBBERED_SVE
#endif
#define GUEST_CLOBBERED                                                                                                \
    "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13", "x14", "x15", "x16", "x17", "x18", "x20",    \
        "x21", "x22", "x23", "x24", "x25", "x26", "x27", "x28", "x30", "cc", "memory", "v0", "v1", "v2", "v3", "v4",   \
        "v5", "v6", "v7", "v8", "v9", "v10", "v11", "v12", "v13", "v14", "v15", "v16", "v17", "v18", "v19", "v20",     \
        "v21", "v22", "v23", "v24", "v25", "v26", "v27", "v28", "v29", "v30", "v31" GUEST_CLOBBERED_SVE

/* Holds the budget while metered code runs: callees save it, so the C compiler keeps it across calls. */
#define GUEST_BUDGET_REGISTER "x28"
#define GUEST_STACK_POINTER "sp"

/* from -= number; negative: whether the result is. One instruction, whose negative flag is the answer. */
#define GUEST_SUBTRACT(from, number, negative)                                                                         \
    __asm__ volatile("subs %0, %0, %2" : "+r"(from), "=@ccmi"(negative) : "rI"(number))

/* x0 = save, x1 = load, x2 = message; whoever arrives finds its own stack in x9. */
#define GUEST_SWITCH(save, load, message)                                                                              \
    do {                                                                                                               \
        register void *guest_save_ __asm__("x0") = (save);                                                             \
        register void *guest_load_ __asm__("x1") = (load);                                                             \
        register uint64_t guest_message_ __asm__("x2") = (message);                                                    \
        __asm__ volatile("sub sp, sp, #32\n\t" /* 16-byte aligned */                                                   \
                         "stp x19, x29, [sp, #8]\n\t"                                                                  \
                         "adr x9, 1f\n\t" /* where to go on */                                                         \
                         "str x9, [sp]\n\t"                                                                            \
                         "ldr x9, [x1]\n\t" /* the other side's stack, and ours for it */                              \
                         "mov x10, sp\n\t"                                                                             \
                         "str x10, [x0]\n\t"                                                                           \
                         "ldr x10, [x9]\n\t"                                                                           \
                         "br x10\n"                                                                                    \
                         "1:\n\t"                                                                                      \
                         "hint #36\n\t" /* bti j: as the target of an indirect jump */                                 \
                         "ldp x19, x29, [x9, #8]\n\t"                                                                  \
                         "add sp, x9, #32" /* last: this side's stack */                                               \
                         : "+r"(guest_save_), "+r"(guest_load_), "+r"(guest_message_)                                  \
                         :                                                                                             \
                         : GUEST_CLOBBERED);                                                                           \
        (message) = guest_message_;                                                                                    \
    } while (0)
