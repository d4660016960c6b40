/* mapping.c: address space and images. */
#define _GNU_SOURCE
#include "test.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { PAGE = 65536 }; /* a multiple of the page size of every machine */

static void *reserved(size_t size, int accessible) {
    void *start = hostcall_reserve(size, accessible);
    CHECK(start);
    return start;
}

/* An image of two and a half pages: byte i holds i % 251 + 1, so none is zero. */
enum { IMAGE = 2 * PAGE + PAGE / 2 };

static int image_byte(size_t at) { return (int)(at % 251 + 1); }

/* Behind another one, and as far from it as it likes. */
enum { OFFSET = 7 * PAGE };

static int image_new(void) {
    char *contents = malloc(IMAGE);
    for (size_t at = 0; at < IMAGE; at++) contents[at] = (char)image_byte(at);
    int file = hostcall_images_open();
    CHECK(file >= 0);
    CHECK_EQUAL(hostcall_image_write(file, OFFSET, contents, IMAGE), 0);
    memset(contents, 0x77, IMAGE); /* the image holds a copy */
    CHECK_EQUAL(hostcall_image_write(file, 0, contents, PAGE + 1), 0);
    free(contents);
    return file;
}

static size_t differing_from_image(const unsigned char *start) {
    size_t differing = 0;
    for (size_t at = 0; at < IMAGE; at++) differing += start[at] != image_byte(at);
    return differing;
}

static size_t not_zero(const unsigned char *start, size_t size) {
    size_t count = 0;
    for (size_t at = 0; at < size; at++) count += start[at] != 0;
    return count;
}

/* How many mappings the operating system keeps for a range; it allows about 65,000 to a process. */
static int mappings(void *start, size_t size) {
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[512];
    int count = 0;
    while (fgets(line, sizeof line, maps)) {
        unsigned long from, to;
        if (sscanf(line, "%lx-%lx", &from, &to) == 2)
            count += from < (uintptr_t)start + size && to > (uintptr_t)start;
    }
    fclose(maps);
    return count;
}

static void an_accessible_reservation_is_zero_and_costs_nothing(void) {
    size_t size = (size_t)1 << 36;
    unsigned char *start = reserved(size, 1);
    for (size_t at = 0; at < size; at += size / 64) CHECK_EQUAL(start[at]++, 0);
    CHECK_EQUAL(hostcall_release(start, size), 0);
}

static void no_address_space_is_no_memory(void) { CHECK(!hostcall_reserve((size_t)1 << 62, 0)); }

static void allowing_nothing_is_an_error(void) { CHECK_EQUAL(hostcall_allow((void *)4096, PAGE), ENOMEM); }

static void touches(struct guest *guest) {
    guest_enter(guest);
    volatile char *address = (volatile char *)guest_slot(guest, 0)->i64;
    guest_slot(guest, 1)->i64 = *address;
    *address = 77;
    guest_leave(guest);
}

static uint64_t touch(struct guest *guest, void *address) {
    slot_rewind(guest);
    guest_slot(guest, 0)->i64 = (int64_t)address;
    return run(guest, touches);
}

static void forbidden_pages_trap_and_come_back_empty(void) {
    CHECK_EQUAL(hostcall_install_fault_handlers(), 0);
    struct guest *guest = slot_new();
    char *start = reserved(4 * PAGE, 1), *middle = start + PAGE;
    memset(start, 1, 4 * PAGE);
    CHECK_EQUAL(hostcall_forbid(middle, 2 * PAGE), 0);
    char *forbidden[] = {middle, middle + PAGE, middle + 2 * PAGE - 1};
    for (int i = 0; i < 3; i++) {
        CHECK_EQUAL(touch(guest, forbidden[i]), TRAP(GUEST_TRAP_MEMORY_OUT_OF_BOUNDS));
        CHECK_EQUAL(guest_control(guest)->trap_address, forbidden[i]);
    }
    char *allowed[] = {middle - 1, middle + 2 * PAGE};
    for (int i = 0; i < 2; i++) {
        CHECK_EQUAL(touch(guest, allowed[i]), GUEST_RETURNED);
        CHECK_EQUAL(guest_slot(guest, 1)->i64, 1);
    }
    CHECK_EQUAL(hostcall_allow(middle, 2 * PAGE), 0);
    CHECK_EQUAL(not_zero((unsigned char *)middle, 2 * PAGE), 0);
    CHECK_EQUAL(touch(guest, middle), GUEST_RETURNED);
    CHECK_EQUAL(*middle, 77);
}

static void a_fresh_reservation_forbids_until_allowed(void) {
    CHECK_EQUAL(hostcall_install_fault_handlers(), 0);
    struct guest *guest = slot_new();
    char *start = reserved(4 * PAGE, 0);
    CHECK_EQUAL(touch(guest, start + PAGE), TRAP(GUEST_TRAP_MEMORY_OUT_OF_BOUNDS));
    CHECK_EQUAL(hostcall_allow(start + PAGE, PAGE), 0);
    CHECK_EQUAL(touch(guest, start + PAGE), GUEST_RETURNED);
    CHECK_EQUAL(touch(guest, start + 2 * PAGE), TRAP(GUEST_TRAP_MEMORY_OUT_OF_BOUNDS));
    CHECK_EQUAL(hostcall_release(start, 4 * PAGE), 0);
    CHECK_EQUAL(touch(guest, start + PAGE), TRAP(GUEST_TRAP_MEMORY_OUT_OF_BOUNDS));
}

static void two_instances_of_one_image_do_not_see_each_other(void) {
    int image = image_new();
    unsigned char *one = reserved(4 * PAGE, 1), *other = reserved(4 * PAGE, 0);
    CHECK_EQUAL(hostcall_image_map(image, OFFSET, one, 3 * PAGE), 0);
    CHECK_EQUAL(hostcall_image_map(image, OFFSET, other, 3 * PAGE), 0);
    CHECK_EQUAL(hostcall_images_close(image), 0); /* mappings outlive the descriptor */
    memset(one, 0xaa, IMAGE);
    CHECK_EQUAL(differing_from_image(other), 0);
    memset(other + PAGE, 0xbb, PAGE);
    CHECK_EQUAL(one[PAGE], 0xaa);
}

static void past_the_image_are_zeros(void) {
    unsigned char *start = reserved(4 * PAGE, 1);
    memset(start, 0xcc, 4 * PAGE);
    CHECK_EQUAL(hostcall_image_map(image_new(), OFFSET, start, 3 * PAGE), 0);
    CHECK_EQUAL(differing_from_image(start), 0);
    CHECK_EQUAL(not_zero(start + IMAGE, 3 * PAGE - IMAGE), 0);
    CHECK_EQUAL(start[3 * PAGE], 0xcc);
    start[3 * PAGE - 1] = 1; /* the last byte of the last page can be written too */
}

static void discarding_brings_the_image_back_and_zeros_elsewhere(void) {
    unsigned char *start = reserved(6 * PAGE, 1);
    CHECK_EQUAL(hostcall_image_map(image_new(), OFFSET, start, 3 * PAGE), 0);
    for (int round = 0; round < 3; round++) {
        memset(start, 0xdd, 6 * PAGE);
        CHECK_EQUAL(hostcall_discard((char *)start, 6 * PAGE, (char *)start, 0, NULL, 0), 0);
        CHECK_EQUAL(differing_from_image(start), 0);
        CHECK_EQUAL(not_zero(start + IMAGE, 6 * PAGE - IMAGE), 0);
    }
}

static void pages_kept_by_discarding_are_zeros_like_the_others(void) {
    unsigned char *start = reserved(6 * PAGE, 1);
    for (int first = 0; first <= 6; first++) {
        for (int kept = 0; first + kept <= 6; kept++) {
            memset(start, 0xdd, 6 * PAGE);
            char *from = (char *)start + first * PAGE;
            CHECK_EQUAL(hostcall_discard((char *)start, 6 * PAGE, from, (size_t)kept * PAGE, NULL, 0), 0);
            CHECK_EQUAL(not_zero(start, 6 * PAGE), 0);
        }
    }
    CHECK_EQUAL(PAGE % hostcall_page_size(), 0);
}

/* Whatever was written or read, and wherever the image lies. */
static void few_pages_that_were_touched_are_as_they_were_mapped(void) {
    size_t page = (size_t)hostcall_page_size(), pages = 12 * PAGE / page;
    unsigned char *start = reserved(12 * PAGE, 1), *image = start + 4 * PAGE;
    CHECK_EQUAL(hostcall_image_map(image_new(), OFFSET, image, 3 * PAGE), 0);
    unsigned random = 1;
    volatile unsigned char sink;
    for (int round = 0; round < 2000; round++) {
        for (int touched = 1 << round % 8; touched > 0; touched--) {
            random = random * 1664525 + 1013904223;
            unsigned char *at = start + (random >> 8) % pages * page;
            if (random >> 30) {
                memset(at, 0xdd, page);
            } else {
                sink = *at;
                (void)sink;
            }
        }
        CHECK_EQUAL(hostcall_discard((char *)start, 12 * PAGE, (char *)start, PAGE, (char *)image, 3 * PAGE), 0);
        if (round % 100) continue; /* reading all would touch all */
        CHECK_EQUAL(not_zero(start, 4 * PAGE), 0);
        CHECK_EQUAL(differing_from_image(image), 0);
        CHECK_EQUAL(not_zero(image + IMAGE, 8 * PAGE - IMAGE), 0);
        CHECK_EQUAL(hostcall_discard((char *)start, 12 * PAGE, (char *)start, 0, NULL, 0), 0);
    }
}

static size_t resident(unsigned char *start, size_t size) {
    unsigned char in_core[4096] = {0};
    size_t page = (size_t)hostcall_page_size(), count = 0;
    CHECK(size / page <= sizeof in_core);
    CHECK_EQUAL(mincore(start, size, in_core), 0);
    for (size_t i = 0; i < size / page; i++) count += in_core[i] & 1;
    return count * page;
}

/* On Linux before 6.7 the kernel does not tell, and those stay that were named. */
static void pages_stay_as_long_as_they_are_few(void) {
    size_t page = (size_t)hostcall_page_size();
    unsigned char *start = reserved(64 * PAGE, 1);
    start[40 * PAGE] = 1;
    start[50 * PAGE] = 1;
    CHECK_EQUAL(hostcall_discard((char *)start, 64 * PAGE, (char *)start, page, NULL, 0), 0);
    size_t few = resident(start, 64 * PAGE);
    CHECK(few == 2 * page || few == page);
    CHECK_EQUAL(not_zero(start + 40 * PAGE, page), 0);
    size_t most = page > 16 * 1024 ? 4 * page : 64 * 1024;
    for (size_t more = 0; more <= page; more += page) {
        CHECK_EQUAL(hostcall_discard((char *)start, 64 * PAGE, (char *)start, 0, NULL, 0), 0);
        memset(start + 40 * PAGE, 1, most + more);
        CHECK_EQUAL(hostcall_discard((char *)start, 64 * PAGE, (char *)start, page, NULL, 0), 0);
        CHECK_EQUAL(resident(start, 64 * PAGE), few == 2 * page && !more ? most : page);
        CHECK_EQUAL(not_zero(start + 40 * PAGE, most + more), 0);
    }
    memset(start, 1, 64 * PAGE);
    CHECK_EQUAL(hostcall_discard((char *)start, 64 * PAGE, (char *)start, page, NULL, 0), 0);
    CHECK_EQUAL(resident(start, 64 * PAGE), page);
    CHECK_EQUAL(hostcall_discard((char *)start, 64 * PAGE, (char *)start, 0, NULL, 0), 0);
    CHECK_EQUAL(resident(start, 64 * PAGE), 0);
}

static void nobody_makes_the_file_of_images_shorter(void) {
    int image = image_new();
    CHECK(ftruncate(image, 0) && errno == EPERM);
    CHECK(ftruncate(image, OFFSET) && errno == EPERM);
    CHECK(fcntl(image, F_ADD_SEALS, F_SEAL_GROW) && errno == EPERM);
    CHECK(fcntl(image, F_GETFD) & FD_CLOEXEC);
}

static void a_dropped_image_leaves_its_neighbours_alone_and_makes_room(void) {
    int file = image_new();
    unsigned char *one = reserved(4 * PAGE, 1), *again = reserved(4 * PAGE, 1);
    CHECK_EQUAL(hostcall_image_drop(file, 0, 2 * PAGE), 0);
    CHECK_EQUAL(hostcall_image_map(file, OFFSET, one, 3 * PAGE), 0);
    CHECK_EQUAL(differing_from_image(one), 0);
    CHECK_EQUAL(hostcall_image_map(file, 0, again, 2 * PAGE), 0);
    CHECK_EQUAL(not_zero(again, 2 * PAGE), 0);
    CHECK_EQUAL(hostcall_image_write(file, PAGE, "new", 3), 0);
    CHECK_EQUAL(hostcall_image_map(file, PAGE, again, PAGE), 0);
    CHECK_EQUAL(again[2], 'w');
    CHECK_EQUAL(not_zero(again, PAGE), 3);
    CHECK_EQUAL(differing_from_image(one), 0);
}

static void an_unmapped_image_leaves_zeros_and_no_mapping_behind(void) {
    int image = image_new();
    unsigned char *start = reserved(16 * PAGE, 1), *middle = start + 8 * PAGE;
    CHECK_EQUAL(mappings(start, 16 * PAGE), 1);
    for (int round = 0; round < 3; round++) {
        CHECK_EQUAL(hostcall_image_map(image, OFFSET, middle, 3 * PAGE), 0);
        CHECK_EQUAL(mappings(start, 16 * PAGE), 3);
        memset(middle, 1, 3 * PAGE);
        CHECK_EQUAL(hostcall_image_unmap(middle, 3 * PAGE), 0);
        CHECK_EQUAL(not_zero(start, 16 * PAGE), 0);
        CHECK_EQUAL(mappings(start, 16 * PAGE), 1);
    }
}

static void forbidding_and_allowing_leave_no_mapping_behind(void) {
    for (int accessible = 0; accessible < 2; accessible++) {
        char *start = reserved(16 * PAGE, accessible);
        int before = mappings(start, 16 * PAGE);
        if (!accessible) CHECK_EQUAL(hostcall_allow(start + 8 * PAGE, PAGE), 0);
        CHECK_EQUAL(hostcall_forbid(start + 8 * PAGE, PAGE), 0);
        if (accessible) CHECK_EQUAL(hostcall_allow(start + 8 * PAGE, PAGE), 0);
        CHECK_EQUAL(mappings(start, 16 * PAGE), before);
    }
}

static void writing_an_image_fails_with_an_error(void) {
    int file = hostcall_images_open();
    CHECK_EQUAL(hostcall_image_write(file, 0, (void *)8, PAGE), EFAULT);
    CHECK_EQUAL(hostcall_images_close(file), 0);
    CHECK_EQUAL(hostcall_image_write(file, 0, "x", 1), EBADF);
}

TESTS(mapping) = {
    TEST(an_accessible_reservation_is_zero_and_costs_nothing),
    TEST(no_address_space_is_no_memory),
    TEST(allowing_nothing_is_an_error),
    TEST(forbidden_pages_trap_and_come_back_empty),
    TEST(a_fresh_reservation_forbids_until_allowed),
    TEST(two_instances_of_one_image_do_not_see_each_other),
    TEST(past_the_image_are_zeros),
    TEST(discarding_brings_the_image_back_and_zeros_elsewhere),
    TEST(pages_kept_by_discarding_are_zeros_like_the_others),
    TEST(few_pages_that_were_touched_are_as_they_were_mapped),
    TEST(pages_stay_as_long_as_they_are_few),
    TEST(nobody_makes_the_file_of_images_shorter),
    TEST(a_dropped_image_leaves_its_neighbours_alone_and_makes_room),
    TEST(an_unmapped_image_leaves_zeros_and_no_mapping_behind),
    TEST(forbidding_and_allowing_leave_no_mapping_behind),
    TEST(writing_an_image_fails_with_an_error),
    {0},
};
