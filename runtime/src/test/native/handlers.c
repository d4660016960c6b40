/* handlers.c: what is no fault of a guest reaches the handler that was there before. */
#define _GNU_SOURCE
#include "test.h"

#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>

static const int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP};
enum { SIGNALS = sizeof signals / sizeof *signals };

/* A page that no one may touch until `mend` is called. */
static volatile char *volatile page;

static void page_new(void) { page = hostcall_reserve(65536, 0); }

static void mend(void) { mprotect((void *)page, 65536, PROT_READ | PROT_WRITE); }

static volatile int calls;
static volatile uintptr_t told_address;
static volatile int told_code;
static sigset_t mask_inside;

static void mends(int signal, siginfo_t *info, void *context) {
    (void)signal;
    (void)context;
    calls++;
    told_address = (uintptr_t)info->si_addr;
    told_code = info->si_code;
    pthread_sigmask(SIG_SETMASK, NULL, &mask_inside);
    errno = EDOM;
    mend();
}

static void mends_plainly(int signal) {
    calls += signal == SIGSEGV;
    mend();
}

static void handle_before(int signal, void (*handler)(int, siginfo_t *, void *), int flags) {
    struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO | flags};
    sigaddset(&action.sa_mask, SIGUSR2);
    CHECK_EQUAL(sigaction(signal, &action, NULL), 0);
}

static void install(void) { CHECK_EQUAL(hostcall_install_fault_handlers(), 0); }

static void a_fault_outside_a_guest_reaches_the_previous_handler(void) {
    handle_before(SIGSEGV, mends, 0);
    install();
    page_new();
    errno = 0;
    page[100] = 1;
    CHECK_EQUAL(calls, 1);
    CHECK_EQUAL(told_address, &page[100]);
    CHECK_EQUAL(told_code, SEGV_ACCERR);
    CHECK_EQUAL(errno, 0);
    CHECK(sigismember(&mask_inside, SIGUSR2) && sigismember(&mask_inside, SIGSEGV));
}

static void a_previous_handler_that_may_be_interrupted_still_may(void) {
    handle_before(SIGSEGV, mends, SA_NODEFER);
    install();
    page_new();
    page[0] = 1;
    CHECK(sigismember(&mask_inside, SIGUSR2) && !sigismember(&mask_inside, SIGSEGV));
}

static void a_plain_previous_handler_is_called(void) {
    signal(SIGSEGV, mends_plainly);
    install();
    page_new();
    page[0] = 1;
    CHECK_EQUAL(calls, 1);
}

static void installing_twice_does_not_chain_to_itself(void) {
    handle_before(SIGSEGV, mends, 0);
    install();
    install();
    page_new();
    page[0] = 1;
    CHECK_EQUAL(calls, 1);
}

static sigjmp_buf escape;

static void jumps_away(int signal, siginfo_t *info, void *context) {
    (void)info;
    (void)context;
    siglongjmp(escape, signal);
}

static void idles(struct guest *guest) {
    guest_enter(guest);
    guest_hostcall(guest, 1);
    guest_leave(guest);
}

static void a_previous_handler_may_jump_away(void) {
    handle_before(SIGSEGV, jumps_away, 0);
    install();
    struct guest *guest = slot_new();
    CHECK_EQUAL(run(guest, idles), HOSTCALL(1));
    page_new();
    if (sigsetjmp(escape, 1) == 0) page[0] = 1;
    CHECK_EQUAL(resume(guest), GUEST_RETURNED);
}

/* ---- no handler before ------------------------------------------------------------------------------------------- */

static void fault(int signal) {
    switch (signal) {
    case SIGSEGV:
        *nowhere() = 0;
        break;
    case SIGBUS: {
        int file = memfd_create("empty", 0);
        *(volatile char *)mmap(NULL, 65536, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0) = 1;
        break;
    }
#if defined(__x86_64__)
    case SIGFPE:
        __asm__ volatile("xor %%edx, %%edx\n\tdivl %%edx" ::: "rax", "rdx");
        break;
    case SIGILL:
        __asm__ volatile("ud2");
        break;
    case SIGTRAP:
        __asm__ volatile("int3");
        break;
#else
    case SIGFPE: /* no instruction raises it */
        raise(SIGFPE);
        break;
    case SIGILL:
        __asm__ volatile("udf #0");
        break;
    case SIGTRAP:
        __asm__ volatile("brk #1");
        break;
#endif
    }
}

static void send(int signal) { raise(signal); }

/* The signal a child dies of when it does something after the handlers are in, or 0. */
static int dies_of(void (*before)(int, __sighandler_t), __sighandler_t disposition, void (*action)(int), int which) {
    pid_t child = fork();
    if (child == 0) {
        close(2); /* an emulator comments on it */
        if (before) before(which, disposition);
        install();
        action(which);
        _exit(0);
    }
    int status;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void dispose(int which, __sighandler_t disposition) { signal(which, disposition); }

static void without_a_previous_handler_the_process_dies_of_the_signal(void) {
    for (int i = 0; i < SIGNALS; i++) {
        CHECK_EQUAL(dies_of(NULL, SIG_DFL, fault, signals[i]), signals[i]);
        CHECK_EQUAL(dies_of(NULL, SIG_DFL, send, signals[i]), signals[i]);
    }
}

static void an_ignored_signal_is_still_ignored_but_a_fault_is_not(void) {
    for (int i = 0; i < SIGNALS; i++) {
        CHECK_EQUAL(dies_of(dispose, SIG_IGN, send, signals[i]), 0);
#if defined(__aarch64__)
        if (signals[i] == SIGFPE) continue;
#endif
        CHECK_EQUAL(dies_of(dispose, SIG_IGN, fault, signals[i]), signals[i]);
    }
}

/* ---- while a guest runs ------------------------------------------------------------------------------------------ */

/* Spins until slot 1 is set, so that something may happen meanwhile; slot 0 tells that it began. */
static void spins(struct guest *guest) {
    guest_enter(guest);
    __atomic_store_n(&guest_slot(guest, 0)->i64, 1, __ATOMIC_SEQ_CST);
    while (!__atomic_load_n(&guest_slot(guest, 1)->i64, __ATOMIC_SEQ_CST)) {}
    guest_leave(guest);
}

static struct guest *spinning;

static void await_guest(void) {
    while (!__atomic_load_n(&guest_slot(spinning, 0)->i64, __ATOMIC_SEQ_CST)) sched_yield();
}

static void release_guest(void) { __atomic_store_n(&guest_slot(spinning, 1)->i64, 1, __ATOMIC_SEQ_CST); }

static void *run_spinning(void *argument) {
    (void)argument;
    CHECK_EQUAL(run(spinning, spins), GUEST_RETURNED);
    return NULL;
}

static pthread_t start_spinning(void) {
    pthread_t thread;
    spinning = slot_new();
    pthread_create(&thread, NULL, run_spinning, NULL);
    await_guest();
    return thread;
}

static void releases(int signal, siginfo_t *info, void *context) {
    (void)signal;
    (void)context;
    calls += slot_holds_stack(spinning, (uintptr_t)&info);
    told_code = info->si_code;
    release_guest();
}

static void a_signal_sent_while_a_guest_runs_is_no_trap(void) {
    for (int i = 0; i < SIGNALS; i++) handle_before(signals[i], releases, 0);
    install();
    for (int i = 0; i < SIGNALS; i++) {
        pthread_t thread = start_spinning();
        CHECK_EQUAL(pthread_kill(thread, signals[i]), 0);
        pthread_join(thread, NULL);
        CHECK_EQUAL(calls, i + 1);
        CHECK_EQUAL(told_code, SI_TKILL);
    }
}

static void a_fault_on_another_thread_while_a_guest_runs_is_no_trap(void) {
    handle_before(SIGSEGV, mends, 0);
    install();
    pthread_t thread = start_spinning();
    page_new();
    page[100] = 1;
    CHECK_EQUAL(calls, 1);
    CHECK_EQUAL(told_address, &page[100]);
    release_guest();
    pthread_join(thread, NULL);
}

static void *fault_on_thread(void *argument) {
    page[0] = 1;
    return argument;
}

static void faults_of_guests_and_of_the_host_on_two_threads_go_each_their_way(void) {
    handle_before(SIGSEGV, mends, 0);
    install();
    struct guest *guest = slot_new();
    for (int i = 0; i < 300; i++) {
        page_new();
        pthread_t thread;
        pthread_create(&thread, NULL, fault_on_thread, NULL);
        CHECK_EQUAL(run(guest, (void (*)(struct guest *))(uintptr_t)page), TRAP(GUEST_TRAP_MEMORY_OUT_OF_BOUNDS));
        slot_rewind(guest);
        pthread_join(thread, NULL);
        CHECK_EQUAL(calls, i + 1);
        munmap((void *)page, 65536);
    }
}

static void looks_around(int signal) {
    (void)signal;
    page[200] = 1;
    release_guest();
}

static void profile_spinning(int flags) {
    struct sigaction action = {.sa_handler = looks_around, .sa_flags = SA_RESTART | flags};
    CHECK_EQUAL(sigaction(SIGPROF, &action, NULL), 0);
    page_new();
    pthread_t thread = start_spinning();
    CHECK_EQUAL(pthread_kill(thread, SIGPROF), 0);
    pthread_join(thread, NULL);
    CHECK_EQUAL(calls, 1);
    CHECK_EQUAL(told_address, &page[200]);
}

/* A profiler's handler interrupts a guest, on the guest's stack, follows a bad frame pointer and relies on a fault
   handler of its own, as the JVM's SafeFetch does. */
static void a_fault_of_a_profiler_that_interrupted_a_guest_is_the_profilers(void) {
    handle_before(SIGSEGV, mends, 0);
    install();
    profile_spinning(0);
    CHECK(sigismember(&mask_inside, SIGPROF));
}

static char alternate[65536];

static void *with_an_alternate_stack(void *argument) {
    stack_t stack = {.ss_sp = alternate, .ss_size = sizeof alternate};
    CHECK_EQUAL(sigaltstack(&stack, NULL), 0);
    return run_spinning(argument);
}

static void a_fault_on_another_stack_while_a_guest_runs_is_no_trap(void) {
    handle_before(SIGSEGV, mends, 0);
    install();
    struct sigaction action = {.sa_handler = looks_around, .sa_flags = SA_ONSTACK};
    CHECK_EQUAL(sigaction(SIGUSR1, &action, NULL), 0);
    page_new();
    pthread_t thread;
    spinning = slot_new();
    pthread_create(&thread, NULL, with_an_alternate_stack, NULL);
    await_guest();
    pthread_kill(thread, SIGUSR1);
    pthread_join(thread, NULL);
    CHECK_EQUAL(calls, 1);
}

static void mends_from_the_alternate_stack(int signal) {
    char local;
    uintptr_t offset = (uintptr_t)&local - (uintptr_t)alternate;
    calls += signal == SIGSEGV && offset < sizeof alternate;
    mend();
}

static void an_alternate_stack_serves_both_host_and_guest(void) {
    signal(SIGSEGV, mends_from_the_alternate_stack);
    install();
    stack_t stack = {.ss_sp = alternate, .ss_size = sizeof alternate};
    CHECK_EQUAL(sigaltstack(&stack, NULL), 0);
    page_new();
    page[0] = 1;
    CHECK_EQUAL(calls, 1);
    struct guest *guest = slot_new();
    for (int i = 0; i < 100; i++) {
        CHECK_EQUAL(run(guest, (void (*)(struct guest *))16), TRAP(GUEST_TRAP_MEMORY_OUT_OF_BOUNDS));
        slot_rewind(guest);
    }
}

static void a_guest_traps_where_the_host_blocks_profiling(void) {
    sigset_t all;
    sigfillset(&all);
    for (int i = 0; i < SIGNALS; i++) sigdelset(&all, signals[i]);
    pthread_sigmask(SIG_SETMASK, &all, NULL);
    install();
    struct guest *guest = slot_new();
    CHECK_EQUAL(run(guest, (void (*)(struct guest *))16), TRAP(GUEST_TRAP_MEMORY_OUT_OF_BOUNDS));
}

TESTS(handlers) = {
    TEST(a_fault_outside_a_guest_reaches_the_previous_handler),
    TEST(a_previous_handler_that_may_be_interrupted_still_may),
    TEST(a_plain_previous_handler_is_called),
    TEST(installing_twice_does_not_chain_to_itself),
    TEST(a_previous_handler_may_jump_away),
    TEST(without_a_previous_handler_the_process_dies_of_the_signal),
    TEST(an_ignored_signal_is_still_ignored_but_a_fault_is_not),
    TEST(a_signal_sent_while_a_guest_runs_is_no_trap),
    TEST(a_fault_on_another_thread_while_a_guest_runs_is_no_trap),
    TEST(faults_of_guests_and_of_the_host_on_two_threads_go_each_their_way),
    TEST(a_fault_of_a_profiler_that_interrupted_a_guest_is_the_profilers),
    TEST(a_fault_on_another_stack_while_a_guest_runs_is_no_trap),
    TEST(an_alternate_stack_serves_both_host_and_guest),
    TEST(a_guest_traps_where_the_host_blocks_profiling),
    {0},
};
