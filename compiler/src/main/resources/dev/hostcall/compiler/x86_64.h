/*
 * x86_64.h: x86-64, as far as emitted C depends on it. The header of every architecture defines the same names.
 */
#ifndef __x86_64__
#error "this C was written for x86-64; choose the target, or another C compiler"
#endif

/* Whether the C compiler may use registers that the thunk below does not save. */
#if defined(__AVX__) || defined(__APX_F__)
#define MACHINE_WIDE_REGISTERS 1
#else
#define MACHINE_WIDE_REGISTERS 0
#endif

/* ---- loads: from memory, %1, to a register, %0, the whole of which is written ---------------------------------- */

#define MACHINE_I32_LOAD "movl %1, %k0"
#define MACHINE_I32_LOAD8_S "movsbl %1, %k0"
#define MACHINE_I32_LOAD8_U "movzbl %1, %k0"
#define MACHINE_I32_LOAD16_S "movswl %1, %k0"
#define MACHINE_I32_LOAD16_U "movzwl %1, %k0"
#define MACHINE_I64_LOAD "movq %1, %0"
#define MACHINE_I64_LOAD8_S "movsbq %1, %0"
#define MACHINE_I64_LOAD8_U "movzbl %1, %k0"
#define MACHINE_I64_LOAD16_S "movswq %1, %0"
#define MACHINE_I64_LOAD16_U "movzwl %1, %k0"
#define MACHINE_I64_LOAD32_S "movslq %1, %0"
#define MACHINE_I64_LOAD32_U "movl %1, %k0"
#define MACHINE_F32_LOAD "movss %1, %0"
#define MACHINE_F64_LOAD "movsd %1, %0"

/* The registers they write. */
#define MACHINE_INTO_INTEGER "=r"
#define MACHINE_INTO_FLOAT "=x"

/* ---- stores: of a register or constant, %1, to memory, %0 ------------------------------------------------------ */

#define MACHINE_I32_STORE "movl %1, %0"
#define MACHINE_I32_STORE8 "movb %1, %0"
#define MACHINE_I32_STORE16 "movw %1, %0"
#define MACHINE_I64_STORE "movq %1, %0"
#define MACHINE_I64_STORE8 "movb %1, %0"
#define MACHINE_I64_STORE16 "movw %1, %0"
#define MACHINE_I64_STORE32 "movl %1, %0"
#define MACHINE_F32_STORE "movss %1, %0"
#define MACHINE_F64_STORE "movsd %1, %0"

/* The registers and constants they take: where a byte is stored, two or four, eight, and a float. */
#define MACHINE_FROM_BYTE "qi"
#define MACHINE_FROM_INTEGER "ri"
#define MACHINE_FROM_LONG "er"
#define MACHINE_FROM_FLOAT "x"

/* ---- floats: makes the C compiler forget what a value was computed from ---------------------------------------- */

#define MACHINE_HIDE(value) __asm__("" : "+x"(value))

/* ---- the budget, where a register keeps it: wasm.h says when what is charged ----------------------------------- */

/*
 * MACHINE_CHARGE takes a constant from the budget, MACHINE_CHARGE_MOVED any number. MACHINE_CHARGE_TEST takes a constant
 * and calls the thunk when the budget falls below zero.
 */
#define MACHINE_CHARGE(cost) __asm__ volatile("subq %1, %0" : "+r"(guest_budget) : "i"(cost) : "cc")
#define MACHINE_CHARGE_MOVED(cost) __asm__ volatile("subq %1, %0" : "+r"(guest_budget) : "r"((u64)(cost)) : "cc")
#ifdef __OPTIMIZE__
#define MACHINE_CHARGE_TEST(cost)                                                                                      \
    do {                                                                                                               \
        int spent_;                                                                                                    \
        __asm__ volatile("subq %2, %0" : "+r"(guest_budget), "=@ccs"(spent_) : "i"(cost));                             \
        if (RARELY(spent_)) {                                                                                          \
            register s64 budget_ __asm__(GUEST_BUDGET_REGISTER) = guest_budget; /* which may have been somewhere else */  \
            __asm__ volatile("lea -128(%%rsp), %%rsp\n\tpush %1\n\tcall wasm_budget_thunk\n\tlea 136(%%rsp), %%rsp"    \
                             : "+r"(budget_)                                                                           \
                             : "r"(g)                                                                                  \
                             : "cc", "memory");                                                                        \
            guest_budget = budget_;                                                                                    \
        }                                                                                                              \
    } while (0)
#else /* one statement is less to compile, and so are comparisons */
#define MACHINE_CHARGE_TEST(cost)                                                                                      \
    __asm__ volatile("subq %1, %0\n\tjns 1f\n\tlea -128(%%rsp), %%rsp\n\tpush %2\n\tcall wasm_budget_thunk\n\t"        \
                     "lea 136(%%rsp), %%rsp\n1:"                                                                       \
                     : "+r"(guest_budget)                                                                              \
                     : "i"(cost), "r"(g)                                                                               \
                     : "cc", "memory")
#endif

/*
 * wasm_budget_thunk, in assembly: calls wasm_budget_spent and preserves every register but the budget's.
 * rsp -> | return address | struct guest * |   The frame: rbp, nine registers, then xmm0 to xmm15 on a multiple of 16.
 */
#define MACHINE_BUDGET_THUNK                                                                                           \
    ".pushsection .text\n\t.hidden wasm_budget_thunk\n\t.globl wasm_budget_thunk\n"                                    \
    "\t.type wasm_budget_thunk, @function\nwasm_budget_thunk:\n"                                                       \
    "\tpush %rbp\n\tmov %rsp, %rbp\n"                                                                                  \
    "\tpush %rax\n\tpush %rcx\n\tpush %rdx\n\tpush %rsi\n\tpush %rdi\n"                                                \
    "\tpush %r8\n\tpush %r9\n\tpush %r10\n\tpush %r11\n"                                                               \
    "\tsub $256, %rsp\n\tand $-16, %rsp\n"                                                                             \
    "\tmovaps %xmm0, (%rsp)\n\tmovaps %xmm1, 16(%rsp)\n\tmovaps %xmm2, 32(%rsp)\n\tmovaps %xmm3, 48(%rsp)\n"           \
    "\tmovaps %xmm4, 64(%rsp)\n\tmovaps %xmm5, 80(%rsp)\n\tmovaps %xmm6, 96(%rsp)\n\tmovaps %xmm7, 112(%rsp)\n"        \
    "\tmovaps %xmm8, 128(%rsp)\n\tmovaps %xmm9, 144(%rsp)\n\tmovaps %xmm10, 160(%rsp)\n"                               \
    "\tmovaps %xmm11, 176(%rsp)\n\tmovaps %xmm12, 192(%rsp)\n\tmovaps %xmm13, 208(%rsp)\n"                             \
    "\tmovaps %xmm14, 224(%rsp)\n\tmovaps %xmm15, 240(%rsp)\n"                                                         \
    "\tmov 16(%rbp), %rdi\n\tcall wasm_budget_spent\n"                                                                 \
    "\tmovaps (%rsp), %xmm0\n\tmovaps 16(%rsp), %xmm1\n\tmovaps 32(%rsp), %xmm2\n\tmovaps 48(%rsp), %xmm3\n"           \
    "\tmovaps 64(%rsp), %xmm4\n\tmovaps 80(%rsp), %xmm5\n\tmovaps 96(%rsp), %xmm6\n\tmovaps 112(%rsp), %xmm7\n"        \
    "\tmovaps 128(%rsp), %xmm8\n\tmovaps 144(%rsp), %xmm9\n\tmovaps 160(%rsp), %xmm10\n"                               \
    "\tmovaps 176(%rsp), %xmm11\n\tmovaps 192(%rsp), %xmm12\n\tmovaps 208(%rsp), %xmm13\n"                             \
    "\tmovaps 224(%rsp), %xmm14\n\tmovaps 240(%rsp), %xmm15\n"                                                         \
    "\tlea -72(%rbp), %rsp\n"                                                                                          \
    "\tpop %r11\n\tpop %r10\n\tpop %r9\n\tpop %r8\n"                                                                   \
    "\tpop %rdi\n\tpop %rsi\n\tpop %rdx\n\tpop %rcx\n\tpop %rax\n\tpop %rbp\n\tret\n"                                  \
    "\t.size wasm_budget_thunk, . - wasm_budget_thunk\n\t.popsection"
