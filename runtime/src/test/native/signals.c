/* signals.c: asynchronous signals at any instruction, their handlers on whichever stack is in use, corrupt nothing. */
#define _GNU_SOURCE
#include "test.h"

#include <pthread.h>
#include <signal.h>
#include <time.h>

/* ---- guests that would notice ------------------------------------------------------------------------------------ */

/* Mixes integers and doubles through hostcalls; slot 0 counts down, slots 2 and 3 hold the result. */
static void mixes(struct guest *guest) {
    guest_enter(guest);
    uint64_t a = 1, b = 2, c = 3, d = 4, e = 5;
    double x = 1, y = 2;
    while (guest_slot(guest, 0)->i64 > 0) {
        guest_hostcall(guest, 1);
        uint64_t given = (uint64_t)guest_slot(guest, 1)->i64;
        a = a * 3 + given, b ^= a >> 3, c += b, d = d * 5 + c, e -= d;
        x += (double)(given & 1023), y += x;
        guest_hostcall(guest, 2);
    }
    guest_slot(guest, 2)->i64 = (int64_t)(a + b + c + d + e);
    guest_slot(guest, 3)->f64 = x + y;
    guest_leave(guest);
}

static void returns_at_once(struct guest *guest) {
    guest_enter(guest);
    guest_slot(guest, 4)->i64++;
    guest_leave(guest);
}

static void faults(struct guest *guest) {
    guest_enter(guest);
    *nowhere() = 0;
    guest_leave(guest);
}

static uint64_t run_lightly(struct guest *guest, void (*entry)(struct guest *)) {
    return hostcall_resume(guest_control(guest), entry);
}

/* One run of `mixes` with a nested entry now and then, and a run that faults in between; what mixes came to. Without
   checked_call, so that signals find a good part of the time spent in switches. */
static uint64_t mix(struct guest *guest, struct guest *other, int64_t rounds) {
    guest_slot(guest, 0)->i64 = rounds;
    uint64_t message = run_lightly(guest, mixes);
    for (uint64_t given = 17; message != GUEST_RETURNED; given = given * 6364136223846793005u + 1) {
        CHECK_EQUAL(message, HOSTCALL(1));
        guest_slot(guest, 1)->i64 = (int64_t)given;
        message = run_lightly(guest, NULL);
        CHECK_EQUAL(message, HOSTCALL(2));
        int64_t left = guest_slot(guest, 0)->i64--;
        if (left % 16 == 0) CHECK_EQUAL(run_lightly(guest, returns_at_once), GUEST_RETURNED);
        if (left % 1024 == 3) {
            CHECK_EQUAL(run_lightly(other, faults), TRAP(GUEST_TRAP_MEMORY_OUT_OF_BOUNDS));
            slot_rewind(other);
        }
        message = run_lightly(guest, NULL);
    }
    return (uint64_t)guest_slot(guest, 2)->i64 ^ (uint64_t)guest_slot(guest, 3)->i64;
}

/* Where the system lays what it saves on a stack depends on the stack pointer modulo 64, the guest's as the host's. */
#define ALIGNMENTS 4

static uint64_t mix_at(unsigned alignment, struct guest *guest, struct guest *other, int64_t rounds) {
    volatile char *shift = __builtin_alloca(1 + 16 * (alignment % ALIGNMENTS));
    shift[0] = 0;
    guest_control(guest)->guest_sp = (char *)slot_stack_top(guest) - 16 * (alignment / ALIGNMENTS % ALIGNMENTS);
    return mix(guest, other, rounds);
}

static struct guest *interrupted;
static volatile sig_atomic_t on_guest, on_host;

static void spoil_the_stack(int signal) {
    volatile char local[1024];
    for (size_t i = 0; i < sizeof local; i++) local[i] = (char)signal;
    if (slot_holds_stack(interrupted, (uintptr_t)local))
        on_guest++;
    else
        on_host++;
}

/* ---- a storm ----------------------------------------------------------------------------------------------------- */

static pthread_t target;
static volatile int storm_over;

/* At random intervals of some microseconds; without them the storm would leave no time for anything else. */
static void *send_many(void *argument) {
    uint64_t seed = 88172645463325252;
    while (!storm_over) {
        pthread_kill(target, SIGUSR1);
        for (volatile uint64_t wait = next_random(&seed) & 8191; wait; wait--) {}
    }
    return argument;
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void a_storm_of_signals_corrupts_nothing(void) {
    CHECK_EQUAL(hostcall_install_fault_handlers(), 0);
    struct guest *guest = interrupted = slot_new(), *other = slot_new();
    enum { ROUNDS = EFFORT(4000) };
    uint64_t expected = mix(guest, other, ROUNDS);

    /* Two signals, so that one handler interrupts the other. */
    struct sigaction action = {.sa_handler = spoil_the_stack, .sa_flags = SA_RESTART};
    sigaction(SIGUSR1, &action, NULL);
    sigaction(SIGUSR2, &action, NULL);
    target = pthread_self();
    pthread_t sender;
    pthread_create(&sender, NULL, send_many, NULL);
    timer_t timer;
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR2};
    struct itimerspec often = {.it_interval.tv_nsec = 200000, .it_value.tv_nsec = 200000};
    CHECK_EQUAL(timer_create(CLOCK_MONOTONIC, &event, &timer), 0);
    CHECK_EQUAL(timer_settime(timer, 0, &often, NULL), 0);
    unsigned runs = 0;
    for (double end = seconds() + 0.4; seconds() < end || on_guest < 100 || on_host < 100; runs++)
        CHECK_EQUAL(mix_at(runs, guest, other, ROUNDS), expected);
    timer_delete(timer);
    storm_over = 1;
    pthread_join(sender, NULL);
}

/* ---- a signal after every single instruction --------------------------------------------------------------------- */

#if defined(__x86_64__)

static inline __attribute__((always_inline)) void trap_flag(int set) {
    uint64_t mask = set ? 0x100 : 0;
    __asm__ volatile("lea -128(%%rsp), %%rsp\n\tpushf\n\tandq $~0x100, (%%rsp)\n\torq %0, (%%rsp)\n\tpopf\n\t"
                     "lea 128(%%rsp), %%rsp" ::"r"(mask)
                     : "memory", "cc");
}

static void a_signal_after_every_instruction_corrupts_nothing(void) {
    CHECK_EQUAL(hostcall_install_fault_handlers(), 0);
    struct guest *guest = interrupted = slot_new(), *other = slot_new();
    uint64_t expected = mix(guest, other, 3);
    struct sigaction action = {.sa_handler = spoil_the_stack};
    sigaction(SIGTRAP, &action, NULL);
    trap_flag(1);
    uint64_t different = 0;
    for (unsigned alignment = 0; alignment < ALIGNMENTS * ALIGNMENTS; alignment++)
        different |= mix_at(alignment, guest, other, 3) ^ expected;
    trap_flag(0);
    CHECK_EQUAL(different, 0);
    CHECK(on_guest > 1000 && on_host > 1000);
}

#endif

TESTS(signals) = {
    TEST(a_storm_of_signals_corrupts_nothing),
#if defined(__x86_64__)
    TEST(a_signal_after_every_instruction_corrupts_nothing),
#endif
    {0},
};
