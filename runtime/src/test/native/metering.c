/* metering.c: the budget is exact wherever a guest stops. Compiled metered only. */
#include "test.h"

#include <pthread.h>

#define NOINLINE __attribute__((noinline))

static NOINLINE void pays_in_a_callee(struct guest *guest, int64_t cost) { guest_pay(guest, cost); }

/* Pays 3, calls out, pays 5 in a callee, calls out, pays 7. */
static void pays_between_hostcalls(struct guest *guest) {
    guest_enter(guest);
    guest_pay(guest, 3);
    guest_hostcall(guest, 1);
    pays_in_a_callee(guest, 5);
    guest_hostcall(guest, 2);
    guest_pay(guest, 7);
    guest_leave(guest);
}

static void the_count_is_exact_across_switches(void) {
    struct guest *guest = slot_new();
    int64_t *budget = &guest_control(guest)->budget;
    *budget = 1000;
    CHECK_EQUAL(run(guest, pays_between_hostcalls), HOSTCALL(1));
    CHECK_EQUAL(*budget, 997);
    CHECK_EQUAL(resume(guest), HOSTCALL(2));
    CHECK_EQUAL(*budget, 992);
    *budget = 50; /* a bound may change while the guest is stopped */
    CHECK_EQUAL(resume(guest), GUEST_RETURNED);
    CHECK_EQUAL(*budget, 43);
}

static void two_guests_do_not_share_a_budget(void) {
    struct guest *one = slot_new(), *other = slot_new();
    guest_control(one)->budget = 100;
    guest_control(other)->budget = 1LL << 40;
    CHECK_EQUAL(run(one, pays_between_hostcalls), HOSTCALL(1));
    CHECK_EQUAL(run(other, pays_between_hostcalls), HOSTCALL(1));
    CHECK_EQUAL(resume(one), HOSTCALL(2));
    CHECK_EQUAL(resume(other), HOSTCALL(2));
    CHECK_EQUAL(resume(other), GUEST_RETURNED);
    CHECK_EQUAL(resume(one), GUEST_RETURNED);
    CHECK_EQUAL(guest_control(one)->budget, 85);
    CHECK_EQUAL(guest_control(other)->budget, (1LL << 40) - 15);
}

static void loops(struct guest *guest) {
    guest_enter(guest);
    int64_t rounds = guest_slot(guest, 0)->i64, sum = 0;
    double root = 0.5;
    for (int64_t i = 0; i < rounds; i++) {
        guest_pay(guest, 3);
        sum += i;
        root += 0.25;
    }
    guest_slot(guest, 0)->i64 = sum;
    guest_slot(guest, 1)->f64 = root;
    guest_leave(guest);
}

/* 1000 rounds of 3, in slices of 10: a slice ends at -2 or so, and what it overshot is carried over. */
static void a_spent_budget_stops_the_guest_and_a_new_one_resumes_it(void) {
    struct guest *guest = slot_new();
    int64_t *budget = &guest_control(guest)->budget;
    int64_t granted = *budget = 10;
    guest_slot(guest, 0)->i64 = 1000;
    uint64_t message = run(guest, loops);
    int stops = 0;
    while (message == GUEST_BUDGET) {
        CHECK(*budget < 0 && *budget >= -3);
        *budget += 10;
        granted += 10;
        stops++;
        message = resume(guest);
    }
    CHECK_EQUAL(message, GUEST_RETURNED);
    CHECK_EQUAL(granted - *budget, 3000);
    CHECK(stops >= 290 && stops <= 300);
    CHECK_EQUAL(guest_slot(guest, 0)->i64, 499500);
    CHECK(guest_slot(guest, 1)->f64 == 250.5);
}

static void a_budget_of_zero_and_a_huge_one_count_as_well(void) {
    struct guest *guest = slot_new();
    guest_control(guest)->budget = 0;
    guest_slot(guest, 0)->i64 = 10;
    CHECK_EQUAL(run(guest, loops), GUEST_BUDGET);
    CHECK_EQUAL(guest_control(guest)->budget, -3);
    guest_control(guest)->budget = INT64_MAX;
    CHECK_EQUAL(resume(guest), GUEST_RETURNED);
    CHECK_EQUAL(guest_control(guest)->budget, INT64_MAX - 27);
}

static void pays_and_faults(struct guest *guest) {
    guest_enter(guest);
    guest_pay(guest, 11);
    pays_in_a_callee(guest, 13);
    *(volatile char *)guest_slot(guest, 0)->i64 = 1;
    guest_pay(guest, 17);
    guest_leave(guest);
}

static void pays_and_traps(struct guest *guest) {
    guest_enter(guest);
    guest_pay(guest, 11);
    pays_in_a_callee(guest, 15);
    guest_trap(guest, GUEST_TRAP_UNREACHABLE);
}

static void pays_and_overflows(struct guest *guest) {
    guest_enter(guest);
    guest_pay(guest, 29);
    guest_control(guest)->stack_limit = guest_stack_pointer + 1;
    guest_check_stack(guest);
    guest_leave(guest);
}

/* In a register the budget is in the interrupted context only, which the flag tells the fault handler. */
static void a_trap_reads_the_budget_exactly(void) {
    CHECK_EQUAL(hostcall_install_fault_handlers(), 0);
    struct guest *guest = slot_new();
    guest_control(guest)->flags = GUEST_FLAG_METERED | GUEST_BUDGET_FLAG;
    for (int64_t granted = 100; granted < 200; granted++) {
        guest_control(guest)->budget = granted;
        guest_slot(guest, 0)->i64 = 8;
        CHECK_EQUAL(run(guest, pays_and_faults), TRAP(GUEST_TRAP_MEMORY_OUT_OF_BOUNDS));
        CHECK_EQUAL(guest_control(guest)->budget, granted - 24);
        slot_rewind(guest);
        CHECK_EQUAL(run(guest, pays_and_traps), TRAP(GUEST_TRAP_UNREACHABLE));
        CHECK_EQUAL(guest_control(guest)->budget, granted - 50);
        slot_rewind(guest);
        CHECK_EQUAL(run(guest, pays_and_overflows), TRAP(GUEST_TRAP_STACK_OVERFLOW));
        CHECK_EQUAL(guest_control(guest)->budget, granted - 79);
        slot_rewind(guest);
        guest_control(guest)->stack_limit = guest_control(guest)->stack_low + RED_ZONE;
    }
}

static void a_nested_entry_spends_the_same_budget(void) {
    struct guest *guest = slot_new();
    int64_t *budget = &guest_control(guest)->budget;
    *budget = 1000;
    for (int depth = 1; depth <= 20; depth++) {
        CHECK_EQUAL(run(guest, pays_between_hostcalls), HOSTCALL(1));
        CHECK_EQUAL(*budget, 1000 - 3 * depth);
    }
    for (int depth = 1; depth <= 20; depth++) {
        CHECK_EQUAL(resume(guest), HOSTCALL(2));
        CHECK_EQUAL(resume(guest), GUEST_RETURNED);
        CHECK_EQUAL(*budget, 1000 - 60 - 12 * depth);
    }
}

static struct guest *travelling;

static void *resume_once(void *message) {
    CHECK_EQUAL(resume(travelling), (uintptr_t)message);
    return NULL;
}

static void the_budget_travels_between_threads(void) {
    travelling = slot_new();
    guest_control(travelling)->budget = 100;
    CHECK_EQUAL(run(travelling, pays_between_hostcalls), HOSTCALL(1));
    const uint64_t messages[] = {HOSTCALL(2), GUEST_RETURNED};
    for (int i = 0; i < 2; i++) {
        pthread_t thread;
        pthread_create(&thread, NULL, resume_once, (void *)messages[i]);
        pthread_join(thread, NULL);
    }
    CHECK_EQUAL(guest_control(travelling)->budget, 85);
}

TESTS(metering) = {
    TEST(the_count_is_exact_across_switches),
    TEST(two_guests_do_not_share_a_budget),
    TEST(a_spent_budget_stops_the_guest_and_a_new_one_resumes_it),
    TEST(a_budget_of_zero_and_a_huge_one_count_as_well),
    TEST(a_trap_reads_the_budget_exactly),
    TEST(a_nested_entry_spends_the_same_budget),
    TEST(the_budget_travels_between_threads),
    {0},
};
