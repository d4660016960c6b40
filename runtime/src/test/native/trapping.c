/* trapping.c: faults of a guest become traps, told exactly, and leave nothing behind on the thread. */
#define _GNU_SOURCE
#include "test.h"

#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>

#define NOINLINE __attribute__((noinline))

static struct guest *slot_with_handlers(void) {
    CHECK_EQUAL(hostcall_install_fault_handlers(), 0);
    return slot_new();
}

/* Sets up the frame first, where the compiler would do so only before a call. */
#define KEEP_FRAME() __asm__ volatile("" ::"r"(__builtin_frame_address(0)))

/* Runs the next instruction, noting its address in slot 1. */
#if defined(__x86_64__)
#define NOTED(guest, instruction, ...)                                                                                 \
    __asm__ volatile("lea 1f(%%rip), %%rax\n\tmov %%rax, (%0)\n1:\t" instruction                                       \
                     :                                                                                                 \
                     : "r"(guest_slot(guest, 1)), ##__VA_ARGS__                                                        \
                     : "rax", "memory")
#define READ "mov (%1), %%rax"
#define WRITE "mov %%rax, (%1)"
#else
#define NOTED(guest, instruction, ...)                                                                                 \
    __asm__ volatile("adr x9, 1f\n\tstr x9, [%0]\n1:\t" instruction                                                    \
                     :                                                                                                 \
                     : "r"(guest_slot(guest, 1)), ##__VA_ARGS__                                                        \
                     : "x9", "memory")
#define READ "ldr x9, [%1]"
#define WRITE "str x9, [%1]"
#endif

static void reads(struct guest *guest) {
    KEEP_FRAME();
    guest_enter(guest);
    NOTED(guest, READ, "r"(guest_slot(guest, 0)->i64));
    guest_leave(guest);
}

static void writes(struct guest *guest) {
    KEEP_FRAME();
    guest_enter(guest);
    NOTED(guest, WRITE, "r"(guest_slot(guest, 0)->i64));
    guest_leave(guest);
}

static void jumps(struct guest *guest) {
    KEEP_FRAME();
    guest_enter(guest);
    ((void (*)(struct guest *))guest_slot(guest, 0)->i64)(guest);
    guest_leave(guest);
    __asm__ volatile(""); /* no tail call */
}

static void check_access(struct guest *guest, void (*entry)(struct guest *), uintptr_t address) {
    struct guest_control *control = guest_control(guest);
    guest_slot(guest, 0)->i64 = (int64_t)address;
    CHECK_EQUAL(run(guest, entry), TRAP(GUEST_TRAP_MEMORY_OUT_OF_BOUNDS));
    CHECK_EQUAL(control->trap_address, address);
    CHECK_EQUAL(control->trap_pc, guest_slot(guest, 1)->i64);
    CHECK(slot_holds_stack(guest, control->trap_frame));
    slot_rewind(guest);
}

/* Pages no one may touch: NULL's, the one behind linear memory, the one below the stack. */
static void at_wild_addresses(struct guest *guest, void (*entry)(struct guest *)) {
    check_access(guest, entry, 0);
    check_access(guest, entry, 8);
    check_access(guest, entry, (uintptr_t)guest + SLOT_MEMORY);
    check_access(guest, entry, (uintptr_t)guest + SLOT_MEMORY + 4096 - 8);
    check_access(guest, entry, guest_control(guest)->stack_low - 8);
}

static void a_wild_read_traps_with_its_address(void) { at_wild_addresses(slot_with_handlers(), reads); }

static void a_wild_write_traps_with_its_address(void) { at_wild_addresses(slot_with_handlers(), writes); }

static void a_write_to_read_only_memory_traps(void) {
    struct guest *guest = slot_with_handlers();
    void *page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    check_access(guest, writes, (uintptr_t)page + 16);
}

/* A mapping whose file has shrunk raises SIGBUS. */
static void a_bus_error_traps(void) {
    struct guest *guest = slot_with_handlers();
    int file = memfd_create("shrinks", 0);
    CHECK_EQUAL(ftruncate(file, 65536), 0);
    char *page = mmap(NULL, 65536, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    CHECK_EQUAL(ftruncate(file, 0), 0);
    check_access(guest, reads, (uintptr_t)page + 16);
}

#if defined(__x86_64__)
/* The processor does not tell the address of a pointer that is none. */
static void a_pointer_beyond_the_address_space_traps(void) {
    struct guest *guest = slot_with_handlers();
    guest_slot(guest, 0)->i64 = 0x1234567812345678;
    CHECK_EQUAL(run(guest, reads), TRAP(GUEST_TRAP_MEMORY_OUT_OF_BOUNDS));
    CHECK_EQUAL(guest_control(guest)->trap_pc, guest_slot(guest, 1)->i64);
}
#endif

static void check_jump(struct guest *guest, uintptr_t target) {
    struct guest_control *control = guest_control(guest);
    guest_slot(guest, 0)->i64 = (int64_t)target;
    CHECK_EQUAL(run(guest, jumps), TRAP(GUEST_TRAP_MEMORY_OUT_OF_BOUNDS));
    CHECK_EQUAL(control->trap_pc, target);
    CHECK_EQUAL(control->trap_address, target);
    CHECK(slot_holds_stack(guest, control->trap_frame));
    slot_rewind(guest);
}

static void a_wild_jump_traps_with_its_target(void) {
    struct guest *guest = slot_with_handlers();
    check_jump(guest, 0);
    check_jump(guest, 0x1000);
    check_jump(guest, (uintptr_t)guest + SLOT_MEMORY);
    check_jump(guest, (uintptr_t)guest); /* readable, writable, not executable */
}

#if defined(__x86_64__)
static void divides(struct guest *guest) {
    guest_enter(guest);
    NOTED(guest, "xor %%edx, %%edx\n\txor %%eax, %%eax\n2:\tdivl %%edx\n\tmov %%eax, (%0)");
    guest_leave(guest);
}

static void a_division_by_zero_traps(void) {
    struct guest *guest = slot_with_handlers();
    CHECK_EQUAL(run(guest, divides), TRAP(GUEST_TRAP_INTEGER_DIVIDE_BY_ZERO));
    CHECK_EQUAL(guest_control(guest)->trap_address, 0);
    CHECK_EQUAL(guest_control(guest)->trap_pc, guest_slot(guest, 1)->i64 + 4);
}
#endif

static void runs_into_rubbish(struct guest *guest) {
    guest_enter(guest);
#if defined(__x86_64__)
    NOTED(guest, "ud2");
#else
    NOTED(guest, "udf #0");
#endif
    guest_leave(guest);
}

static void gives_up(struct guest *guest) {
    guest_enter(guest);
    if (guest_slot(guest, 0)->i64 == 0) __builtin_trap();
    guest_leave(guest);
}

static void an_illegal_instruction_traps(void) {
    struct guest *guest = slot_with_handlers();
    CHECK_EQUAL(run(guest, runs_into_rubbish), TRAP(GUEST_TRAP_ILLEGAL_INSTRUCTION));
    CHECK_EQUAL(guest_control(guest)->trap_pc, guest_slot(guest, 1)->i64);
    slot_rewind(guest);
    guest_slot(guest, 0)->i64 = 0;
    CHECK_EQUAL(run(guest, gives_up), TRAP(GUEST_TRAP_ILLEGAL_INSTRUCTION));
    CHECK_EQUAL(guest_control(guest)->trap_address, 0);
}

static void traps(struct guest *guest) {
    guest_enter(guest);
    guest_trap(guest, (enum guest_trap)guest_slot(guest, 0)->i64);
}

static void an_explicit_trap_needs_no_handler(void) {
    struct guest *guest = slot_new();
    for (int code = GUEST_TRAP_UNREACHABLE; code <= GUEST_TRAP_ILLEGAL_INSTRUCTION; code++) {
        guest_control(guest)->trap_address = 1;
        guest_slot(guest, 0)->i64 = code;
        CHECK_EQUAL(run(guest, traps), TRAP(code));
        CHECK_EQUAL(guest_control(guest)->trap_address, 0);
        slot_rewind(guest);
    }
}

/* ---- backtraces: trap_pc, then the frame-pointer chain from trap_frame ------------------------------------------- */

static NOINLINE void innermost(struct guest *guest) {
    KEEP_FRAME();
    if (guest_slot(guest, 0)->i64) guest_trap(guest, GUEST_TRAP_UNREACHABLE);
    *nowhere() = 0;
    __asm__ volatile("");
}

static NOINLINE void middle(struct guest *guest) {
    KEEP_FRAME();
    innermost(guest);
    __asm__ volatile("");
}

static void outermost(struct guest *guest) {
    KEEP_FRAME();
    guest_enter(guest);
    middle(guest);
    guest_leave(guest);
    __asm__ volatile("");
}

static int backtrace(struct guest *guest, int explicitly, uintptr_t *pcs) {
    guest_slot(guest, 0)->i64 = explicitly;
    CHECK_EQUAL((uint32_t)run(guest, outermost), GUEST_TRAPPED);
    int depth = 0;
    pcs[depth++] = guest_control(guest)->trap_pc;
    for (uintptr_t frame = guest_control(guest)->trap_frame; frame && depth < 10; frame = *(uintptr_t *)frame) {
        CHECK(slot_holds_stack(guest, frame));
        pcs[depth++] = ((uintptr_t *)frame)[1];
    }
    slot_rewind(guest);
    return depth;
}

static void a_backtrace_is_the_same_for_a_fault_and_an_explicit_trap(void) {
    struct guest *guest = slot_with_handlers();
    uintptr_t faulted[10], trapped[10];
    CHECK_EQUAL(backtrace(guest, 0, faulted), 4); /* innermost, middle, outermost, hostcall_start */
    CHECK_EQUAL(backtrace(guest, 1, trapped), 4);
    for (int i = 1; i < 4; i++) CHECK_EQUAL(trapped[i], faulted[i]);
    CHECK(faulted[0] != trapped[0]);
    CHECK(faulted[0] - (uintptr_t)innermost < 200);
    CHECK(faulted[1] - (uintptr_t)middle < 100);
    CHECK(faulted[2] - (uintptr_t)outermost < 100);
    CHECK(faulted[3] - (uintptr_t)hostcall_start < 100);
}

/* ---- what a trap leaves behind: nothing -------------------------------------------------------------------------- */

static void the_signal_mask_survives_ten_thousand_traps(void) {
    struct guest *guest = slot_with_handlers();
    sigset_t before, after;
    sigemptyset(&before);
    sigaddset(&before, SIGUSR1);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    for (int i = 0; i < 10000; i++) {
        guest_slot(guest, 0)->i64 = 8 * (i & 255);
        CHECK_EQUAL(run(guest, i & 1 ? reads : runs_into_rubbish),
                    TRAP(i & 1 ? GUEST_TRAP_MEMORY_OUT_OF_BOUNDS : GUEST_TRAP_ILLEGAL_INSTRUCTION));
        slot_rewind(guest);
    }
    pthread_sigmask(SIG_SETMASK, NULL, &after);
    for (int signal = 1; signal < 32; signal++) CHECK_EQUAL(sigismember(&after, signal), signal == SIGUSR1);
    CHECK(!hostcall_running);
}

#if defined(__x86_64__)
static void copies_backwards(struct guest *guest) {
    guest_enter(guest);
    __asm__ volatile("std\n\tmov $16, %%ecx\n\tmov $8, %%edi\n\tmov %0, %%rsi\n\trep movsq\n\tcld"
                     :
                     : "r"((char *)guest + 4096)
                     : "rcx", "rdi", "rsi", "memory", "cc");
    guest_leave(guest);
}

/* run() counts a set direction flag and a used x87 register as lost registers. */
static void the_direction_flag_is_clean_after_a_trap(void) {
    struct guest *guest = slot_with_handlers();
    CHECK_EQUAL(run(guest, copies_backwards), TRAP(GUEST_TRAP_MEMORY_OUT_OF_BOUNDS));
    CHECK_EQUAL(guest_control(guest)->trap_address, 8);
    CHECK_EQUAL(registers_lost, 0);
}

static void computes_with_x87(struct guest *guest) {
    guest_enter(guest);
    __asm__ volatile("fld1\n\tfld1\n\tfldpi\n\tfldpi\n\tfldpi\n\tmov %%eax, (8)" ::: "memory");
    guest_leave(guest);
}

static void the_x87_stack_is_empty_after_a_trap(void) {
    struct guest *guest = slot_with_handlers();
    for (int i = 0; i < 5; i++) {
        CHECK_EQUAL(run(guest, computes_with_x87), TRAP(GUEST_TRAP_MEMORY_OUT_OF_BOUNDS));
        CHECK_EQUAL(registers_lost, 0);
        slot_rewind(guest);
    }
}
#endif

/* ---- nested entries, threads ------------------------------------------------------------------------------------- */

static void calls_out(struct guest *guest) {
    guest_enter(guest);
    guest_hostcall(guest, 1);
    guest_slot(guest, 0)->i64 = 42;
    guest_leave(guest);
}

static void a_trap_in_a_nested_entry_ends_the_whole_stack(void) {
    struct guest *guest = slot_with_handlers();
    for (int round = 0; round < 10; round++) {
        for (int depth = 0; depth < 50; depth++) CHECK_EQUAL(run(guest, calls_out), HOSTCALL(1));
        guest_slot(guest, 0)->i64 = 16;
        CHECK_EQUAL(run(guest, round & 1 ? reads : traps),
                    round & 1 ? TRAP(GUEST_TRAP_MEMORY_OUT_OF_BOUNDS) : TRAP(16));
        CHECK(!hostcall_running);
        slot_rewind(guest);
        CHECK_EQUAL(run(guest, calls_out), HOSTCALL(1));
        CHECK_EQUAL(resume(guest), GUEST_RETURNED);
        CHECK_EQUAL(guest_slot(guest, 0)->i64, 42);
        CHECK_EQUAL(guest_control(guest)->guest_sp, slot_stack_top(guest));
    }
}

static void *trap_often(void *argument) {
    struct guest *guest = slot_new();
    for (int i = 0; i < 2000; i++) check_access(guest, i & 1 ? reads : writes, 8 * (uintptr_t)argument);
    return NULL;
}

static void traps_on_many_threads_at_once_are_told_apart(void) {
    CHECK_EQUAL(hostcall_install_fault_handlers(), 0);
    pthread_t threads[8];
    for (size_t i = 0; i < 8; i++) pthread_create(&threads[i], NULL, trap_often, (void *)(i + 1));
    for (size_t i = 0; i < 8; i++) pthread_join(threads[i], NULL);
}

TESTS(trapping) = {
    TEST(a_wild_read_traps_with_its_address),
    TEST(a_wild_write_traps_with_its_address),
    TEST(a_write_to_read_only_memory_traps),
    TEST(a_bus_error_traps),
    TEST(a_wild_jump_traps_with_its_target),
#if defined(__x86_64__)
    TEST(a_pointer_beyond_the_address_space_traps),
    TEST(a_division_by_zero_traps),
#endif
    TEST(an_illegal_instruction_traps),
    TEST(an_explicit_trap_needs_no_handler),
    TEST(a_backtrace_is_the_same_for_a_fault_and_an_explicit_trap),
    TEST(the_signal_mask_survives_ten_thousand_traps),
#if defined(__x86_64__)
    TEST(the_direction_flag_is_clean_after_a_trap),
    TEST(the_x87_stack_is_empty_after_a_trap),
#endif
    TEST(a_trap_in_a_nested_entry_ends_the_whole_stack),
    TEST(traps_on_many_threads_at_once_are_told_apart),
    {0},
};
