/*
 * aarch64.h: AArch64, as far as emitted C depends on it. The header of every architecture defines the same names.
 */
#ifndef __aarch64__
#error "this C was written for AArch64; choose the target, or another C compiler"
#endif

/* Whether the C compiler may use registers that the thunk below does not save. */
#if defined(__ARM_FEATURE_SVE)
#define MACHINE_WIDE_REGISTERS 1
#else
#define MACHINE_WIDE_REGISTERS 0
#endif

/* ---- loads: from memory, %1, to a register, %0, the whole of which is written ---------------------------------- */

#define MACHINE_I32_LOAD "ldr %w0, %1"
#define MACHINE_I32_LOAD8_S "ldrsb %w0, %1"
#define MACHINE_I32_LOAD8_U "ldrb %w0, %1"
#define MACHINE_I32_LOAD16_S "ldrsh %w0, %1"
#define MACHINE_I32_LOAD16_U "ldrh %w0, %1"
#define MACHINE_I64_LOAD "ldr %0, %1"
#define MACHINE_I64_LOAD8_S "ldrsb %0, %1"
#define MACHINE_I64_LOAD8_U "ldrb %w0, %1"
#define MACHINE_I64_LOAD16_S "ldrsh %0, %1"
#define MACHINE_I64_LOAD16_U "ldrh %w0, %1"
#define MACHINE_I64_LOAD32_S "ldrsw %0, %1"
#define MACHINE_I64_LOAD32_U "ldr %w0, %1"
#define MACHINE_F32_LOAD "ldr %s0, %1"
#define MACHINE_F64_LOAD "ldr %d0, %1"

/* The registers they write. */
#define MACHINE_INTO_INTEGER "=r"
#define MACHINE_INTO_FLOAT "=w"

/* ---- stores: of a register or constant, %1, to memory, %0 ------------------------------------------------------ */

#define MACHINE_I32_STORE "str %w1, %0"
#define MACHINE_I32_STORE8 "strb %w1, %0"
#define MACHINE_I32_STORE16 "strh %w1, %0"
#define MACHINE_I64_STORE "str %1, %0"
#define MACHINE_I64_STORE8 "strb %w1, %0"
#define MACHINE_I64_STORE16 "strh %w1, %0"
#define MACHINE_I64_STORE32 "str %w1, %0"
#define MACHINE_F32_STORE "str %s1, %0"
#define MACHINE_F64_STORE "str %d1, %0"

/* The registers and constants they take: where a byte is stored, two or four, eight, and a float. */
#define MACHINE_FROM_BYTE "rZ"
#define MACHINE_FROM_INTEGER "rZ"
#define MACHINE_FROM_LONG "rZ"
#define MACHINE_FROM_FLOAT "w"

/* ---- floats: makes the C compiler forget what a value was computed from ---------------------------------------- */

#define MACHINE_HIDE(value) __asm__("" : "+w"(value))

/* ---- the budget, where a register keeps it: wasm.h says when what is charged ----------------------------------- */

/*
 * MACHINE_CHARGE takes a constant from the budget, MACHINE_CHARGE_MOVED any number. MACHINE_CHARGE_TEST takes a constant
 * and calls the thunk when the budget falls below zero.
 */
#define MACHINE_CHARGE(cost) MACHINE_CHARGE_MOVED(cost)
#define MACHINE_CHARGE_MOVED(cost) __asm__ volatile("sub %0, %0, %1" : "+r"(guest_budget) : "rI"((u64)(cost)) : "cc")
#define MACHINE_CHARGE_TEST(cost)                                                                                      \
    do {                                                                                                               \
        int spent_;                                                                                                    \
        __asm__ volatile("subs %0, %0, %2" : "+r"(guest_budget), "=@ccmi"(spent_) : "rI"((u64)(cost)));                \
        if (RARELY(spent_)) {                                                                                          \
            register s64 budget_ __asm__(GUEST_BUDGET_REGISTER) = guest_budget; /* which may have been somewhere else */  \
            __asm__ volatile("str %1, [sp, #-16]!\n\tbl wasm_budget_thunk\n\tadd sp, sp, #16"                          \
                             : "+r"(budget_)                                                                           \
                             : "r"(g)                                                                                  \
                             : "x30", "cc", "memory");                                                                 \
            guest_budget = budget_;                                                                                    \
        }                                                                                                              \
    } while (0)

/*
 * wasm_budget_thunk, in assembly: calls wasm_budget_spent and preserves every register but the budget's.
 * sp -> | struct guest * | padding |   The frame: x29, x30, x0 to x18, padding, then q0 to q31.
 */
#define MACHINE_BUDGET_THUNK                                                                                           \
    ".pushsection .text\n\t.hidden wasm_budget_thunk\n\t.globl wasm_budget_thunk\n"                                    \
    "\t.type wasm_budget_thunk, %function\nwasm_budget_thunk:\n"                                                       \
    "\tstp x29, x30, [sp, #-176]!\n\tmov x29, sp\n"                                                                    \
    "\tstp x0, x1, [sp, #16]\n\tstp x2, x3, [sp, #32]\n\tstp x4, x5, [sp, #48]\n\tstp x6, x7, [sp, #64]\n"             \
    "\tstp x8, x9, [sp, #80]\n\tstp x10, x11, [sp, #96]\n\tstp x12, x13, [sp, #112]\n"                                 \
    "\tstp x14, x15, [sp, #128]\n\tstp x16, x17, [sp, #144]\n\tstr x18, [sp, #160]\n"                                  \
    "\tsub sp, sp, #512\n"                                                                                             \
    "\tstp q0, q1, [sp]\n\tstp q2, q3, [sp, #32]\n\tstp q4, q5, [sp, #64]\n\tstp q6, q7, [sp, #96]\n"                  \
    "\tstp q8, q9, [sp, #128]\n\tstp q10, q11, [sp, #160]\n\tstp q12, q13, [sp, #192]\n"                               \
    "\tstp q14, q15, [sp, #224]\n\tstp q16, q17, [sp, #256]\n\tstp q18, q19, [sp, #288]\n"                             \
    "\tstp q20, q21, [sp, #320]\n\tstp q22, q23, [sp, #352]\n\tstp q24, q25, [sp, #384]\n"                             \
    "\tstp q26, q27, [sp, #416]\n\tstp q28, q29, [sp, #448]\n\tstp q30, q31, [sp, #480]\n"                             \
    "\tldr x0, [x29, #176]\n\tbl wasm_budget_spent\n"                                                                  \
    "\tldp q0, q1, [sp]\n\tldp q2, q3, [sp, #32]\n\tldp q4, q5, [sp, #64]\n\tldp q6, q7, [sp, #96]\n"                  \
    "\tldp q8, q9, [sp, #128]\n\tldp q10, q11, [sp, #160]\n\tldp q12, q13, [sp, #192]\n"                               \
    "\tldp q14, q15, [sp, #224]\n\tldp q16, q17, [sp, #256]\n\tldp q18, q19, [sp, #288]\n"                             \
    "\tldp q20, q21, [sp, #320]\n\tldp q22, q23, [sp, #352]\n\tldp q24, q25, [sp, #384]\n"                             \
    "\tldp q26, q27, [sp, #416]\n\tldp q28, q29, [sp, #448]\n\tldp q30, q31, [sp, #480]\n"                             \
    "\tadd sp, sp, #512\n"                                                                                             \
    "\tldp x0, x1, [sp, #16]\n\tldp x2, x3, [sp, #32]\n\tldp x4, x5, [sp, #48]\n\tldp x6, x7, [sp, #64]\n"             \
    "\tldp x8, x9, [sp, #80]\n\tldp x10, x11, [sp, #96]\n\tldp x12, x13, [sp, #112]\n"                                 \
    "\tldp x14, x15, [sp, #128]\n\tldp x16, x17, [sp, #144]\n\tldr x18, [sp, #160]\n"                                  \
    "\tldp x29, x30, [sp], #176\n\tret\n"                                                                              \
    "\t.size wasm_budget_thunk, . - wasm_budget_thunk\n\t.popsection"
