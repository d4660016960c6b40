/*
 * A guest that does what a test tells it: each export is one thing that guests do. Compiled metered and not, with and
 * without a start function.
 */
#include "guest.h"

enum { PLAIN, BODY, TAIL, STAGE };

static const struct guest_import imports[] = {
    [PLAIN] = {"script", "plain", "I:I"},
    [BODY] = {"script", "body", "I:I"},
    [TAIL] = {"script", "tail", "I:I"},
    [STAGE] = {"script", "stage", "I:I"},
};

struct data {
    int64_t initialized;
    int64_t number;
};

/* Below the slots, of which this guest has four. */
static struct data *data(struct guest *guest) { return (struct data *)guest_slot(guest, 3) - 1; }

static void begin(struct guest *guest) {
    guest_check_stack(guest);
    guest_pay(guest, 1);
}

static int64_t call(struct guest *guest, uint32_t import, int64_t argument) {
    guest_slot(guest, 0)->i64 = argument;
    guest_hostcall(guest, import);
    return guest_slot(guest, 0)->i64;
}

static void call_once(struct guest *guest, uint32_t import) {
    guest_enter(guest);
    begin(guest);
    guest_slot(guest, 0)->i64 = call(guest, import, guest_slot(guest, 0)->i64);
    guest_leave(guest);
}

static void call_many(struct guest *guest, uint32_t import) {
    guest_enter(guest);
    begin(guest);
    int64_t count = guest_slot(guest, 0)->i64, sum = 0;
    for (int64_t i = 0; i < count; i++) {
        guest_pay(guest, 5);
        sum += call(guest, import, i);
    }
    guest_slot(guest, 0)->i64 = sum;
    guest_leave(guest);
}

static void plain(struct guest *guest) { call_once(guest, PLAIN); }
static void body(struct guest *guest) { call_once(guest, BODY); }
static void tail(struct guest *guest) { call_once(guest, TAIL); }
static void stage(struct guest *guest) { call_once(guest, STAGE); }
static void plain_many(struct guest *guest) { call_many(guest, PLAIN); }
static void body_many(struct guest *guest) { call_many(guest, BODY); }
static void tail_many(struct guest *guest) { call_many(guest, TAIL); }

/* A sum that depends on the order of all kinds of calls, with work between them. */
static void mix(struct guest *guest) {
    guest_enter(guest);
    begin(guest);
    int64_t count = guest_slot(guest, 0)->i64;
    uint64_t sum = 1;
    double product = 1.5;
    for (int64_t i = 0; i < count; i++) {
        for (int64_t j = 0; j < i % 7; j++) {
            guest_pay(guest, 3);
            sum = sum * 6364136223846793005u + 1442695040888963407u;
            product *= 1.0000001;
        }
        guest_pay(guest, 11);
        sum = sum * 31 + (uint64_t)call(guest, (uint32_t)(i % 3), i);
    }
    guest_slot(guest, 0)->i64 = (int64_t)(sum + (uint64_t)(product * 1000));
    guest_leave(guest);
}

/* Work only: loop heads, each of cost 7. */
static void work(struct guest *guest) {
    guest_enter(guest);
    begin(guest);
    int64_t count = guest_slot(guest, 0)->i64;
    uint64_t value = 88172645463325252u;
    for (int64_t i = 0; i < count; i++) {
        guest_pay(guest, 7);
        value ^= value << 13;
        value ^= value >> 7;
        value ^= value << 17;
    }
    guest_slot(guest, 0)->i64 = (int64_t)value;
    guest_leave(guest);
}

static void spin(struct guest *guest) {
    guest_enter(guest);
    begin(guest);
    for (;;) {
        guest_pay(guest, 1);
        __asm__ volatile("");
    }
}

/* Calls the host for ever. */
static void chatter(struct guest *guest) {
    guest_enter(guest);
    begin(guest);
    for (;;) call(guest, PLAIN, 0);
}

/* nest(0) = plain(0); nest(n) = body(n) + 1, whose hostcall is expected to call nest(n - 1). */
static void nest(struct guest *guest) {
    guest_enter(guest);
    begin(guest);
    int64_t depth = guest_slot(guest, 0)->i64;
    guest_slot(guest, 0)->i64 = depth == 0 ? call(guest, PLAIN, 0) : call(guest, BODY, depth) + 1;
    guest_leave(guest);
}

static __attribute__((noinline)) int64_t descend(struct guest *guest, int64_t depth) {
    begin(guest);
    if (depth == 0) return call(guest, PLAIN, 0);
    volatile int64_t below = descend(guest, depth - 1);
    return below + 1;
}

static void recurse(struct guest *guest) {
    guest_enter(guest);
    guest_slot(guest, 0)->i64 = descend(guest, guest_slot(guest, 0)->i64);
    guest_leave(guest);
}

static void overflow(struct guest *guest) {
    guest_enter(guest);
    guest_slot(guest, 0)->i64 = descend(guest, INT64_MAX);
    guest_leave(guest);
}

static void trap(struct guest *guest) {
    guest_enter(guest);
    guest_pay(guest, 1);
    guest_trap(guest, (enum guest_trap)guest_slot(guest, 0)->i32);
}

static void divide(struct guest *guest) {
    guest_enter(guest);
    guest_pay(guest, 1);
    volatile int32_t left = guest_slot(guest, 0)->i32, right = guest_slot(guest, 1)->i32;
#if defined(__aarch64__)
    if (right == 0) guest_trap(guest, GUEST_TRAP_INTEGER_DIVIDE_BY_ZERO);
#endif
    guest_slot(guest, 0)->i32 = left / right;
    guest_leave(guest);
}

static void illegal(struct guest *guest) {
    (void)guest;
    __builtin_trap();
}

/* An absolute address. */
static void wild(struct guest *guest) {
    guest_enter(guest);
    guest_pay(guest, 1);
    *(volatile int32_t *)(uintptr_t)guest_slot(guest, 0)->i64 = 1;
    guest_leave(guest);
}

/* Unchecked, as guests for guard pages do it. */
static void store(struct guest *guest) {
    guest_enter(guest);
    guest_pay(guest, 1);
    *(volatile int64_t *)((char *)guest + (uint32_t)guest_slot(guest, 0)->i32) = guest_slot(guest, 1)->i64;
    guest_leave(guest);
}

static void load(struct guest *guest) {
    guest_enter(guest);
    guest_pay(guest, 1);
    guest_slot(guest, 0)->i64 = *(volatile int64_t *)((char *)guest + (uint32_t)guest_slot(guest, 0)->i32);
    guest_leave(guest);
}

static void grow(struct guest *guest) {
    guest_enter(guest);
    guest_pay(guest, 1);
    guest_slot(guest, 0)->i32 = guest_grow_memory(guest, guest_slot(guest, 0)->i32);
    guest_leave(guest);
}

static void size(struct guest *guest) {
    guest_slot(guest, 0)->i64 = (int64_t)guest_control(guest)->memory_size;
}

static void set_number(struct guest *guest) { data(guest)->number = guest_slot(guest, 0)->i64; }

static void number(struct guest *guest) { guest_slot(guest, 0)->i64 = data(guest)->number; }

static void initialized(struct guest *guest) { guest_slot(guest, 0)->i64 = data(guest)->initialized; }

static void initialize(struct guest *guest) { data(guest)->initialized += 41; }

static const struct guest_export exports[] = {
    {"plain", "I:I", plain},
    {"body", "I:I", body},
    {"tail", "I:I", tail},
    {"stage", "I:I", stage},
    {"plain_many", "I:I", plain_many},
    {"body_many", "I:I", body_many},
    {"tail_many", "I:I", tail_many},
    {"mix", "I:I", mix},
    {"work", "I:I", work},
    {"spin", ":", spin},
    {"chatter", ":", chatter},
    {"nest", "I:I", nest},
    {"recurse", "I:I", recurse},
    {"overflow", ":I", overflow},
    {"trap", "i:", trap},
    {"divide", "ii:i", divide},
    {"illegal", ":", illegal},
    {"wild", "I:", wild},
    {"store", "iI:", store},
    {"load", "i:I", load},
    {"grow", "i:i", grow},
    {"size", ":I", size},
    {"set_number", "I:", set_number},
    {"number", ":I", number},
    {"initialized", ":I", initialized},
};

#ifdef WITH_START
static void start(struct guest *guest) {
    guest_enter(guest);
    begin(guest);
    call(guest, BODY, -1);
    guest_leave(guest);
}
#endif

GUEST_DESCRIPTOR(.slots = 4, .data_size = sizeof(struct data), .imports = imports,
                 .import_count = sizeof imports / sizeof *imports, .exports = exports,
                 .export_count = sizeof exports / sizeof *exports, .memory_pages = 2, .memory_max_pages = 8,
                 .initialize = initialize,
#ifdef WITH_START
                 .start = start,
#endif
);
