/*
 * guest.h: what a guest object is made of. Everything a compiler, or a hand-written guest in C, needs to run under
 * Hostcall stands in this one file: the memory layout, the switch back to the host, and the descriptor. (In its sources,
 * what depends on the machine is a file for each, guest_<machine>.h; the build puts them in here.)
 *
 * One slot of memory per instance, low addresses on the left:
 *
 *   | guard | red zone |  stack (grows down)  | data | ... slot 1, slot 0 | control | linear memory ... | guard |
 *                      ^ stack_limit                                                ^ struct guest *
 *
 * A `struct guest *` is the base of the guest's linear memory; all the rest lies at fixed distances below it.
 *
 * Contract of guest code: it runs on its own stack and shares the thread's signal mask, floating-point control
 * registers and thread pointer, which it leaves as it finds them. It may be resumed on another thread, so it keeps no
 * thread-local state. Every function that can recurse or has a large frame calls guest_check_stack first.
 *
 * Define GUEST_METERED as 1 before including to keep an instruction budget; all files of one object must agree.
 */
#ifndef HOSTCALL_GUEST_H
#define HOSTCALL_GUEST_H

#include <stddef.h>
#include <stdint.h>

#ifndef GUEST_METERED
#define GUEST_METERED 0
#endif

#define GUEST_ABI_VERSION 4u
#define GUEST_MAGIC 0x31474348u /* "HCG1", little-endian */
#define GUEST_PAGE 65536u       /* bytes in one page of linear memory */

#define GUEST_INLINE static inline __attribute__((always_inline, unused))
#define GUEST_APART static __attribute__((noinline, unused))
#define GUEST_COLD static __attribute__((noinline, cold, unused)) /* what calls it, C compilers take for as rare */

struct guest; /* never defined: a pointer to it is a pointer to linear memory */

/* ---- control block: the last GUEST_CONTROL_SIZE bytes below linear memory ---------------------------------------- */

struct guest_control {
    void *guest_sp;         /*  0  where the guest goes on; valid while it is stopped */
    void *host_sp;          /*  8  where the host goes on; valid while the guest runs */
    int64_t budget;         /* 16  instructions left; below zero: overshoot. Up to date while the guest is stopped */
    uintptr_t stack_limit;  /* 24  lowest address a frame may have */
    uint64_t memory_size;   /* 32  bytes of linear memory */
    uintptr_t trap_pc;      /* 40  the instruction that trapped */
    uintptr_t trap_frame;   /* 48  the frame pointer there */
    uintptr_t trap_address; /* 56  the address it touched, where a fault told */
    uint64_t flags;         /* 64  the descriptor's */
    uintptr_t stack_low;    /* 72  lowest byte of the stack's mapping, red zone included */
    uintptr_t callee;       /* 80  struct guest_function *: for GUEST_CALL_FOREIGN and guest_function_info.entry */
    uintptr_t exception;    /* 88  struct guest_tag * of an exception under way, whose values are in the slots; or 0 */
    uint64_t reserved[4];   /* 96 */
};

#define GUEST_CONTROL_SIZE 128

_Static_assert(sizeof(struct guest_control) == GUEST_CONTROL_SIZE, "GuestLayout.Control.BYTES");
_Static_assert(offsetof(struct guest_control, guest_sp) == 0, "GuestLayout.Control.GUEST_SP");
_Static_assert(offsetof(struct guest_control, host_sp) == 8, "GuestLayout.Control.HOST_SP");
_Static_assert(offsetof(struct guest_control, budget) == 16, "GuestLayout.Control.BUDGET");
_Static_assert(offsetof(struct guest_control, stack_limit) == 24, "GuestLayout.Control.STACK_LIMIT");
_Static_assert(offsetof(struct guest_control, memory_size) == 32, "GuestLayout.Control.MEMORY_SIZE");
_Static_assert(offsetof(struct guest_control, trap_pc) == 40, "GuestLayout.Control.TRAP_PC");
_Static_assert(offsetof(struct guest_control, trap_frame) == 48, "GuestLayout.Control.TRAP_FRAME");
_Static_assert(offsetof(struct guest_control, trap_address) == 56, "GuestLayout.Control.TRAP_ADDRESS");
_Static_assert(offsetof(struct guest_control, flags) == 64, "GuestLayout.Control.FLAGS");
_Static_assert(offsetof(struct guest_control, stack_low) == 72, "GuestLayout.Control.STACK_LOW");
_Static_assert(offsetof(struct guest_control, callee) == 80, "GuestLayout.Control.CALLEE");
_Static_assert(offsetof(struct guest_control, exception) == 88, "GuestLayout.Control.EXCEPTION");

GUEST_INLINE struct guest_control *guest_control(struct guest *guest) {
    return (struct guest_control *)((char *)guest - GUEST_CONTROL_SIZE);
}

/* ---- slots: arguments and results, eight bytes each, slot 0 nearest to the control block ------------------------- */

union guest_slot {
    int32_t i32;
    int64_t i64;
    float f32;
    double f64;
};

GUEST_INLINE union guest_slot *guest_slot(struct guest *guest, unsigned index) {
    return (union guest_slot *)guest_control(guest) - 1 - index;
}

/* ---- why a guest stops: the low half of the message it switches out with; the high half is the detail ------------ */

enum guest_stop {
    GUEST_RETURNED = 0, /* the entry function returned */
    GUEST_HOSTCALL = 1, /* detail: index of the import */
    GUEST_BUDGET = 2,   /* the budget fell below zero */
    GUEST_TRAPPED = 3,  /* detail: enum guest_trap; the guest must not be resumed */
        GUEST_GROW = 4,     /* detail: index of the memory; slot 0: pages to add; afterwards the old size in pages, or -1 */
    GUEST_CALL_FOREIGN = 5, /* control.callee: a function of another instance; arguments and results in the slots */
    GUEST_GROW_TABLE = 6,   /* detail: index in guest_descriptor.tables; slot 0: elements to add, slot 1: their value;
                               afterwards slot 0: the old size, or -1 */
    GUEST_THROWN = 7,       /* control.exception: nobody in the guest catches it; the guest must not be resumed */
    GUEST_WAIT = 8,         /* detail: index of the memory; slot 0: the place, slot 1: its bytes, slot 2: what is expected there,
                               slot 3: nanoseconds; afterwards slot 0: 0 if notified, 1 if not as expected, 2 if time was up */
};

enum guest_trap {
    GUEST_TRAP_UNREACHABLE = 1,
    GUEST_TRAP_MEMORY_OUT_OF_BOUNDS = 2,
    GUEST_TRAP_STACK_OVERFLOW = 3,
    GUEST_TRAP_INTEGER_DIVIDE_BY_ZERO = 4,
    GUEST_TRAP_INTEGER_OVERFLOW = 5,
    GUEST_TRAP_INVALID_CONVERSION = 6,
    GUEST_TRAP_TABLE_OUT_OF_BOUNDS = 7,
    GUEST_TRAP_UNDEFINED_ELEMENT = 8,
    GUEST_TRAP_UNINITIALIZED_ELEMENT = 9,
    GUEST_TRAP_INDIRECT_CALL_TYPE = 10,
    GUEST_TRAP_NULL_REFERENCE = 11,
    GUEST_TRAP_ILLEGAL_INSTRUCTION = 12,
    GUEST_TRAP_EXCEPTIONS_EXHAUSTED = 13,
    GUEST_TRAP_UNALIGNED_ATOMIC = 14,
    GUEST_TRAP_EXPECTED_SHARED_MEMORY = 15,
};

/* ---- the switch -------------------------------------------------------------------------------------------------- */

/*
 * Saves this side's stack pointer through `save`, takes the other side's from `load` and goes on there with `message`;
 * returns, when the other side switches back, with its message. Inlined on both sides, as a shared function would end
 * in a return that the processor always mispredicts; the same happens where guest functions return after a hostcall
 * that they did not make themselves, so a stub for an import is inlined too. Each side leaves on its
 * stack, lowest first, aligned as the machine demands, and above it what its ABI lets a leaf function use unasked:
 *
 *   | resume address | base register | frame pointer |
 *
 * Whoever arrives finds the address of this in a register and moves the stack pointer there last: until then
 * signals still land on the stack that was left, below what it keeps. All other registers are declared clobbered, so
 * the compiler keeps what it needs and nothing else is saved. That includes the budget's: GCC puts other values into a
 * global register variable where it is about to be overwritten.
 */
#if defined(__x86_64__)
#include "guest_x86_64.h"
#elif defined(__aarch64__)
#include "guest_aarch64.h"
#else
#error "Hostcall guests run on the machines named above only"
#endif

/*
 * Leaving the guest. The switch writes guest_sp and reads host_sp of the control block. The budget lives in a global
 * register while metered guest code runs (a counter in memory costs up to 40 % in tight loops); clang has no global
 * register variables and counts in the control block. Counting is volatile: it stays in order with volatile accesses
 * to memory, so that where one of them faults the budget is exact.
 */
#if GUEST_METERED && !defined(__clang__)

register int64_t guest_budget __asm__(GUEST_BUDGET_REGISTER);
#define GUEST_BUDGET_FLAG 4u

GUEST_INLINE void guest_enter(struct guest *guest) { guest_budget = guest_control(guest)->budget; }
GUEST_INLINE void guest_leave(struct guest *guest) { guest_control(guest)->budget = guest_budget; }
GUEST_INLINE int guest_spend(struct guest *guest, int64_t cost) {
    int spent;
    (void)guest;
    GUEST_SUBTRACT(guest_budget, cost, spent);
    return __builtin_expect(spent, 0);
}

#else

#define GUEST_BUDGET_FLAG 0u

GUEST_INLINE void guest_enter(struct guest *guest) { (void)guest; }
GUEST_INLINE void guest_leave(struct guest *guest) { (void)guest; }
GUEST_INLINE int guest_spend(struct guest *guest, int64_t cost) {
    if (!GUEST_METERED) return 0; /* a source for both: nobody refills this budget */
    volatile int64_t *budget = &guest_control(guest)->budget;
    return __builtin_expect((*budget -= cost) < 0, 0);
}

#endif

/* Stops the guest with a message; returns when the host resumes it. */
GUEST_INLINE void guest_switch_out(struct guest *guest, uint64_t message) {
    struct guest_control *control = guest_control(guest);
    guest_leave(guest);
    GUEST_SWITCH(&control->guest_sp, &control->host_sp, message);
    guest_enter(guest);
}

/* Calls import number `index`. Arguments are in the slots, and results afterwards. */
GUEST_INLINE void guest_hostcall(struct guest *guest, uint32_t index) {
    guest_switch_out(guest, GUEST_HOSTCALL | (uint64_t)index << 32);
}

/* Grows linear memory by some pages; the old size in pages, or -1. */
GUEST_APART int32_t guest_grow_memory(struct guest *guest, int32_t pages) {
    guest_slot(guest, 0)->i32 = pages;
    guest_switch_out(guest, GUEST_GROW);
    return guest_slot(guest, 0)->i32;
}

/* As guest_grow_memory, of memory `index` of the module. */
GUEST_APART int32_t guest_grow_further_memory(struct guest *guest, uint32_t index, int32_t pages) {
    guest_slot(guest, 0)->i32 = pages;
    guest_switch_out(guest, GUEST_GROW | (uint64_t)index << 32);
    return guest_slot(guest, 0)->i32;
}

/* Ends the guest with a trap. */
__attribute__((noreturn)) GUEST_COLD void guest_trap(struct guest *guest, enum guest_trap code) {
    struct guest_control *control = guest_control(guest);
    control->trap_pc = (uintptr_t)__builtin_return_address(0) - 1; /* in the call; after it may be another function */
    control->trap_frame = *(uintptr_t *)__builtin_frame_address(0); /* the caller's, as a fault would find it */
    control->trap_address = 0;
    guest_switch_out(guest, GUEST_TRAPPED | (uint64_t)code << 32);
    __builtin_unreachable();
}

GUEST_COLD void guest_budget_spent(struct guest *guest) { guest_switch_out(guest, GUEST_BUDGET); }

/* Pays for `cost` instructions; stops if they were not left. For the head of every function and loop. */
GUEST_INLINE void guest_pay(struct guest *guest, int64_t cost) {
    if (guest_spend(guest, cost)) guest_budget_spent(guest);
}

register uintptr_t guest_stack_pointer __asm__(GUEST_STACK_POINTER);

/* Traps if the stack, with this function's frame on it, is below its limit. For the head of every function. */
GUEST_INLINE void guest_check_stack(struct guest *guest) {
    if (__builtin_expect(guest_stack_pointer < guest_control(guest)->stack_limit, 0))
        guest_trap(guest, GUEST_TRAP_STACK_OVERFLOW);
}

/* ---- references and tables --------------------------------------------------------------------------------------- */

/*
 * A funcref is the address of a guest_function in the data area of the instance it belongs to, or 0; an externref is a
 * handle that the host gave out, or 0. Both take eight bytes, in slots, globals and tables alike.
 */
struct guest_function {
    const void *code;                       /*  0  to be called by code of the same instance and type only */
    uint64_t type;                          /*  8  equal for equal signatures, or see guest_same_type */
    struct guest *instance;                 /* 16 */
    const struct guest_function_info *info; /* 24 */
};

/* What the host needs to call it: with control.callee set, `entry` takes arguments from the slots as an export does. */
struct guest_function_info {
    const char *signature;         /*  0 */
    void (*entry)(struct guest *); /*  8 */
    uint64_t index;                /* 16  in the module's function index space */
};

/* A memory other than the first; the host owns it, and the data area holds a pointer to it. It grows as the first does. */
struct guest_memory {
    char *base;    /*  0 */
    uint64_t size; /*  8  in bytes */
};

_Static_assert(sizeof(struct guest_memory) == 16, "GuestLayout.Memory.BYTES");

/* A table that is imported, exported or grown; the host owns it, and the data area holds a pointer to it. */
struct guest_table {
    uint64_t *elements; /*  0  references */
    uint64_t size;      /*  8 */
    uint64_t max;       /* 16 */
};

_Static_assert(sizeof(struct guest_function) == 32, "GuestLayout.Function.BYTES");
_Static_assert(sizeof(struct guest_function_info) == 24, "GuestLayout.FunctionInfo.BYTES");
_Static_assert(sizeof(struct guest_table) == 24, "GuestLayout.Table.BYTES");

/*
 * A type is its signature as a number: bit 0 set, then 3 bits a letter. A signature too long for 64 bits is the address
 * of its text instead, which is even, and of which every object has its own: then the texts decide.
 */
GUEST_COLD int guest_same_type(uint64_t left, uint64_t right) {
    if ((left | right) & 1) return left == right;
    const char *a = (const char *)left, *b = (const char *)right;
    while (*a && *a == *b) a++, b++;
    return *a == *b;
}

/* Calls a function of another instance by way of the host, which switches instance, stack and budget. */
GUEST_INLINE void guest_call_foreign(struct guest *guest, const struct guest_function *callee) {
    guest_control(guest)->callee = (uintptr_t)callee;
    guest_switch_out(guest, GUEST_CALL_FOREIGN);
}

/* Grows table `index` of the descriptor; the old size, or -1. */
GUEST_APART int32_t guest_grow_table(struct guest *guest, uint32_t index, uint64_t value, uint32_t count) {
    guest_slot(guest, 0)->i64 = count;
    guest_slot(guest, 1)->i64 = (int64_t)value;
    guest_switch_out(guest, GUEST_GROW_TABLE | (uint64_t)index << 32);
    return (int32_t)guest_slot(guest, 0)->i64;
}

/* ---- exceptions ----------------------------------------------------------------------------------------------------- */

/* What exceptions are told apart by: its address. The host owns it, and the data area holds a pointer to it. */
struct guest_tag {
    uint64_t slots; /*  0  that the values of its exceptions take */
};

_Static_assert(sizeof(struct guest_tag) == 8, "GuestLayout.Tag.BYTES");

/* The functions that were under way where the guest has thrown, by return address, innermost first. */
struct guest_thrown {
    uint64_t count;   /*  0  the host sets it to 0 where it is a hostcall that throws */
    uintptr_t pc[16]; /*  8 */
};

_Static_assert(sizeof(struct guest_thrown) == 136, "GuestLayout.Thrown.BYTES");

/* Throws an exception that nobody in the guest catches; its values are in the slots. */
__attribute__((noreturn)) GUEST_COLD void guest_throw(struct guest *guest, const struct guest_tag *tag) {
    struct guest_control *control = guest_control(guest);
    control->exception = (uintptr_t)tag;
    control->trap_pc = (uintptr_t)__builtin_return_address(0) - 1;
    control->trap_frame = *(uintptr_t *)__builtin_frame_address(0);
    guest_switch_out(guest, GUEST_THROWN);
    __builtin_unreachable();
}

/* ---- the descriptor: what the object exports as `hostcall_guest` ------------------------------------------------- */

/*
 * Names are UTF-8, with U+0000 as C0 80. A signature is the letters of the parameters, a colon, the letters of the
 * results: i i32, I i64, f f32, F f64, c funcref, e externref. In precise ones, <i:i> is a reference to a function of that signature,
 * @ one to a function of the signature that it stands in, and ! before a reference leaves out null.
 */
struct guest_import {
    const char *module;
    const char *name;
    const char *signature;
};

/* The entry reads its arguments from the slots and leaves its results there. In a metered object it calls guest_enter
   first and guest_leave last. */
struct guest_export {
    const char *name;
    const char *signature;
    void (*entry)(struct guest *);
};

/* A global that is imported or exported. `module` and `name` are NULL unless imported. */
struct guest_global {
    const char *module; /*  0 */
    const char *name;   /*  8 */
    uint32_t offset;    /* 16  in the data area */
    uint8_t type;       /* 20  its letter */
    uint8_t is_mutable; /* 21 */
    uint8_t is_cell;    /* 22  the data area holds a pointer to a cell of eight bytes that the host owns */
    uint8_t reserved;   /* 23 */
    const char *precise; /* 24  its type where it is a reference of a precise type, as in signatures, or NULL */
};

/* A table that the host owns: imported, exported or grown. `module` and `name` are NULL unless imported. */
struct guest_table_info {
    const char *module; /*  0 */
    const char *name;   /*  8 */
    uint64_t min;       /* 16 */
    uint64_t max;       /* 24 */
    uint32_t offset;    /* 32  in the data area: a pointer to struct guest_table */
    uint16_t type;      /* 36  letter of its elements */
    uint16_t address;   /* 38  letter of its indices, 'I' if they have 64 bits, else 0 */
    const char *precise; /* 40  as in guest_global */
};

enum guest_extern_kind {
    GUEST_EXTERN_TABLE = 1,
    GUEST_EXTERN_MEMORY = 2,
    GUEST_EXTERN_GLOBAL = 3,
    GUEST_EXTERN_TAG = 4,
};

/* An export other than a function. */
struct guest_extern {
    const char *name; /*  0 */
    uint32_t kind;    /*  8 */
    uint32_t index;   /* 12  in guest_descriptor.tables, .globals or .tags */
};

/* A memory other than the first. `module` and `name` are NULL unless imported. */
struct guest_memory_info {
    const char *module; /*  0 */
    const char *name;   /*  8 */
    uint64_t min;       /* 16  pages */
    uint64_t max;       /* 24 */
    uint32_t offset;    /* 32  in the data area: a pointer to struct guest_memory */
    uint32_t address;   /* 36  letter of its addresses, 'I' if they have 64 bits, else 0 */
};

/* A tag. `module` and `name` are NULL unless imported. */
struct guest_tag_info {
    const char *module;    /*  0 */
    const char *name;      /*  8 */
    const char *signature; /* 16  of the values, without results */
    uint64_t offset;       /* 24  in the data area: a pointer to struct guest_tag */
};

/* Where a function's code begins, for backtraces; it ends where the next one begins. */
struct guest_name {
    const void *code;  /*  0 */
    const char *name;  /*  8  or NULL: no function of the guest, left out of backtraces */
    uint64_t index;    /* 16  in the module's function index space */
};

/* An access that may fault, and what is then to be given back to the budget. */
struct guest_fault {
    int32_t pc;      /* 0  relative to this field */
    int32_t refund;  /* 4 */
};

_Static_assert(sizeof(struct guest_import) == 24, "GuestLayout.Import.BYTES");
_Static_assert(sizeof(struct guest_export) == 24, "GuestLayout.Export.BYTES");
_Static_assert(sizeof(struct guest_global) == 32, "GuestLayout.Global.BYTES");
_Static_assert(sizeof(struct guest_table_info) == 48, "GuestLayout.TableInfo.BYTES");
_Static_assert(sizeof(struct guest_extern) == 16, "GuestLayout.Extern.BYTES");
_Static_assert(sizeof(struct guest_tag_info) == 32, "GuestLayout.TagInfo.BYTES");
_Static_assert(sizeof(struct guest_memory_info) == 40, "GuestLayout.MemoryInfo.BYTES");
_Static_assert(sizeof(struct guest_name) == 24, "GuestLayout.Name.BYTES");
_Static_assert(sizeof(struct guest_fault) == 8, "GuestLayout.Fault.BYTES");

enum guest_flags {
    GUEST_FLAG_METERED = 1,         /* budget checks are compiled in */
    GUEST_FLAG_GUARDED = 2,         /* accesses are unchecked and rely on memory_reserve inaccessible bytes */
    GUEST_FLAG_BUDGET_REGISTER = 4, /* while it runs, the budget is in the register */
    GUEST_FLAG_HANDLERS = 8,        /* catches exceptions: it goes on after a hostcall that throws, and has `thrown` */
    GUEST_FLAG_WAITS = 16,          /* may wait on its memory */
};

struct guest_descriptor {
    uint32_t magic;                     /*  0 */
    uint32_t abi_version;               /*  4 */
    uint32_t machine;                   /*  8  as in the ELF header */
    uint32_t flags;                     /* 12  enum guest_flags */
    uint32_t slots;                     /* 16  slots used: the most parameters or results of any import or export */
    uint32_t data_size;                 /* 20  bytes of data of its own, below the slots */
    uint32_t import_count;              /* 24 */
    uint32_t export_count;              /* 28 */
    const struct guest_import *imports; /* 32 */
    const struct guest_export *exports; /* 40 */
    uint64_t memory_pages;              /* 48  pages of linear memory at first */
    uint64_t memory_max_pages;          /* 56  and at most, at most 65536 */
    uint64_t memory_reserve;            /* 64  guarded: bytes of address space, from the base on, an access may reach */
    const void *image;                  /* 72  first contents of linear memory */
    uint64_t image_size;                /* 80  which end within memory_pages */
    void (*initialize)(struct guest *); /* 88  run when an instance is made or reset; must call no import; or NULL */
    void (*start)(struct guest *);      /* 96  the start function, run before any export; or NULL */
    uint32_t global_count;                  /* 104 */
    uint32_t table_count;                   /* 108 */
    uint32_t extern_count;                  /* 112 */
    uint32_t name_count;                    /* 116 */
    const struct guest_global *globals;     /* 120 */
    const struct guest_table_info *tables;  /* 128 */
    const struct guest_extern *externs;     /* 136 */
    const struct guest_name *names;         /* 144 */
    const struct guest_fault *faults;       /* 152  in no order */
    const struct guest_fault *faults_end;   /* 160 */
    const char *memory_module;              /* 168  what linear memory is imported as, or NULL */
    const char *memory_name;                /* 176 */
    uint32_t tag_count;                     /* 184 */
    uint32_t thrown;                        /* 188  where struct guest_thrown is in the data area */
    const struct guest_tag_info *tags;      /* 192 */
    uint32_t memory_address;                /* 200  letter of addresses, 'I' if they have 64 bits, else 0 */
    uint32_t memory_count;                  /* 204  further memories */
    const struct guest_memory_info *memories; /* 208 */
    uint64_t image_start;               /* 216  where they begin: a multiple of GUEST_PAGE */
};

_Static_assert(sizeof(struct guest_descriptor) == 224, "GuestLayout.Descriptor.BYTES");
_Static_assert(offsetof(struct guest_descriptor, imports) == 32, "GuestLayout.Descriptor.IMPORTS");
_Static_assert(offsetof(struct guest_descriptor, memory_pages) == 48, "GuestLayout.Descriptor.MEMORY_PAGES");
_Static_assert(offsetof(struct guest_descriptor, image) == 72, "GuestLayout.Descriptor.IMAGE");
_Static_assert(offsetof(struct guest_descriptor, start) == 96, "GuestLayout.Descriptor.START");
_Static_assert(offsetof(struct guest_descriptor, global_count) == 104, "GuestLayout.Descriptor.GLOBAL_COUNT");
_Static_assert(offsetof(struct guest_descriptor, globals) == 120, "GuestLayout.Descriptor.GLOBALS");
_Static_assert(offsetof(struct guest_descriptor, faults) == 152, "GuestLayout.Descriptor.FAULTS");
_Static_assert(offsetof(struct guest_descriptor, memory_module) == 168, "GuestLayout.Descriptor.MEMORY_MODULE");
_Static_assert(offsetof(struct guest_descriptor, tag_count) == 184, "GuestLayout.Descriptor.TAG_COUNT");

/* The fields every object fills in alike; the rest follow as designated initializers. */
#define GUEST_DESCRIPTOR(...)                                                                                          \
    __attribute__((visibility("default"), used)) const struct guest_descriptor hostcall_guest = {                      \
        .magic = GUEST_MAGIC,                                                                                          \
        .abi_version = GUEST_ABI_VERSION,                                                                              \
        .machine = GUEST_MACHINE,                                                                                      \
        .flags = (GUEST_METERED ? (uint32_t)GUEST_FLAG_METERED : 0u) | GUEST_BUDGET_FLAG,                              \
        __VA_ARGS__}

#endif
