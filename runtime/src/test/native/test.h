/*
 * test.h: a test is a function whose name is a promise. main.c runs each in a process of its own, so a test may install
 * handlers, crash or hang without spoiling the next. A file of tests is compiled once metered and once not.
 */
#ifndef HOSTCALL_TEST_H
#define HOSTCALL_TEST_H

#include "engine.h"

#include <stdio.h>
#include <unistd.h>

struct test {
    const char *name;
    void (*run)(void);
};

#define TEST(function) {#function, function}
#define TESTS_OF(suite, variant) suite##_##variant
#define TESTS_NAMED(suite, variant) TESTS_OF(suite, variant)
#if GUEST_METERED
#define TESTS(suite) const struct test TESTS_NAMED(suite, metered)[]
#else
#define TESTS(suite) const struct test TESTS_NAMED(suite, unmetered)[]
#endif

/* A failed check ends the test's process. */
#define CHECK(condition)                                                                                               \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);                                    \
            _exit(1);                                                                                                  \
        }                                                                                                              \
    } while (0)

#define CHECK_EQUAL(actual, expected)                                                                                  \
    do {                                                                                                               \
        long long actual_ = (long long)(actual), expected_ = (long long)(expected);                                    \
        if (actual_ != expected_) {                                                                                    \
            fprintf(stderr, "%s:%d: %s is %lld (0x%llx), not %lld (0x%llx)\n", __FILE__, __LINE__, #actual, actual_,   \
                    actual_, expected_, expected_);                                                                    \
            _exit(1);                                                                                                  \
        }                                                                                                              \
    } while (0)

/*
 * Calls a function with a pattern in every register that it must keep and rubbish in all others. Counts the registers
 * that came back changed, which main.c wants to be none at the end of every test. In registers_<architecture>.S.
 */
uint64_t checked_call(uint64_t (*function)(void *, void *), void *first, void *second);
extern int registers_lost;

/* ---- a slot of memory with a guest in it, as the runtime lays it out --------------------------------------------- */

#define RED_ZONE ((size_t)65536)
#define SLOT_STACK ((size_t)1048576)
#define SLOT_MEMORY ((size_t)65536)

struct guest *slot_new(void);          /* never freed: the process ends with the test */
void slot_rewind(struct guest *guest); /* forgets what is suspended */
uintptr_t slot_stack_top(struct guest *guest);
int slot_holds_stack(struct guest *guest, uintptr_t address);

/* Enters or resumes a guest by way of checked_call. */
uint64_t run(struct guest *guest, void (*entry)(struct guest *));
uint64_t resume(struct guest *guest);

#define HOSTCALL(index) (GUEST_HOSTCALL | (uint64_t)(index) << 32)
#define TRAP(code) (GUEST_TRAPPED | (uint64_t)(code) << 32)

/* Rounds of a test that takes some: fewer where run.sh says that the processor is emulated. */
#ifdef TEST_EMULATED
#define EFFORT(rounds) ((rounds) / 10)
#else
#define EFFORT(rounds) (rounds)
#endif

/* An address at which nothing lies, unknown to the compiler. */
static inline volatile char *nowhere(void) {
    uintptr_t address = 8;
    __asm__("" : "+r"(address));
    return (volatile char *)address;
}

/* A generator with a printable seed, so that a failing run can be repeated. */
static inline uint64_t next_random(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Rubbish in every register that the switch declares clobbered: what a hostcall's arguments come by on their way. */
static inline __attribute__((always_inline)) void scribble_registers(void) {
#if defined(__x86_64__)
    __asm__ volatile("mov $-7, %%rax\n\tmov %%rax, %%rcx\n\tmov %%rax, %%rdx\n\tmov %%rax, %%rsi\n\t"
                     "mov %%rax, %%rdi\n\tmov %%rax, %%r8\n\tmov %%rax, %%r9\n\tmov %%rax, %%r10\n\t"
                     "mov %%rax, %%r11\n\tmov %%rax, %%r12\n\tmov %%rax, %%r13\n\tmov %%rax, %%r14\n\t"
                     "pcmpeqd %%xmm0, %%xmm0\n\tpcmpeqd %%xmm1, %%xmm1\n\tpcmpeqd %%xmm7, %%xmm7\n\t"
                     "pcmpeqd %%xmm8, %%xmm8\n\tpcmpeqd %%xmm15, %%xmm15"
                     :
                     :
                     : "rax", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "xmm0",
                       "xmm1", "xmm7", "xmm8", "xmm15", "cc");
#else
    __asm__ volatile("mov x0, #-7\n\tmov x1, x0\n\tmov x2, x0\n\tmov x9, x0\n\tmov x10, x0\n\tmov x20, x0\n\t"
                     "mov x21, x0\n\tmov x26, x0\n\tmov x27, x0\n\tmovi v0.16b, #255\n\tmovi v8.16b, #255\n\t"
                     "movi v15.16b, #255\n\tmovi v31.16b, #255"
                     :
                     :
                     : "x0", "x1", "x2", "x9", "x10", "x20", "x21", "x26", "x27", "v0", "v8", "v15", "v31");
#endif
}

#endif
