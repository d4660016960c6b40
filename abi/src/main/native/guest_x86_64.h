/* guest_x86_64.h: what guest.h needs of x86-64. The same names as in the header of every other machine. */

/* The machine's number in an ELF header: EM_X86_64. */
#define GUEST_MACHINE 62u

/* Every register but the stack pointer, rbp and rbx, which GUEST_SWITCH saves itself, and those it passes values in. */
#if defined(__AVX512F__)
#define GUEST_CLOBBERED_AVX512                                                                                         \
    , "xmm16", "xmm17", "xmm18", "xmm19", "xmm20", "xmm21", "xmm22", "xmm23", "xmm24", "xmm25", "xmm26", "xmm27",      \
        "xmm28", "xmm29", "xmm30", "xmm31", "k1", "k2", "k3", "k4", "k5", "k6", "k7"
#else
#define GUEST_CLOBBERED_AVX512
#endif
#define GUEST_CLOBBERED                                                                                                \
    "rax", "rcx", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15", "cc", "memory", "st", "st(1)", "st(2)",        \
        "st(3)", "st(4)", "st(5)", "st(6)", "st(7)", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7",   \
        "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15" GUEST_CLOBBERED_AVX512

/* Holds the budget while metered code runs: callees save it, so the C compiler keeps it across calls. */
#define GUEST_BUDGET_REGISTER "r15"
#define GUEST_STACK_POINTER "rsp"

/* from -= number; negative: whether the result is. One instruction, whose sign flag is the answer. */
#define GUEST_SUBTRACT(from, number, negative)                                                                         \
    __asm__ volatile("sub %2, %0" : "+r"(from), "=@ccs"(negative) : "er"(number))

/* rdi = save, rsi = load, rdx = message; whoever arrives finds its own stack in rax. */
#define GUEST_SWITCH(save, load, message)                                                                              \
    do {                                                                                                               \
        void *guest_save_ = (save);                                                                                    \
        void *guest_load_ = (load);                                                                                    \
        __asm__ volatile("lea -128-24(%%rsp), %%rsp\n\t" /* below the red zone */                                      \
                         "mov %%rbp, 16(%%rsp)\n\t"                                                                    \
                         "mov %%rbx, 8(%%rsp)\n\t"                                                                     \
                         "lea 1f(%%rip), %%rax\n\t" /* where to go on */                                               \
                         "mov %%rax, (%%rsp)\n\t"                                                                      \
                         "mov (%[to]), %%rax\n\t" /* the other side's stack, and ours for it */                        \
                         "mov %%rsp, (%[from])\n\t"                                                                    \
                         "jmp *(%%rax)\n"                                                                              \
                         "1:\n\t"                                                                                      \
                         "endbr64\n\t" /* as the target of an indirect jump */                                         \
                         "mov 8(%%rax), %%rbx\n\t"                                                                     \
                         "mov 16(%%rax), %%rbp\n\t"                                                                    \
                         "lea 128+24(%%rax), %%rsp" /* last: this side's stack */                                      \
                         : [from] "+D"(guest_save_), [to] "+S"(guest_load_), "+d"(message)                             \
                         :                                                                                             \
                         : GUEST_CLOBBERED);                                                                           \
    } while (0)
