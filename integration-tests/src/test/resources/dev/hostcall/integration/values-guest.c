/* Every value type in and out, many at a time, and every kind of hostcall parameter and result. */
#include "guest.h"

enum {
    NEGATE_INT, NEGATE_LONG, NEGATE_FLOAT, NEGATE_DOUBLE, NOT, TWENTY, MEASURE_STRING, SUM_BYTES, FILL, DESCRIBE,
    TOUCH, LATER_INT, LATER_LONG, LATER_FLOAT, LATER_DOUBLE, LATER_BOOLEAN, LATER_NOTHING, ECHO_FLOAT, ECHO_DOUBLE,
};

#define TWENTY_PARAMETERS "iIfFiIfFiIfFiIfFiIfF"

static const struct guest_import imports[] = {
    [NEGATE_INT] = {"values", "negate_int", "i:i"},
    [NEGATE_LONG] = {"values", "negate_long", "I:I"},
    [NEGATE_FLOAT] = {"values", "negate_float", "f:f"},
    [NEGATE_DOUBLE] = {"values", "negate_double", "F:F"},
    [NOT] = {"values", "not", "i:i"},
    [TWENTY] = {"values", "twenty", TWENTY_PARAMETERS ":F"},
    [MEASURE_STRING] = {"values", "measure_string", "ii:i"},
    [SUM_BYTES] = {"values", "sum_bytes", "ii:i"},
    [FILL] = {"values", "fill", "iii:"},
    [DESCRIBE] = {"values", "describe", "iiiiiii:I"},
    [TOUCH] = {"values", "touch", "i:i"},
    [LATER_INT] = {"values", "later_int", "i:i"},
    [LATER_LONG] = {"values", "later_long", "I:I"},
    [LATER_FLOAT] = {"values", "later_float", "f:f"},
    [LATER_DOUBLE] = {"values", "later_double", "F:F"},
    [LATER_BOOLEAN] = {"values", "later_boolean", "i:i"},
    [LATER_NOTHING] = {"values", "later_nothing", "i:"},
    [ECHO_FLOAT] = {"values", "echo_float", "f:f"},
    [ECHO_DOUBLE] = {"values", "echo_double", "F:F"},
};

/* The arguments of the export are those of the hostcall, its results too: both stand in the slots. */
#define PASS_ON(name, import)                                                                                          \
    static void name(struct guest *guest) { guest_hostcall(guest, import); }

PASS_ON(negate_int, NEGATE_INT)
PASS_ON(negate_long, NEGATE_LONG)
PASS_ON(negate_float, NEGATE_FLOAT)
PASS_ON(negate_double, NEGATE_DOUBLE)
PASS_ON(not, NOT)
PASS_ON(twenty, TWENTY)
PASS_ON(measure_string, MEASURE_STRING)
PASS_ON(sum_bytes, SUM_BYTES)
PASS_ON(fill, FILL)
PASS_ON(describe, DESCRIBE)
PASS_ON(touch, TOUCH)
PASS_ON(later_int, LATER_INT)
PASS_ON(later_long, LATER_LONG)
PASS_ON(later_float, LATER_FLOAT)
PASS_ON(later_double, LATER_DOUBLE)
PASS_ON(later_boolean, LATER_BOOLEAN)
PASS_ON(later_nothing, LATER_NOTHING)
PASS_ON(echo_float, ECHO_FLOAT)
PASS_ON(echo_double, ECHO_DOUBLE)

static void identity(struct guest *guest) { (void)guest; }

/* (i32, i64, f32, f64) -> (f64, f32, i64, i32) */
static void reverse(struct guest *guest) {
    union guest_slot a = *guest_slot(guest, 0), b = *guest_slot(guest, 1), c = *guest_slot(guest, 2),
                     d = *guest_slot(guest, 3);
    guest_slot(guest, 0)->f64 = d.f64;
    guest_slot(guest, 1)->f32 = c.f32;
    guest_slot(guest, 2)->i64 = b.i64;
    guest_slot(guest, 3)->i32 = a.i32;
}

/* Adds 1 to its argument and counts down; a frame with a double on it across a hostcall. */
static void add_across(struct guest *guest) {
    volatile double kept = guest_slot(guest, 0)->f64;
    double also = kept * 3;
    guest_slot(guest, 0)->i32 = 1;
    guest_hostcall(guest, LATER_INT);
    guest_slot(guest, 0)->f64 = also + guest_slot(guest, 0)->i32;
}

static const struct guest_export exports[] = {
    {"negate_int", "i:i", negate_int},
    {"negate_long", "I:I", negate_long},
    {"negate_float", "f:f", negate_float},
    {"negate_double", "F:F", negate_double},
    {"not", "i:i", not},
    {"twenty", TWENTY_PARAMETERS ":F", twenty},
    {"measure_string", "ii:i", measure_string},
    {"sum_bytes", "ii:i", sum_bytes},
    {"fill", "iii:", fill},
    {"describe", "iiiiiii:I", describe},
    {"touch", "i:i", touch},
    {"later_int", "i:i", later_int},
    {"later_long", "I:I", later_long},
    {"later_float", "f:f", later_float},
    {"later_double", "F:F", later_double},
    {"later_boolean", "i:i", later_boolean},
    {"later_nothing", "i:", later_nothing},
    {"echo_float", "f:f", echo_float},
    {"echo_double", "F:F", echo_double},
    {"i32", "i:i", identity},
    {"i64", "I:I", identity},
    {"f32", "f:f", identity},
    {"f64", "F:F", identity},
    {"nothing", ":", identity},
    {"reverse", "iIfF:FfIi", reverse},
    {"all_twenty", TWENTY_PARAMETERS ":" TWENTY_PARAMETERS, identity},
    {"add_across", "F:F", add_across},
};

GUEST_DESCRIPTOR(.slots = 20, .imports = imports, .import_count = sizeof imports / sizeof *imports,
                 .exports = exports, .export_count = sizeof exports / sizeof *exports, .memory_pages = 2,
                 .memory_max_pages = 2);
