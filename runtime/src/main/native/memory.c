/* memory.c: address space for slots, and images mapped copy-on-write into them. Each function 0, or an errno. */
#define _GNU_SOURCE
#include "engine.h"
#include "older.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#define ACCESS (PROT_READ | PROT_WRITE)
#define ANONYMOUS (MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE)

static int result(int failed) { return failed ? errno : 0; }

/* A huge page would make one touched byte cost 2 MiB. Alike for all, as unlike neighbours take a mapping each. */
static void *map_anonymous(void *start, size_t size, int access, int flags) {
    void *mapped = mmap(start, size, access, ANONYMOUS | flags, -1, 0);
    if (mapped != MAP_FAILED) madvise(mapped, size, MADV_NOHUGEPAGE);
    return mapped;
}

HOSTCALL_API void *hostcall_reserve(size_t size, int accessible) {
    void *start = map_anonymous(NULL, size, accessible ? ACCESS : PROT_NONE, 0);
    return start == MAP_FAILED ? NULL : start;
}

HOSTCALL_API int hostcall_release(void *start, size_t size) { return result(munmap(start, size)); }

HOSTCALL_API int hostcall_allow(void *start, size_t size) { return result(mprotect(start, size, ACCESS)); }

HOSTCALL_API int hostcall_forbid(void *start, size_t size) {
    return result(map_anonymous(start, size, PROT_NONE, MAP_FIXED) == MAP_FAILED);
}

static int drop(char *start, char *end) { return start < end && madvise(start, (size_t)(end - start), MADV_DONTNEED); }

/* Of linux/fs.h since Linux 6.7: which pages of a range are there. */
struct pages {
    uint64_t start, end, categories;
};
struct scan {
    uint64_t size, flags, start, end, walk_end, found, found_length, most_pages, inverted, all_of, any_of, returned;
};
#define SCAN _IOWR('f', 16, struct scan)
enum { PAGE_OF_FILE = 1 << 2, PAGE_PRESENT = 1 << 3, PAGE_SWAPPED = 1 << 4, PAGE_OF_ZEROS = 1 << 5 };

/* Where the kernel is asked for that; -1 where it cannot be. */
static int page_map(void) {
    static int opened = -2;
    int file = __atomic_load_n(&opened, __ATOMIC_ACQUIRE);
    if (file == -2) {
        int fresh = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
        struct scan probe = {.size = sizeof probe, .any_of = PAGE_PRESENT, .returned = PAGE_PRESENT};
        if (fresh >= 0 && ioctl(fresh, SCAN, &probe)) {
            close(fresh);
            fresh = -1;
        }
        if (__atomic_compare_exchange_n(&opened, &file, fresh, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE)) return fresh;
        if (fresh >= 0) close(fresh);
    }
    return file;
}

/* Up to so many pages stay, filled with zeros: 64 KiB, or more where pages are large. */
static size_t most_kept(void) {
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    return page > 16 * 1024 ? 4 : 64 * 1024 / page;
}

/* Fills what was written with zeros, or has it be the image again; false if that is too much, or not known. */
static int refill(char *start, char *end, char *image, char *image_end) {
    struct pages found[8];
    struct scan scan = {
        .size = sizeof scan,
        .start = (uintptr_t)start,
        .end = (uintptr_t)end,
        .found = (uintptr_t)found,
        .found_length = sizeof found / sizeof *found,
        .most_pages = most_kept(),
        .inverted = PAGE_OF_FILE | PAGE_OF_ZEROS,
        .all_of = PAGE_OF_FILE | PAGE_OF_ZEROS, /* none of both, that is */
        .any_of = PAGE_PRESENT | PAGE_SWAPPED,
        .returned = PAGE_PRESENT,
    };
    int file = page_map();
    if (file < 0) return 0;
    int count = ioctl(file, SCAN, &scan);
    if (count < 0 || scan.walk_end != (uintptr_t)end) return 0;
    for (int i = 0; i < count; i++) {
        char *from = (char *)(uintptr_t)found[i].start, *to = (char *)(uintptr_t)found[i].end;
        char *in = from > image ? from : image, *out = to < image_end ? to : image_end;
        if (in < out) {
            if (drop(in, out)) return 0;
            memset(from, 0, (size_t)(in - from));
            from = out;
        }
        memset(from, 0, (size_t)(to - from));
    }
    return 1;
}

/*
 * Filling a page that is there costs a tenth of dropping it and having it made anew. And where two threads drop pages at
 * once, each interrupts the other's processor, even if there are no pages: ten times as long.
 */
HOSTCALL_API int hostcall_discard(char *start, size_t size, char *kept, size_t kept_size, char *image,
                                  size_t image_size) {
    if (kept_size && refill(start, start + size, image, image + image_size)) return 0;
    memset(kept, 0, kept_size);
    return result(drop(start, kept) || drop(kept + kept_size, start + size));
}

HOSTCALL_API long hostcall_page_size(void) { return sysconf(_SC_PAGESIZE); }

HOSTCALL_API int hostcall_images_open(void) {
    int file = file_in_memory("hostcall-images", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (file < 0) return -errno;
    /* Nobody makes it shorter under a mapping. It cannot be sealed against writing as long as images are added. */
    if (fcntl(file, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK)) {
        int error = errno;
        close(file);
        return -error;
    }
    return file;
}

HOSTCALL_API int hostcall_image_write(int file, int64_t offset, const void *contents, size_t size) {
    const char *from = contents;
    for (size_t written = 0; written < size;) {
        ssize_t step = pwrite(file, from + written, size - written, (off_t)(offset + (int64_t)written));
        if (step < 0 && errno == EINTR) continue;
        if (step <= 0) return step < 0 ? errno : EIO;
        written += (size_t)step;
    }
    /* Whole pages of memory, so that no access to the mapped image lies beyond the file's end. */
    off_t end = (off_t)offset + (off_t)((size + GUEST_PAGE - 1) / GUEST_PAGE * GUEST_PAGE);
    struct stat now;
    if (status_of_file(file, &now)) return errno;
    return result(now.st_size < end && ftruncate(file, end));
}

HOSTCALL_API int hostcall_image_map(int file, int64_t offset, void *start, size_t size) {
    int flags = MAP_PRIVATE | MAP_FIXED | MAP_NORESERVE;
    return result(mmap(start, size, ACCESS, flags, file, (off_t)offset) == MAP_FAILED);
}

HOSTCALL_API int hostcall_image_drop(int file, int64_t offset, int64_t size) {
    return result(fallocate(file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)offset, (off_t)size));
}

HOSTCALL_API int hostcall_image_unmap(void *start, size_t size) {
    return result(map_anonymous(start, size, ACCESS, MAP_FIXED) == MAP_FAILED);
}

HOSTCALL_API int hostcall_images_close(int file) { return result(close(file)); }
