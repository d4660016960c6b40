/*
 * faults.c: a fault in guest code becomes a trap; any other fault goes to the handler that was there before.
 *
 * The handler runs on the guest's stack (the JVM gives its threads no alternate stack), for which the red zone below
 * stack_limit leaves room. It changes nothing but the interrupted context: the thread goes on at hostcall_leave, with
 * what the ABI promises of the machine's state made true again.
 */
#define _GNU_SOURCE
#include "engine.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <ucontext.h>

#if defined(__x86_64__)
#include "context_x86_64.h"
#elif defined(__aarch64__)
#include "context_aarch64.h"
#endif

/* SIGTRAP is what __builtin_trap raises on some machines. */
static const int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP};
#define SIGNALS (sizeof signals / sizeof *signals)

static struct sigaction previous[SIGNALS];

/* In handlers of these, profilers follow any frame pointer, and rely on a fault handler before ours to mend it. */
static const int profiling[] = {SIGPROF, SIGVTALRM};
static sigset_t mask_at_install;

static enum guest_trap trap_code(int signal) {
    switch (signal) {
    case SIGFPE:
        return GUEST_TRAP_INTEGER_DIVIDE_BY_ZERO;
    case SIGILL:
    case SIGTRAP:
        return GUEST_TRAP_ILLEGAL_INSTRUCTION;
    default:
        return GUEST_TRAP_MEMORY_OUT_OF_BOUNDS;
    }
}

static int on_guest_stack(const struct guest_control *control, uintptr_t sp) {
    return sp >= control->stack_low && sp < (uintptr_t)control;
}

/* A handler runs with its signal blocked, and possibly on the guest's stack. */
static int in_profiler(const ucontext_t *context) {
    for (size_t i = 0; i < sizeof profiling / sizeof *profiling; i++)
        if (sigismember(&context->uc_sigmask, profiling[i]) && !sigismember(&mask_at_install, profiling[i])) return 1;
    return 0;
}

static void leave_guest(struct guest_control *control, int signal, const siginfo_t *info, ucontext_t *context) {
    control->trap_pc = (uintptr_t)PC(context);
    control->trap_frame = (uintptr_t)FRAME(context);
    control->trap_address = signal == SIGSEGV || signal == SIGBUS ? (uintptr_t)info->si_addr : 0;
    if (control->flags & GUEST_FLAG_BUDGET_REGISTER) control->budget = (int64_t)BUDGET(context);
    CONTROL(context) = (uintptr_t)control;
    MESSAGE(context) = GUEST_TRAPPED | (uint64_t)trap_code(signal) << 32;
    PC(context) = (uintptr_t)hostcall_leave;
    clean(context);
}

static void pass_on(int signal, siginfo_t *info, void *context) {
    for (size_t i = 0; i < SIGNALS; i++) {
        if (signals[i] != signal) continue;
        const struct sigaction *action = &previous[i];
        if (action->sa_flags & SA_SIGINFO) {
            action->sa_sigaction(signal, info, context);
        } else if (action->sa_handler != SIG_DFL && action->sa_handler != SIG_IGN) {
            action->sa_handler(signal);
        } else if (info->si_code <= 0 && action->sa_handler == SIG_IGN) {
            return; /* sent by a process, and ignored before us */
        } else {
            /* The default: back in force, and met again when the instruction repeats or the signal is sent again. */
            struct sigaction original = {.sa_handler = SIG_DFL};
            sigaction(signal, &original, NULL);
            if (info->si_code <= 0 || signal == SIGTRAP) raise(signal); /* a breakpoint lies behind already */
        }
        return;
    }
}

static void on_fault(int signal, siginfo_t *info, void *raw) {
    ucontext_t *context = raw;
    struct guest_control *control = hostcall_running;
    int raised_by_code = info->si_code > 0;
    if (control && raised_by_code && on_guest_stack(control, (uintptr_t)SP(context)) && !in_profiler(context)) {
        leave_guest(control, signal, info, context);
    } else {
        int saved = errno;
        pass_on(signal, info, raw);
        errno = saved;
    }
}

static int install_failure;

static void install(void) {
    sigprocmask(SIG_SETMASK, NULL, &mask_at_install); /* the calling thread's, and older than pthread_sigmask is by name */
    for (size_t i = 0; i < SIGNALS; i++) {
        if (sigaction(signals[i], NULL, &previous[i])) {
            install_failure = errno;
            return;
        }
        struct sigaction action = {.sa_sigaction = on_fault};
        action.sa_mask = previous[i].sa_mask;
        action.sa_flags = SA_SIGINFO | SA_ONSTACK | (previous[i].sa_flags & (SA_RESTART | SA_NODEFER));
        if (sigaction(signals[i], &action, NULL)) {
            install_failure = errno;
            return;
        }
    }
}

HOSTCALL_API int hostcall_install_fault_handlers(void) {
    static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    static int tried;
    pthread_mutex_lock(&mutex);
    if (!tried) install();
    tried = 1;
    pthread_mutex_unlock(&mutex);
    return install_failure;
}
