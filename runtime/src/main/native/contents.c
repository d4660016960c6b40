/*
 * contents.c: what FileCalls.java calls to use what is in an open file. Each returns a value of at least 0, or an error
 * number, negated.
 */
#define _GNU_SOURCE
#include "descriptors.h"

#include <fcntl.h>
#include <unistd.h>

/* Java has seen that the range lies in the buffer. */
static char *in_buffer(JNIEnv *env, jobject buffer, jint start) {
    return (char *)(*env)->GetDirectBufferAddress(env, buffer) + start;
}

static jlong JNICALL read_next(JNIEnv *env, jclass type, jint file, jobject into, jint start, jint size) {
    (void)type;
    return CALL(read(file, in_buffer(env, into, start), (size_t)size));
}

static jlong JNICALL write_next(JNIEnv *env, jclass type, jint file, jobject from, jint start, jint size) {
    (void)type;
    return CALL(write(file, in_buffer(env, from, start), (size_t)size));
}

static jlong JNICALL read_at(JNIEnv *env, jclass type, jint file, jobject into, jint start, jint size, jlong offset) {
    (void)type;
    return CALL(pread(file, in_buffer(env, into, start), (size_t)size, (off_t)offset));
}

static jlong JNICALL write_at(JNIEnv *env, jclass type, jint file, jobject from, jint start, jint size, jlong offset) {
    (void)type;
    return CALL(pwrite(file, in_buffer(env, from, start), (size_t)size, (off_t)offset));
}

/* From the beginning, the position, or the end: 0, 1, 2 everywhere. */
static jlong JNICALL seek(JNIEnv *env, jclass type, jint file, jlong distance, jint from) {
    (void)env;
    (void)type;
    return CALL(lseek(file, (off_t)distance, from));
}

static jlong JNICALL resize(JNIEnv *env, jclass type, jint file, jlong size) {
    (void)env;
    (void)type;
    return CALL(ftruncate(file, (off_t)size));
}

static jlong JNICALL allocate(JNIEnv *env, jclass type, jint file, jlong offset, jlong size) {
    (void)env;
    (void)type;
    int error;
    do error = posix_fallocate(file, (off_t)offset, (off_t)size);
    while (error == EINTR);
    return -error;
}

static jlong JNICALL advise(JNIEnv *env, jclass type, jint file, jlong offset, jlong size, jint advice) {
    (void)env;
    (void)type;
    static const int advices[] = {POSIX_FADV_NORMAL,   POSIX_FADV_SEQUENTIAL, POSIX_FADV_RANDOM,
                                  POSIX_FADV_WILLNEED, POSIX_FADV_DONTNEED,   POSIX_FADV_NOREUSE};
    return -posix_fadvise(file, (off_t)offset, (off_t)size, advices[advice]);
}

static jlong JNICALL sync_all(JNIEnv *env, jclass type, jint file) {
    (void)env;
    (void)type;
    return CALL(fsync(file));
}

static jlong JNICALL sync_data(JNIEnv *env, jclass type, jint file) {
    (void)env;
    (void)type;
    return CALL(fdatasync(file));
}

static jlong JNICALL set_appending(JNIEnv *env, jclass type, jint file, jint appending) {
    (void)env;
    (void)type;
    int flags = fcntl(file, F_GETFL);
    if (flags < 0) return -errno;
    return CALL(fcntl(file, F_SETFL, appending ? flags | O_APPEND : flags & ~O_APPEND));
}

jint hostcall_bind_contents(JNIEnv *env, jclass file_calls) {
#define BUFFER "Ljava/nio/ByteBuffer;"
    static const JNINativeMethod methods[] = {
        {"read", "(I" BUFFER "II)J", (void *)read_next},
        {"write", "(I" BUFFER "II)J", (void *)write_next},
        {"readAt", "(I" BUFFER "IIJ)J", (void *)read_at},
        {"writeAt", "(I" BUFFER "IIJ)J", (void *)write_at},
        {"seek", "(IJI)J", (void *)seek},
        {"resize", "(IJ)J", (void *)resize},
        {"allocate", "(IJJ)J", (void *)allocate},
        {"advise", "(IJJI)J", (void *)advise},
        {"sync", "(I)J", (void *)sync_all},
        {"syncData", "(I)J", (void *)sync_data},
        {"setAppending", "(II)J", (void *)set_appending},
    };
    return (*env)->RegisterNatives(env, file_calls, methods, sizeof methods / sizeof *methods);
}
