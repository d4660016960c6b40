/* context_x86_64.h: what faults.c needs of x86-64. The same names as in the header of every other machine. */

/* A guest that faulted: the instruction, its stack and frame, and the budget, which guest_x86_64.h keeps in r15. */
#define PC(context) (context)->uc_mcontext.gregs[REG_RIP]
#define SP(context) (context)->uc_mcontext.gregs[REG_RSP]
#define FRAME(context) (context)->uc_mcontext.gregs[REG_RBP]
#define BUDGET(context) (context)->uc_mcontext.gregs[REG_R15]

/* Where hostcall_leave of start_x86_64.S expects control block and message. */
#define CONTROL(context) (context)->uc_mcontext.gregs[REG_RSI]
#define MESSAGE(context) (context)->uc_mcontext.gregs[REG_RDX]

/* Makes true what the ABI promises of flags and x87 registers wherever code is entered. */
static void clean(ucontext_t *context) {
    context->uc_mcontext.gregs[REG_EFL] &= ~0x400; /* the direction flag: copying backwards sets it */
    context->uc_mcontext.fpregs->ftw = 0;          /* long double arithmetic may have left x87 registers in use */
}
