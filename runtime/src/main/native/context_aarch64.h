/* context_aarch64.h: what faults.c needs of AArch64. The same names as in the header of every other machine. */

/* A guest that faulted: the instruction, its stack and frame, and the budget, which guest_aarch64.h keeps in x28. */
#define PC(context) (context)->uc_mcontext.pc
#define SP(context) (context)->uc_mcontext.sp
#define FRAME(context) (context)->uc_mcontext.regs[29]
#define BUDGET(context) (context)->uc_mcontext.regs[28]

/* Where hostcall_leave of start_aarch64.S expects control block and message. */
#define CONTROL(context) (context)->uc_mcontext.regs[1]
#define MESSAGE(context) (context)->uc_mcontext.regs[2]

/* Makes true what the ABI promises of flags wherever code is entered. */
static void clean(ucontext_t *context) {
    context->uc_mcontext.pstate &= ~(uint64_t)0xc00; /* BTYPE: a wild call is no longer under way */
}
