/* crowds.c: many guests, many threads, and many activations on one stack. */
#define _GNU_SOURCE
#include "test.h"

#include <pthread.h>
#include <semaphore.h>

/* ---- guests and threads ------------------------------------------------------------------------------------------ */

#define PITCH ((size_t)8192)

/* Guests packed tightly: | stack, slots, control | with no memory of their own. */
static struct guest *packed(char *start, size_t index) {
    struct guest *guest = (struct guest *)(start + (index + 1) * PITCH);
    guest_control(guest)->guest_sp = guest_slot(guest, 15);
    guest_control(guest)->stack_low = guest_control(guest)->stack_limit = (uintptr_t)start + index * PITCH;
    return guest;
}

/* Hashes what it is given, in integers and doubles that live on its stack only. */
static void hashes(struct guest *guest) {
    guest_enter(guest);
    uint64_t hash = 1469598103934665603u;
    double sum = 0;
    for (;;) {
        guest_hostcall(guest, 1);
        uint64_t given = (uint64_t)guest_slot(guest, 0)->i64;
        if (given == 0) break;
        hash = (hash ^ given) * 1099511628211u;
        sum += (double)(given & 0xffff);
    }
    guest_slot(guest, 0)->i64 = (int64_t)hash;
    guest_slot(guest, 1)->f64 = sum;
    guest_leave(guest);
}

struct hash {
    uint64_t hash;
    double sum;
};

static void give(struct guest *guest, struct hash *expected, uint64_t value) {
    guest_slot(guest, 0)->i64 = (int64_t)value;
    if (value) {
        expected->hash = (expected->hash ^ value) * 1099511628211u;
        expected->sum += (double)(value & 0xffff);
        CHECK_EQUAL(resume(guest), HOSTCALL(1));
    } else {
        CHECK_EQUAL(resume(guest), GUEST_RETURNED);
        CHECK_EQUAL(guest_slot(guest, 0)->i64, expected->hash);
        CHECK(guest_slot(guest, 1)->f64 == expected->sum);
    }
}

static void ten_thousand_guests_interleaved(void) {
    enum { GUESTS = 10000 };
    char *start = hostcall_reserve(GUESTS * PITCH, 1);
    static struct guest *guests[GUESTS];
    static struct hash expected[GUESTS];
    uint64_t seed = 0x9e3779b97f4a7c15;
    for (size_t i = 0; i < GUESTS; i++) {
        guests[i] = packed(start, i);
        expected[i].hash = 1469598103934665603u;
        CHECK_EQUAL(run(guests[i], hashes), HOSTCALL(1));
    }
    for (size_t step = 0; step < 10 * GUESTS; step++) {
        size_t i = next_random(&seed) % GUESTS;
        give(guests[i], &expected[i], next_random(&seed) | 1);
    }
    for (size_t i = 0; i < GUESTS; i++) give(guests[i], &expected[i], 0);
}

static struct guest *travelling;
static struct hash travelling_expected = {.hash = 1469598103934665603u};
static sem_t turns[4];

static void *hop(void *argument) {
    size_t self = (size_t)argument;
    for (uint64_t round = 1; round <= 2500; round++) {
        sem_wait(&turns[self]);
        give(travelling, &travelling_expected, round * 4 + self);
        sem_post(&turns[(self + 1) % 4]);
    }
    return NULL;
}

static void resumed_from_another_thread(void) {
    travelling = slot_new();
    CHECK_EQUAL(run(travelling, hashes), HOSTCALL(1));
    pthread_t threads[4];
    for (size_t i = 0; i < 4; i++) sem_init(&turns[i], 0, i == 0);
    for (size_t i = 0; i < 4; i++) pthread_create(&threads[i], NULL, hop, (void *)i);
    for (size_t i = 0; i < 4; i++) pthread_join(threads[i], NULL);
    give(travelling, &travelling_expected, 0);
}

/* A pool of guests from which threads take any that is free: guests meet threads in no order. */
enum { POOL = 64 };
static struct {
    struct guest *guest;
    struct hash expected;
    int taken;
} pool[POOL];
static int pool_steps;

static void *work_on_pool(void *argument) {
    uint64_t seed = 0x2545f4914f6cdd1d * ((uintptr_t)argument + 1);
    while (__atomic_fetch_sub(&pool_steps, 1, __ATOMIC_RELAXED) > 0) {
        size_t i = next_random(&seed) % POOL;
        if (__atomic_exchange_n(&pool[i].taken, 1, __ATOMIC_ACQUIRE)) continue;
        for (int n = 0; n < 3; n++) give(pool[i].guest, &pool[i].expected, next_random(&seed) | 1);
        __atomic_store_n(&pool[i].taken, 0, __ATOMIC_RELEASE);
    }
    return NULL;
}

static void guests_wander_between_threads(void) {
    for (size_t i = 0; i < POOL; i++) {
        pool[i].guest = slot_new();
        pool[i].expected.hash = 1469598103934665603u;
        CHECK_EQUAL(run(pool[i].guest, hashes), HOSTCALL(1));
    }
    pool_steps = 100000;
    pthread_t threads[4];
    for (size_t i = 0; i < 4; i++) pthread_create(&threads[i], NULL, work_on_pool, (void *)i);
    for (size_t i = 0; i < 4; i++) pthread_join(threads[i], NULL);
    for (size_t i = 0; i < POOL; i++) give(pool[i].guest, &pool[i].expected, 0);
}

/* ---- nested entries ---------------------------------------------------------------------------------------------- */

/* Its slot 0 is its depth. The host enters it anew at every hostcall: 1000 activations on one stack. (A guest never
   runs inside another on the same thread: a hostcall runs after the guest has left, so there is nothing to nest in.) */
static void nests(struct guest *guest) {
    guest_enter(guest);
    guest_check_stack(guest);
    int64_t depth = guest_slot(guest, 0)->i64;
    double half = (double)depth / 2;
    guest_hostcall(guest, 4);
    guest_slot(guest, 1)->i64 = depth;
    guest_slot(guest, 2)->f64 = half;
    guest_leave(guest);
}

static void nested_entries_return_in_order_and_restore_the_stack_pointer(void) {
    enum { DEPTH = 1000 };
    static void *before[DEPTH];
    struct guest *guest = slot_new();
    for (int64_t depth = 0; depth < DEPTH; depth++) {
        before[depth] = guest_control(guest)->guest_sp;
        guest_slot(guest, 0)->i64 = depth;
        CHECK_EQUAL(run(guest, nests), HOSTCALL(4));
        CHECK(guest_control(guest)->guest_sp < before[depth]);
    }
    for (int64_t depth = DEPTH - 1; depth >= 0; depth--) {
        CHECK_EQUAL(resume(guest), GUEST_RETURNED);
        CHECK_EQUAL(guest_slot(guest, 1)->i64, depth);
        CHECK(guest_slot(guest, 2)->f64 == (double)depth / 2);
        CHECK_EQUAL(guest_control(guest)->guest_sp, before[depth]);
    }
}

static void hosts_that_recurse(struct guest *guest, int depth) {
    guest_slot(guest, 0)->i64 = depth;
    uint64_t message = run(guest, nests);
    CHECK_EQUAL(message, HOSTCALL(4));
    if (depth < 300) hosts_that_recurse(guest, depth + 1);
    CHECK_EQUAL(resume(guest), GUEST_RETURNED);
    CHECK_EQUAL(guest_slot(guest, 1)->i64, depth);
}

static void hostcalls_enter_the_guest_from_within_hostcalls(void) {
    struct guest *guest = slot_new();
    for (int i = 0; i < 10; i++) hosts_that_recurse(guest, 0);
    CHECK_EQUAL(guest_control(guest)->guest_sp, slot_stack_top(guest));
}

static void leaf_that_checks_nothing(struct guest *guest) {
    guest_enter(guest);
    guest_hostcall(guest, 4);
    guest_leave(guest);
}

/* The entry frame itself is written by the host: below the limit that would be a fault of the host's. */
static void an_entry_without_room_is_a_stack_overflow(void) {
    struct guest *guest = slot_new();
    uint64_t message;
    int entries = 0;
    while ((message = run(guest, leaf_that_checks_nothing)) == HOSTCALL(4) && entries < 100000) entries++;
    CHECK_EQUAL(message, TRAP(GUEST_TRAP_STACK_OVERFLOW));
    CHECK(entries > 100 && (size_t)entries < SLOT_STACK / 128);
    CHECK((uintptr_t)guest_control(guest)->guest_sp + 4096 > guest_control(guest)->stack_limit);
    CHECK_EQUAL(guest_control(guest)->trap_pc, leaf_that_checks_nothing);
    slot_rewind(guest);
    CHECK_EQUAL(run(guest, leaf_that_checks_nothing), HOSTCALL(4));
    CHECK_EQUAL(resume(guest), GUEST_RETURNED);
}

TESTS(crowds) = {
    TEST(ten_thousand_guests_interleaved),
    TEST(resumed_from_another_thread),
    TEST(guests_wander_between_threads),
    TEST(nested_entries_return_in_order_and_restore_the_stack_pointer),
    TEST(hostcalls_enter_the_guest_from_within_hostcalls),
    TEST(an_entry_without_room_is_a_stack_overflow),
    {0},
};
