/* The guest of the benchmarks: loops around one hostcall each, and functions that do next to nothing. Metered. */
#define GUEST_METERED 1
#include "guest.h"

#include <string.h>

enum { ADD, LENGTH, READY, LATER, LATER_IN_BODY, TIMER };

static const struct guest_import imports[] = {
    [ADD] = {"bench", "add", "II:I"},     [LENGTH] = {"bench", "length", "ii:i"},
    [READY] = {"bench", "ready", "II:I"}, [LATER] = {"bench", "later", "II:I"},
    [TIMER] = {"bench", "timer", ":"},    [LATER_IN_BODY] = {"bench", "later_in_body", "II:I"},
};

/* Calls a hostcall (i64, i64) -> i64 as often as slot 0 says, each time with the last result. */
#define LOOP(name, import)                                                                                             \
    static void name(struct guest *guest) {                                                                            \
        guest_enter(guest);                                                                                            \
        guest_check_stack(guest);                                                                                      \
        int64_t count = guest_slot(guest, 0)->i64, sum = 0;                                                            \
        for (int64_t i = 0; i < count; i++) {                                                                          \
            guest_pay(guest, 6);                                                                                       \
            guest_slot(guest, 0)->i64 = sum;                                                                           \
            guest_slot(guest, 1)->i64 = i;                                                                             \
            guest_hostcall(guest, import);                                                                             \
            sum = guest_slot(guest, 0)->i64;                                                                           \
        }                                                                                                              \
        guest_slot(guest, 0)->i64 = sum;                                                                               \
        guest_leave(guest);                                                                                            \
    }

LOOP(add_loop, ADD)
LOOP(ready_loop, READY)
LOOP(later_loop, LATER)
LOOP(later_in_body_loop, LATER_IN_BODY)

/* Passes a string of 64 bytes as often as slot 0 says. */
static void length_loop(struct guest *guest) {
    guest_enter(guest);
    guest_check_stack(guest);
    int64_t count = guest_slot(guest, 0)->i64, sum = 0;
    memset((char *)guest + 1024, 'x', 64);
    for (int64_t i = 0; i < count; i++) {
        guest_pay(guest, 6);
        guest_slot(guest, 0)->i32 = 1024;
        guest_slot(guest, 1)->i32 = 64;
        guest_hostcall(guest, LENGTH);
        sum += guest_slot(guest, 0)->i32;
    }
    guest_slot(guest, 0)->i64 = sum;
    guest_leave(guest);
}

static void add_one(struct guest *guest) {
    guest_enter(guest);
    guest_pay(guest, 2);
    guest_slot(guest, 0)->i32 += 1;
    guest_leave(guest);
}

static void empty(struct guest *guest) {
    guest_enter(guest);
    guest_pay(guest, 1);
    guest_leave(guest);
}

static void spin(struct guest *guest) {
    guest_enter(guest);
    while (1) guest_pay(guest, 1);
}

/* Writes to its memory, as any real guest has done before it waits. */
static void wait_for_timer(struct guest *guest) {
    guest_enter(guest);
    guest_check_stack(guest);
    guest_pay(guest, 3);
    *(volatile char *)guest = 1;
    guest_hostcall(guest, TIMER);
    guest_leave(guest);
}

static const struct guest_export exports[] = {
    {"add_loop", "I:I", add_loop},
    {"length_loop", "I:I", length_loop},
    {"ready_loop", "I:I", ready_loop},
    {"later_loop", "I:I", later_loop},
    {"later_in_body_loop", "I:I", later_in_body_loop},
    {"add_one", "i:i", add_one},
    {"empty", ":", empty},
    {"spin", ":", spin},
    {"wait_for_timer", ":", wait_for_timer},
};

#ifdef IMAGE_SIZE
static const char image[IMAGE_SIZE] = {[0 ... IMAGE_SIZE - 1] = 'i'};
#define IMAGE , .image = image, .image_size = IMAGE_SIZE, .memory_pages = IMAGE_SIZE / GUEST_PAGE, .memory_max_pages = 16
#else
#define IMAGE , .memory_pages = 1, .memory_max_pages = 1
#endif

GUEST_DESCRIPTOR(.slots = 2, .imports = imports, .import_count = sizeof imports / sizeof *imports, .exports = exports,
                 .export_count = sizeof exports / sizeof *exports IMAGE);
