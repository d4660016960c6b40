/* What add_loop of guest.wat is, written in C against the guest header: to compare with. Metered. */
#define GUEST_METERED 1
#include "guest.h"

static const struct guest_import imports[] = {{"bench", "add", "II:I"}};

static void add_loop(struct guest *guest) {
    guest_enter(guest);
    guest_check_stack(guest);
    int64_t count = guest_slot(guest, 0)->i64, sum = 0;
    for (int64_t i = 0; i < count; i++) {
        guest_pay(guest, 6);
        guest_slot(guest, 0)->i64 = sum;
        guest_slot(guest, 1)->i64 = i;
        guest_hostcall(guest, 0);
        sum = guest_slot(guest, 0)->i64;
    }
    guest_slot(guest, 0)->i64 = sum;
    guest_leave(guest);
}

static const struct guest_export exports[] = {{"add_loop", "I:I", add_loop}};

GUEST_DESCRIPTOR(.slots = 2, .imports = imports, .import_count = 1, .exports = exports, .export_count = 1);
