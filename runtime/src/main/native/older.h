/*
 * older.h: system calls that the C library of the machine that builds the engine knows by names of its own age. The
 * engine asks for no name that is newer than glibc 2.17's; EngineLibrariesTest reads which it asks for.
 */
#ifndef HOSTCALL_OLDER_H
#define HOSTCALL_OLDER_H

#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* fstat, of glibc 2.33; struct stat is the kernel's on machines of 64 bits. */
static inline int status_of_file(int file, struct stat *found) { return (int)syscall(SYS_fstat, file, found); }

/* fstatat, of glibc 2.33. */
static inline int status_of_name(int directory, const char *name, struct stat *found, int flags) {
    return (int)syscall(SYS_newfstatat, directory, name, found, flags);
}

/* memfd_create, of glibc 2.27. */
static inline int file_in_memory(const char *name, unsigned flags) {
    return (int)syscall(SYS_memfd_create, name, flags);
}

#endif
