/* memory.c: address space for slots, and images mapped copy-on-write into them. Each function 0, or an errno. */
#define _GNU_SOURCE
#include "engine.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
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

/* Filling a page that is there costs a tenth of dropping it and having it made anew. */
HOSTCALL_API int hostcall_discard(char *start, size_t size, char *kept, size_t kept_size) {
    memset(kept, 0, kept_size);
    return result(drop(start, kept) || drop(kept + kept_size, start + size));
}

HOSTCALL_API long hostcall_page_size(void) { return sysconf(_SC_PAGESIZE); }

HOSTCALL_API int hostcall_image_create(const void *contents, size_t size) {
    int image = memfd_create("hostcall-image", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (image < 0) return -errno;
    const char *from = contents;
    for (size_t written = 0; written < size;) {
        ssize_t step = write(image, from + written, size - written);
        if (step < 0 && errno == EINTR) continue;
        if (step <= 0) {
            int error = step < 0 ? errno : EIO;
            close(image);
            return -error;
        }
        written += (size_t)step;
    }
    /* Whole pages of memory, so that no access to the mapped image lies beyond the file's end; sealed, so that it
       stays so. */
    size_t whole = (size + GUEST_PAGE - 1) / GUEST_PAGE * GUEST_PAGE;
    if (ftruncate(image, (off_t)whole) ||
        fcntl(image, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE)) {
        int error = errno;
        close(image);
        return -error;
    }
    return image;
}

HOSTCALL_API int hostcall_image_map(int image, void *start, size_t size) {
    return result(mmap(start, size, ACCESS, MAP_PRIVATE | MAP_FIXED | MAP_NORESERVE, image, 0) == MAP_FAILED);
}

HOSTCALL_API int hostcall_image_unmap(void *start, size_t size) {
    return result(map_anonymous(start, size, ACCESS, MAP_FIXED) == MAP_FAILED);
}

HOSTCALL_API int hostcall_image_close(int image) { return result(close(image)); }
