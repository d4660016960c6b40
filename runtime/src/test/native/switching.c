/* switching.c: what is kept across switches. */
#define _GNU_SOURCE
#include "test.h"

#include <math.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

/* ---- values ------------------------------------------------------------------------------------------------------ */

static void sums_two_and_a_half(struct guest *guest) {
    guest_enter(guest);
    guest_slot(guest, 0)->f64 = (double)guest_slot(guest, 0)->i64 + guest_slot(guest, 1)->f64;
    guest_leave(guest);
}

static void a_guest_returns_its_result(void) {
    struct guest *guest = slot_new();
    guest_slot(guest, 0)->i64 = 40;
    guest_slot(guest, 1)->f64 = 2.5;
    CHECK_EQUAL(run(guest, sums_two_and_a_half), GUEST_RETURNED);
    CHECK(guest_slot(guest, 0)->f64 == 42.5);
    CHECK_EQUAL(guest_control(guest)->guest_sp, slot_stack_top(guest));
}

static void calls_every_import(struct guest *guest) {
    guest_enter(guest);
    for (uint32_t index = 0; index < 10; index++) {
        for (unsigned slot = 0; slot < 1000; slot++) guest_slot(guest, slot)->i64 = index * 1000 + slot;
        guest_hostcall(guest, index * 0x12345);
        for (unsigned slot = 0; slot < 1000; slot++)
            if (guest_slot(guest, slot)->i64 != -(int64_t)(index * 1000 + slot)) guest_trap(guest, 77);
    }
    guest_leave(guest);
}

static void a_hostcall_carries_its_index_its_arguments_and_its_results(void) {
    struct guest *guest = slot_new();
    uint64_t message = run(guest, calls_every_import);
    for (unsigned index = 0; index < 10; index++) {
        CHECK_EQUAL(message, HOSTCALL(index * 0x12345));
        for (unsigned slot = 0; slot < 1000; slot++) {
            CHECK_EQUAL(guest_slot(guest, slot)->i64, index * 1000 + slot);
            guest_slot(guest, slot)->i64 = -guest_slot(guest, slot)->i64;
        }
        message = resume(guest);
    }
    CHECK_EQUAL(message, GUEST_RETURNED);
}

static void keeps_floating_point(struct guest *guest) {
    guest_enter(guest);
    double wide = guest_slot(guest, 0)->f64 * 3;
    float narrow = guest_slot(guest, 1)->f32 * 3;
    long double widest = (long double)guest_slot(guest, 0)->f64 / 3;
    scribble_registers();
    guest_hostcall(guest, 1);
    guest_slot(guest, 0)->f64 = wide;
    guest_slot(guest, 1)->f32 = narrow;
    guest_slot(guest, 2)->i32 = widest * 3 == 1.25L;
    guest_leave(guest);
}

static void a_double_survives(void) {
    struct guest *guest = slot_new();
    guest_slot(guest, 0)->f64 = 1.25;
    guest_slot(guest, 1)->f32 = -0.75f;
    CHECK_EQUAL(run(guest, keeps_floating_point), HOSTCALL(1));
    guest_slot(guest, 0)->f64 = guest_slot(guest, 1)->f64 = NAN;
    CHECK_EQUAL(resume(guest), GUEST_RETURNED);
    CHECK(guest_slot(guest, 0)->f64 == 3.75);
    CHECK(guest_slot(guest, 1)->f32 == -2.25f);
    CHECK(guest_slot(guest, 2)->i32);
}

/* More integers and doubles than there are registers, live across one hostcall. */
static void keeps_many(struct guest *guest) {
    guest_enter(guest);
    union guest_slot *in = guest_slot(guest, 0);
#define EACH(X)                                                                                                        \
    X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11) X(12) X(13) X(14) X(15) X(16) X(17) X(18) X(19)
#define LOAD(n)                                                                                                        \
    int64_t i##n = in[-n].i64 + n;                                                                                     \
    double d##n = (double)in[-n].i64 / 16;
#define STORE(n)                                                                                                       \
    in[-n].i64 = i##n;                                                                                                 \
    in[-n - 20].f64 = d##n;
    EACH(LOAD)
    guest_hostcall(guest, 3);
    EACH(STORE)
    guest_leave(guest);
}

static void every_live_value_survives(void) {
    struct guest *guest = slot_new();
    for (unsigned slot = 0; slot < 20; slot++) guest_slot(guest, slot)->i64 = slot * 1001;
    CHECK_EQUAL(run(guest, keeps_many), HOSTCALL(3));
    memset(guest_slot(guest, 39), 0xff, 40 * sizeof(union guest_slot));
    CHECK_EQUAL(resume(guest), GUEST_RETURNED);
    for (unsigned slot = 0; slot < 20; slot++) {
        CHECK_EQUAL(guest_slot(guest, slot)->i64, slot * 1001 + slot);
        CHECK(guest_slot(guest, slot + 20)->f64 == slot * 1001 / 16.0);
    }
}

/* ---- registers --------------------------------------------------------------------------------------------------- */

static uint64_t three_hostcalls(void *first, void *second) {
    struct guest *guest = first;
    for (int i = 0; i < 3; i++) {
        scribble_registers();
        guest_hostcall(guest, 5);
    }
    return (uintptr_t)second;
}

static void calls_out_with_patterns(struct guest *guest) {
    guest_enter(guest);
    if (checked_call(three_hostcalls, guest, guest) != (uintptr_t)guest) guest_trap(guest, 77);
    guest_leave(guest);
}

/* The host's side through run(), the guest's through checked_call on the guest's stack. */
static void callee_saved_registers_survive(void) {
    struct guest *guest = slot_new();
    uint64_t message = run(guest, calls_out_with_patterns);
    for (int i = 0; i < 3; i++) {
        CHECK_EQUAL(message, HOSTCALL(5));
        message = resume(guest);
    }
    CHECK_EQUAL(message, GUEST_RETURNED);
    CHECK_EQUAL(registers_lost, 0);
}

static uint64_t loses_a_register(void *first, void *second) {
#if defined(__x86_64__)
    __asm__ volatile("mov $1, %%r14\n\tpush %%r15\n\tpop %%r15" ::"r"(first), "r"(second));
#else
    __asm__ volatile("fmov d15, xzr" ::"r"(first), "r"(second));
#endif
    return 0;
}

/* Who tests the tests: a function that breaks the ABI is found. */
static void a_lost_register_is_noticed(void) {
    checked_call(loses_a_register, NULL, NULL);
    CHECK_EQUAL(registers_lost, 1);
    registers_lost = 0;
}

/* Whole registers: 32 bytes on x86-64 with AVX, 64 with AVX-512, 16 on AArch64; the switch may keep no half. */
#if defined(__AVX512F__)
#define VECTOR_BYTES 64
#define VECTOR_TARGET
#elif defined(__x86_64__)
#define VECTOR_BYTES 32
#define VECTOR_TARGET __attribute__((target("avx2")))
#else
#define VECTOR_BYTES 16
#define VECTOR_TARGET
#endif
typedef uint64_t vector __attribute__((vector_size(VECTOR_BYTES)));

#define VECTORS(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11) X(12) X(13) X(14) X(15)

VECTOR_TARGET static void keeps_vectors(struct guest *guest) {
    guest_enter(guest);
    vector *memory = (vector *)guest;
#define VECTOR_LOAD(n) vector v##n = memory[n] * 3;
#define VECTOR_STORE(n) memory[n] = v##n;
    VECTORS(VECTOR_LOAD)
    for (int i = 0; i < 3; i++) guest_hostcall(guest, 6);
    VECTORS(VECTOR_STORE)
    guest_leave(guest);
}

VECTOR_TARGET static void vectors_through(struct guest *guest, vector *memory) {
    VECTORS(VECTOR_LOAD)
    CHECK_EQUAL(resume(guest), HOSTCALL(6));
    VECTORS(VECTOR_STORE)
}

static void vector_registers_survive(void) {
#if defined(__x86_64__)
    if (!__builtin_cpu_supports("avx2")) return;
#endif
    struct guest *guest = slot_new();
    static vector host[16];
    vector *memory = (vector *)guest;
    for (unsigned i = 0; i < 16; i++)
        for (unsigned lane = 0; lane < VECTOR_BYTES / 8; lane++) host[i][lane] = 1 + (memory[i][lane] = i * 100 + lane);
    CHECK_EQUAL(run(guest, keeps_vectors), HOSTCALL(6));
    memset(memory, 0xff, 16 * sizeof(vector));
    vectors_through(guest, host);
    vectors_through(guest, host);
    CHECK_EQUAL(resume(guest), GUEST_RETURNED);
    for (unsigned i = 0; i < 16; i++) {
        for (unsigned lane = 0; lane < VECTOR_BYTES / 8; lane++) {
            CHECK_EQUAL(memory[i][lane], (i * 100 + lane) * 3);
            CHECK_EQUAL(host[i][lane], (i * 100 + lane + 1) * 9);
        }
    }
}

#if defined(__ARM_FEATURE_SVE)
#include <arm_sve.h>

static void keeps_a_predicate(struct guest *guest) {
    guest_enter(guest);
    svbool_t odd = svcmpne(svptrue_b64(), svand_x(svptrue_b64(), svindex_u64(0, 1), 1), 0);
    svuint64_t values = svindex_u64(10, 10);
    guest_hostcall(guest, 6);
    guest_slot(guest, 0)->i64 = (int64_t)svaddv(odd, values);
    guest_leave(guest);
}

static void scalable_vectors_and_predicates_survive(void) {
    struct guest *guest = slot_new();
    CHECK_EQUAL(run(guest, keeps_a_predicate), HOSTCALL(6));
    svfloat64_t ones = svdup_f64(1);
    CHECK_EQUAL(svptest_last(svptrue_b64(), svcmpne(svptrue_b64(), ones, 2)), 1);
    CHECK_EQUAL(resume(guest), GUEST_RETURNED);
    int64_t expected = 0;
    for (unsigned lane = 1; lane < svcntd(); lane += 2) expected += 10 + 10 * lane;
    CHECK_EQUAL(guest_slot(guest, 0)->i64, expected);
}
#endif

/* ---- the stack --------------------------------------------------------------------------------------------------- */

static NOINLINE void note_alignment(struct guest *guest) {
    __attribute__((aligned(16))) char local[16];
    __asm__ volatile("" ::"r"(local) : "memory");
    guest_slot(guest, 9)->i64 |= (int64_t)((uintptr_t)__builtin_frame_address(0) | (uintptr_t)local) & 15;
}

static void notes_alignment(struct guest *guest) {
    guest_enter(guest);
    guest_slot(guest, 9)->i64 |= (int64_t)(uintptr_t)__builtin_frame_address(0) & 15;
    note_alignment(guest);
    guest_hostcall(guest, 8);
    note_alignment(guest);
    guest_leave(guest);
}

static void the_stack_is_16_byte_aligned_at_every_entry(void) {
    struct guest *guest = slot_new();
    struct guest_control *control = guest_control(guest);
    for (unsigned offset = 0; offset < 64; offset++) {
        for (unsigned step = 1; step < 20; step += 3) {
            void *before[4];
            for (int depth = 0; depth < 4; depth++) {
                if (depth == 0) control->guest_sp = (char *)slot_stack_top(guest) - offset;
                else control->guest_sp = (char *)control->guest_sp - step;
                before[depth] = control->guest_sp;
                guest_slot(guest, 9)->i64 = 0;
                CHECK_EQUAL(run(guest, notes_alignment), HOSTCALL(8));
                CHECK_EQUAL(guest_slot(guest, 9)->i64, 0);
            }
            for (int depth = 3; depth >= 0; depth--) {
                CHECK_EQUAL(resume(guest), GUEST_RETURNED);
                CHECK_EQUAL(guest_slot(guest, 9)->i64, 0);
                CHECK_EQUAL(control->guest_sp, before[depth]);
                if (depth) control->guest_sp = (char *)control->guest_sp + step;
            }
        }
    }
}

/* A leaf: on x86-64 the compiler keeps `local` in the 128 bytes below the stack pointer. */
static void uses_the_red_zone(struct guest *guest) {
    guest_enter(guest);
    volatile uint64_t local[12];
    for (unsigned i = 0; i < 12; i++) local[i] = i * 0x0101010101;
    guest_hostcall(guest, 2);
    uint64_t wrong = 0;
    for (unsigned i = 0; i < 12; i++) wrong += local[i] != i * 0x0101010101;
    uintptr_t sp;
#if defined(__x86_64__)
    __asm__ volatile("mov %%rsp, %0" : "=r"(sp));
#else
    __asm__ volatile("mov %0, sp" : "=r"(sp));
#endif
    guest_slot(guest, 0)->i64 = (int64_t)wrong;
    guest_slot(guest, 1)->i64 = (int64_t)((uintptr_t)&local[12] - sp);
    guest_leave(guest);
}

static void the_abi_red_zone_survives(void) {
    struct guest *guest = slot_new();
    CHECK_EQUAL(run(guest, uses_the_red_zone), HOSTCALL(2));
    /* A nested entry writes right below what is suspended. */
    CHECK_EQUAL(run(guest, notes_alignment), HOSTCALL(8));
    CHECK_EQUAL(resume(guest), GUEST_RETURNED);
    CHECK_EQUAL(resume(guest), GUEST_RETURNED);
    CHECK_EQUAL(guest_slot(guest, 0)->i64, 0);
#if defined(__x86_64__) && defined(__OPTIMIZE__) && !defined(__clang__)
    CHECK(guest_slot(guest, 1)->i64 <= 0); /* else this test tests nothing */
#endif
}

static NOINLINE int64_t recurse(struct guest *guest, int64_t depth) {
    guest_check_stack(guest);
    int64_t below = depth == 0 ? -1 : recurse(guest, depth - 1);
    __asm__ volatile("" : "+r"(below)); /* or the compiler makes a loop of it */
    return below + 1;
}

static void recurses(struct guest *guest) {
    guest_enter(guest);
    guest_slot(guest, 0)->i64 = recurse(guest, guest_slot(guest, 0)->i64);
    guest_leave(guest);
}

static void deep_recursion_traps_and_the_instance_runs_again(void) {
    struct guest *guest = slot_new();
    for (int i = 0; i < 100; i++) {
        guest_slot(guest, 0)->i64 = INT64_MAX;
        CHECK_EQUAL(run(guest, recurses), TRAP(GUEST_TRAP_STACK_OVERFLOW));
        CHECK(guest_control(guest)->trap_frame < guest_control(guest)->stack_limit + 4096);
        CHECK(guest_control(guest)->trap_frame > guest_control(guest)->stack_low);
        slot_rewind(guest);
        guest_slot(guest, 0)->i64 = 1000;
        CHECK_EQUAL(run(guest, recurses), GUEST_RETURNED);
        CHECK_EQUAL(guest_slot(guest, 0)->i64, 1000);
    }
}

static NOINLINE int64_t large_frame(struct guest *guest, unsigned at) {
    volatile char local[40000];
    __asm__ volatile("" ::"r"(local));
    guest_check_stack(guest);
    local[at] = 1;
    return local[at];
}

static NOINLINE int64_t on_half_the_stack(struct guest *guest) {
    volatile char local[SLOT_STACK / 2];
    __asm__ volatile("" ::"r"(local));
    guest_check_stack(guest);
    local[0] = (char)large_frame(guest, 5);
    return local[0];
}

static void has_large_frames(struct guest *guest) {
    guest_enter(guest);
    guest_slot(guest, 0)->i64 = on_half_the_stack(guest);
    guest_leave(guest);
}

static void the_stack_check_counts_the_frame_of_its_own_function(void) {
    struct guest *guest = slot_new();
    CHECK_EQUAL(run(guest, has_large_frames), GUEST_RETURNED);
    guest_control(guest)->stack_limit += SLOT_STACK / 2 - 20000;
    CHECK_EQUAL(run(guest, has_large_frames), TRAP(GUEST_TRAP_STACK_OVERFLOW));
}

/* ---- memory and the descriptor ----------------------------------------------------------------------------------- */

static void grows_memory(struct guest *guest) {
    guest_enter(guest);
    int32_t before = guest_grow_memory(guest, 7);
    guest_slot(guest, 0)->i32 = before * 100 + guest_grow_memory(guest, -1);
    guest_leave(guest);
}

static void growing_memory_asks_the_host(void) {
    struct guest *guest = slot_new();
    CHECK_EQUAL(run(guest, grows_memory), GUEST_GROW);
    CHECK_EQUAL(guest_slot(guest, 0)->i32, 7);
    guest_slot(guest, 0)->i32 = 3;
    CHECK_EQUAL(resume(guest), GUEST_GROW);
    CHECK_EQUAL(guest_slot(guest, 0)->i32, -1);
    guest_slot(guest, 0)->i32 = -1;
    CHECK_EQUAL(resume(guest), GUEST_RETURNED);
    CHECK_EQUAL(guest_slot(guest, 0)->i32, 299);
}

/* Two variants in one program, so under a name of its own. */
#define hostcall_guest TESTS_NAMED(hostcall_guest, GUEST_METERED)
static const struct guest_export exports[] = {{"recurses", "I:I", recurses}};
GUEST_DESCRIPTOR(.exports = exports, .export_count = 1, .memory_pages = 1, .memory_max_pages = 1);

static void the_descriptor_says_how_it_was_compiled(void) {
    CHECK_EQUAL(hostcall_guest.magic, 0x31474348);
    CHECK_EQUAL(memcmp(&hostcall_guest, "HCG1", 4), 0);
    CHECK_EQUAL(hostcall_guest.abi_version, GUEST_ABI_VERSION);
    CHECK_EQUAL(hostcall_guest.exports[0].entry, recurses);
    uint32_t metering = GUEST_METERED ? GUEST_FLAG_METERED : 0;
#if !defined(__clang__)
    metering |= GUEST_METERED ? GUEST_FLAG_BUDGET_REGISTER : 0;
#endif
    CHECK_EQUAL(hostcall_guest.flags, metering);
}

TESTS(switching) = {
    TEST(a_guest_returns_its_result),
    TEST(a_hostcall_carries_its_index_its_arguments_and_its_results),
    TEST(a_double_survives),
    TEST(every_live_value_survives),
    TEST(callee_saved_registers_survive),
    TEST(a_lost_register_is_noticed),
    TEST(vector_registers_survive),
#if defined(__ARM_FEATURE_SVE)
    TEST(scalable_vectors_and_predicates_survive),
#endif
    TEST(the_stack_is_16_byte_aligned_at_every_entry),
    TEST(the_abi_red_zone_survives),
    TEST(deep_recursion_traps_and_the_instance_runs_again),
    TEST(the_stack_check_counts_the_frame_of_its_own_function),
    TEST(growing_memory_asks_the_host),
    TEST(the_descriptor_says_how_it_was_compiled),
    {0},
};
