/*
 * What WebAssembly cannot say, so that no compiled guest does it: accesses to absolute addresses, instructions that the
 * processor does not know, and trap numbers of the guest's choice. Otherwise a part of scripted-guest.wat.
 */
#define GUEST_METERED 1
#include "guest.h"

enum { PLAIN, BODY, TAIL };

static const struct guest_import imports[] = {
    [PLAIN] = {"script", "plain", "I:I"},
    [BODY] = {"script", "body", "I:I"},
    [TAIL] = {"script", "tail", "I:I"},
};

static void call_once(struct guest *guest, uint32_t import) {
    guest_enter(guest);
    guest_pay(guest, 1);
    guest_hostcall(guest, import);
    guest_leave(guest);
}

static void plain(struct guest *guest) { call_once(guest, PLAIN); }
static void body(struct guest *guest) { call_once(guest, BODY); }
static void tail(struct guest *guest) { call_once(guest, TAIL); }

static void trap(struct guest *guest) {
    guest_enter(guest);
    guest_pay(guest, 1);
    guest_trap(guest, (enum guest_trap)guest_slot(guest, 0)->i32);
}

static void illegal(struct guest *guest) {
    (void)guest;
    __builtin_trap();
}

static void wild(struct guest *guest) {
    guest_enter(guest);
    guest_pay(guest, 1);
    *(volatile int32_t *)(uintptr_t)guest_slot(guest, 0)->i64 = 1;
    guest_leave(guest);
}

static const struct guest_export exports[] = {
    {"plain", "I:I", plain}, {"body", "I:I", body},     {"tail", "I:I", tail},
    {"trap", "i:", trap},    {"illegal", ":", illegal}, {"wild", "I:", wild},
};

GUEST_DESCRIPTOR(.slots = 2, .imports = imports, .import_count = sizeof imports / sizeof *imports, .exports = exports,
                 .export_count = sizeof exports / sizeof *exports, .memory_pages = 2, .memory_max_pages = 8);
