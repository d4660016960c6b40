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

#define WASM_DESCRIPTOR(...)                                                                                           \
    GUEST_DESCRIPTOR(.flags = (GUEST_METERED ? (u32)GUEST_FLAG_METERED : 0u) | GUEST_BUDGET_FLAG | WASM_FLAGS,         \
                     .faults = __start_hostcall_faults, .faults_end = __stop_hostcall_faults, __VA_ARGS__)

/* ---- the budget is spent: called by CHARGE_TEST, keeps every register but the budget's ------------------------------- */

#if GUEST_METERED && !defined(__clang__)

HIDDEN __attribute__((used)) void wasm_budget_spent(struct guest *g) { guest_budget_spent(g); }

#if defined(__x86_64__)

/* rsp -> | return address | struct guest * |   The frame: rbp, nine registers, then xmm0 to xmm15 on a multiple of 16. */
__asm__(".pushsection .text\n\t.hidden wasm_budget_thunk\n\t.globl wasm_budget_thunk\n"
        "\t.type wasm_budget_thunk, @function\nwasm_budget_thunk:\n"
        "\tpush %rbp\n\tmov %rsp, %rbp\n"
        "\tpush %rax\n\tpush %rcx\n\tpush %rdx\n\tpush %rsi\n\tpush %rdi\n"
        "\tpush %r8\n\tpush %r9\n\tpush %r10\n\tpush %r11\n"
        "\tsub $256, %rsp\n\tand $-16, %rsp\n"
        "\tmovaps %xmm0, (%rsp)\n\tmovaps %xmm1, 16(%rsp)\n\tmovaps %xmm2, 32(%rsp)\n\tmovaps %xmm3, 48(%rsp)\n"
        "\tmovaps %xmm4, 64(%rsp)\n\tmovaps %xmm5, 80(%rsp)\n\tmovaps %xmm6, 96(%rsp)\n\tmovaps %xmm7, 112(%rsp)\n"
        "\tmovaps %xmm8, 128(%rsp)\n\tmovaps %xmm9, 144(%rsp)\n\tmovaps %xmm10, 160(%rsp)\n"
        "\tmovaps %xmm11, 176(%rsp)\n\tmovaps %xmm12, 192(%rsp)\n\tmovaps %xmm13, 208(%rsp)\n"
        "\tmovaps %xmm14, 224(%rsp)\n\tmovaps %xmm15, 240(%rsp)\n"
        "\tmov 16(%rbp), %rdi\n\tcall wasm_budget_spent\n"
        "\tmovaps (%rsp), %xmm0\n\tmovaps 16(%rsp), %xmm1\n\tmovaps 32(%rsp), %xmm2\n\tmovaps 48(%rsp), %xmm3\n"
        "\tmovaps 64(%rsp), %xmm4\n\tmovaps 80(%rsp), %xmm5\n\tmovaps 96(%rsp), %xmm6\n\tmovaps 112(%rsp), %xmm7\n"
        "\tmovaps 128(%rsp), %xmm8\n\tmovaps 144(%rsp), %xmm9\n\tmovaps 160(%rsp), %xmm10\n"
        "\tmovaps 176(%rsp), %xmm11\n\tmovaps 192(%rsp), %xmm12\n\tmovaps 208(%rsp), %xmm13\n"
        "\tmovaps 224(%rsp), %xmm14\n\tmovaps 240(%rsp), %xmm15\n"
        "\tlea -72(%rbp), %rsp\n"
        "\tpop %r11\n\tpop %r10\n\tpop %r9\n\tpop %r8\n"
        "\tpop %rdi\n\tpop %rsi\n\tpop %rdx\n\tpop %rcx\n\tpop %rax\n\tpop %rbp\n\tret\n"
        "\t.size wasm_budget_thunk, . - wasm_budget_thunk\n\t.popsection");

#elif defined(__aarch64__)

/* sp -> | struct guest * | padding |   The frame: x29, x30, x0 to x18, padding, then q0 to q31. */
__asm__(".pushsection .text\n\t.hidden wasm_budget_thunk\n\t.globl wasm_budget_thunk\n"
        "\t.type wasm_budget_thunk, %function\nwasm_budget_thunk:\n"
        "\tstp x29, x30, [sp, #-176]!\n\tmov x29, sp\n"
        "\tstp x0, x1, [sp, #16]\n\tstp x2, x3, [sp, #32]\n\tstp x4, x5, [sp, #48]\n\tstp x6, x7, [sp, #64]\n"
        "\tstp x8, x9, [sp, #80]\n\tstp x10, x11, [sp, #96]\n\tstp x12, x13, [sp, #112]\n"
        "\tstp x14, x15, [sp, #128]\n\tstp x16, x17, [sp, #144]\n\tstr x18, [sp, #160]\n"
        "\tsub sp, sp, #512\n"
        "\tstp q0, q1, [sp]\n\tstp q2, q3, [sp, #32]\n\tstp q4, q5, [sp, #64]\n\tstp q6, q7, [sp, #96]\n"
        "\tstp q8, q9, [sp, #128]\n\tstp q10, q11, [sp, #160]\n\tstp q12, q13, [sp, #192]\n"
        "\tstp q14, q15, [sp, #224]\n\tstp q16, q17, [sp, #256]\n\tstp q18, q19, [sp, #288]\n"
        "\tstp q20, q21, [sp, #320]\n\tstp q22, q23, [sp, #352]\n\tstp q24, q25, [sp, #384]\n"
        "\tstp q26, q27, [sp, #416]\n\tstp q28, q29, [sp, #448]\n\tstp q30, q31, [sp, #480]\n"
        "\tldr x0, [x29, #176]\n\tbl wasm_budget_spent\n"
        "\tldp q0, q1, [sp]\n\tldp q2, q3, [sp, #32]\n\tldp q4, q5, [sp, #64]\n\tldp q6, q7, [sp, #96]\n"
        "\tldp q8, q9, [sp, #128]\n\tldp q10, q11, [sp, #160]\n\tldp q12, q13, [sp, #192]\n"
        "\tldp q14, q15, [sp, #224]\n\tldp q16, q17, [sp, #256]\n\tldp q18, q19, [sp, #288]\n"
        "\tldp q20, q21, [sp, #320]\n\tldp q22, q23, [sp, #352]\n\tldp q24, q25, [sp, #384]\n"
        "\tldp q26, q27, [sp, #416]\n\tldp q28, q29, [sp, #448]\n\tldp q30, q31, [sp, #480]\n"
        "\tadd sp, sp, #512\n"
        "\tldp x0, x1, [sp, #16]\n\tldp x2, x3, [sp, #32]\n\tldp x4, x5, [sp, #48]\n\tldp x6, x7, [sp, #64]\n"
        "\tldp x8, x9, [sp, #80]\n\tldp x10, x11, [sp, #96]\n\tldp x12, x13, [sp, #112]\n"
        "\tldp x14, x15, [sp, #128]\n\tldp x16, x17, [sp, #144]\n\tldr x18, [sp, #160]\n"
        "\tldp x29, x30, [sp], #176\n\tret\n"
        "\t.size wasm_budget_thunk, . - wasm_budget_thunk\n\t.popsection");

#endif
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
