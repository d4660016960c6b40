/* main.c: runs every test in a child process, and counts. An argument runs only the tests whose name contains it. */
#define _GNU_SOURCE
#include "test.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>

/* ---- slots ------------------------------------------------------------------------------------------------------- */

#define SLOTS_AND_CONTROL ((size_t)65536)

/* | guard | red zone | stack | slots, control | memory | guard |, each guard of 64 KiB */
struct guest *slot_new(void) {
    size_t low = 65536 + RED_ZONE + SLOT_STACK + SLOTS_AND_CONTROL;
    size_t size = low + SLOT_MEMORY + 65536;
    char *start = hostcall_reserve(size, 0);
    CHECK(start);
    CHECK_EQUAL(hostcall_allow(start + 65536, size - 2 * 65536), 0);
    struct guest *guest = (struct guest *)(start + low);
    struct guest_control *control = guest_control(guest);
    control->stack_low = (uintptr_t)start + 65536;
    control->stack_limit = control->stack_low + RED_ZONE;
    control->memory_size = SLOT_MEMORY;
    slot_rewind(guest);
    return guest;
}

uintptr_t slot_stack_top(struct guest *guest) { return guest_control(guest)->stack_low + RED_ZONE + SLOT_STACK; }

void slot_rewind(struct guest *guest) { guest_control(guest)->guest_sp = (void *)slot_stack_top(guest); }

int slot_holds_stack(struct guest *guest, uintptr_t address) {
    return address >= guest_control(guest)->stack_low && address < slot_stack_top(guest);
}

uint64_t run(struct guest *guest, void (*entry)(struct guest *)) {
    return checked_call((uint64_t (*)(void *, void *))hostcall_resume, guest_control(guest), (void *)entry);
}

uint64_t resume(struct guest *guest) { return run(guest, NULL); }

/* ---- the tests --------------------------------------------------------------------------------------------------- */

#define SUITES(X, variant)                                                                                             \
    X(switching, variant) X(crowds, variant) X(trapping, variant) X(handlers, variant) X(signals, variant)
#define DECLARE(suite, variant) extern const struct test suite##_##variant[];
SUITES(DECLARE, metered)
SUITES(DECLARE, unmetered)
DECLARE(metering, metered)
DECLARE(mapping, unmetered)

static const struct {
    const char *variant;
    const struct test *tests;
} suites[] = {
#define ROW(suite, variant) {#variant, suite##_##variant},
    SUITES(ROW, metered) SUITES(ROW, unmetered) ROW(metering, metered) ROW(mapping, unmetered)};

/* The exit status of a process that runs the test; a test has 30 seconds. */
static int status_of(const struct test *test) {
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        alarm(30);
        test->run();
        CHECK_EQUAL(registers_lost, 0);
        _exit(0);
    }
    int status;
    if (child < 0 || waitpid(child, &status, 0) != child) abort();
    return status;
}

int main(int argc, char **argv) {
    int passed = 0, failed = 0;
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++) {
        for (const struct test *test = suites[i].tests; test->name; test++) {
            if (argc > 1 && !strstr(test->name, argv[1])) continue;
            int status = status_of(test);
            if (status == 0) {
                passed++;
                printf("ok    %s (%s)\n", test->name, suites[i].variant);
                continue;
            }
            failed++;
            printf("FAIL  %s (%s)", test->name, suites[i].variant);
            if (WIFSIGNALED(status)) printf(": %s", strsignal(WTERMSIG(status)));
            printf("\n");
        }
    }
    printf("%d passed, %d failed\n", passed, failed);
    return failed != 0 || passed == 0;
}
