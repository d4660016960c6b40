/* The guest of the tour: what a compiler would emit for a small program, written by hand. */
#define GUEST_METERED 1
#include "guest.h"

#include <string.h>

/* What it imports; the position in the table is the number to call with. */
enum { PUT, SIZE, FETCH, WAIT_FOREVER };

static const struct guest_import imports[] = {
    [PUT] = {"kv", "put", "iiii:"},
    [SIZE] = {"kv", "size", ":i"},
    [FETCH] = {"kv", "fetch", "iiii:i"},
    [WAIT_FOREVER] = {"kv", "wait_forever", ":"},
};

static void kv_put(struct guest *guest, const char *key, const char *value) {
    char *memory = (char *)guest;
    strcpy(memory, key);
    strcpy(memory + 64, value);
    guest_slot(guest, 0)->i32 = 0;
    guest_slot(guest, 1)->i32 = (int32_t)strlen(key);
    guest_slot(guest, 2)->i32 = 64;
    guest_slot(guest, 3)->i32 = (int32_t)strlen(value);
    guest_hostcall(guest, PUT);
}

static int32_t kv_size(struct guest *guest) {
    guest_hostcall(guest, SIZE);
    return guest_slot(guest, 0)->i32;
}

static int32_t kv_fetch(struct guest *guest, const char *key, int32_t into, int32_t capacity) {
    strcpy((char *)guest, key);
    guest_slot(guest, 0)->i32 = 0;
    guest_slot(guest, 1)->i32 = (int32_t)strlen(key);
    guest_slot(guest, 2)->i32 = into;
    guest_slot(guest, 3)->i32 = capacity;
    guest_hostcall(guest, FETCH);
    return guest_slot(guest, 0)->i32;
}

/* Stores two pairs; how many the store has then. */
static void fill(struct guest *guest) {
    guest_enter(guest);
    guest_check_stack(guest);
    guest_pay(guest, 10);
    kv_put(guest, "greeting", "hello from the host");
    kv_put(guest, "answer", "42");
    guest_slot(guest, 0)->i32 = kv_size(guest);
    guest_leave(guest);
}

/* Fetches the greeting to address 256; its length. */
static void greet(struct guest *guest) {
    guest_enter(guest);
    guest_check_stack(guest);
    guest_pay(guest, 5);
    guest_slot(guest, 0)->i32 = kv_fetch(guest, "greeting", 256, 100);
    guest_leave(guest);
}

/* Writes to an address that is not its own. */
static void stray(struct guest *guest) {
    guest_enter(guest);
    guest_pay(guest, 1);
    *(volatile int32_t *)(uintptr_t)0x1000 = 7;
    guest_leave(guest);
}

static void wait_forever(struct guest *guest) {
    guest_enter(guest);
    guest_pay(guest, 1);
    guest_hostcall(guest, WAIT_FOREVER);
    guest_leave(guest);
}

static const struct guest_export exports[] = {
    {"fill", ":i", fill},
    {"greet", ":i", greet},
    {"stray", ":", stray},
    {"wait_forever", ":", wait_forever},
};

GUEST_DESCRIPTOR(.slots = 4, .imports = imports, .import_count = 4, .exports = exports, .export_count = 4,
                 .memory_pages = 1, .memory_max_pages = 1);
