/*
 * files.c: what FileCalls.java calls, but for what contents.c has. Each call takes a descriptor and names of single files
 * in it, never a path, and never follows a symbolic link: whoever holds a directory reaches what is in it and nothing
 * else. Each returns a value of at least 0, or an error number, negated.
 */
#define _GNU_SOURCE
#include "descriptors.h"
#include "older.h"

#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

struct name {
    char text[NAME_MAX + 1];
};

/* Copies bytes that must not contain a NUL to a buffer that takes `most` of them and a NUL; 0, or an error, negated. */
static int copy_text(JNIEnv *env, jbyteArray bytes, char *text, jsize most) {
    jsize length = (*env)->GetArrayLength(env, bytes);
    if (length > most) return -ENAMETOOLONG;
    (*env)->GetByteArrayRegion(env, bytes, 0, length, (jbyte *)text);
    text[length] = 0;
    return memchr(text, 0, (size_t)length) ? -EINVAL : 0;
}

static int copy_name(JNIEnv *env, jbyteArray bytes, struct name *name) {
    int error = copy_text(env, bytes, name->text, NAME_MAX);
    if (error) return error;
    const char *text = name->text;
    int leads_elsewhere = !*text || !strcmp(text, ".") || !strcmp(text, "..") || strchr(text, '/');
    return leads_elsewhere ? -EINVAL : 0;
}

/* ---- opening ---- */

/* For an embedder's own path, which may contain symbolic links. */
static jlong JNICALL open_root(JNIEnv *env, jclass type, jbyteArray path) {
    (void)type;
    char text[PATH_MAX];
    int error = copy_text(env, path, text, PATH_MAX - 1);
    if (error) return error;
    return CALL(open(text, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

/* With access O_PATH only to go on from there. */
static jlong open_directory(JNIEnv *env, jint directory, jbyteArray bytes, int access) {
    struct name name;
    int error = copy_name(env, bytes, &name);
    if (error) return error;
    return CALL(openat(directory, name.text, access | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

static jlong JNICALL enter_directory(JNIEnv *env, jclass type, jint directory, jbyteArray name) {
    (void)type;
    return open_directory(env, directory, name, O_PATH);
}

static jlong JNICALL open_to_list(JNIEnv *env, jclass type, jint directory, jbyteArray name) {
    (void)type;
    return open_directory(env, directory, name, O_RDONLY);
}

static jlong JNICALL reopen_directory(JNIEnv *env, jclass type, jint directory) {
    (void)env;
    (void)type;
    return CALL(openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

/* Only regular files are opened as such: opening a device or a pipe would do something to it, or wait. */
static int refusal(mode_t mode) {
    if (S_ISREG(mode)) return 0;
    return S_ISDIR(mode) ? -EISDIR : S_ISLNK(mode) ? -ELOOP : -EACCES;
}

enum { READ = 1, WRITE = 2, CREATE = 4, CREATE_NEW = 8, TRUNCATE = 16, APPEND = 32, SYNC = 64, DSYNC = 128 };

static int system_flags(jint options) {
    int flags = !(options & WRITE) ? O_RDONLY : options & READ ? O_RDWR : O_WRONLY;
    if (options & CREATE) flags |= O_CREAT;
    if (options & CREATE_NEW) flags |= O_CREAT | O_EXCL;
    if (options & TRUNCATE) flags |= O_TRUNC;
    if (options & APPEND) flags |= O_APPEND;
    if (options & SYNC) flags |= O_SYNC;
    if (options & DSYNC) flags |= O_DSYNC;
    return flags | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY;
}

/* What is there may be replaced between looking and opening: then O_NONBLOCK keeps the opening from waiting. */
static jlong JNICALL open_file(JNIEnv *env, jclass type, jint directory, jbyteArray bytes, jint options) {
    (void)type;
    struct name name;
    int error = copy_name(env, bytes, &name);
    if (error) return error;
    struct stat found;
    if (!(options & CREATE_NEW) && !CALL(status_of_name(directory, name.text, &found, AT_SYMLINK_NOFOLLOW))) {
        error = refusal(found.st_mode);
        if (error) return error;
    }
    int opened = (int)CALL(openat(directory, name.text, system_flags(options) | O_NONBLOCK, 0666));
    if (opened < 0) return opened;
    error = (int)CALL(status_of_file(opened, &found));
    if (!error) error = refusal(found.st_mode);
    if (error) close(opened);
    return error ? error : opened;
}

/* Not retried: Linux has let go of the descriptor, whatever it answers. */
static jlong JNICALL close_file(JNIEnv *env, jclass type, jint file) {
    (void)env;
    (void)type;
    return close(file) ? -errno : 0;
}

/* ---- what is known of a file ---- */

static int64_t nanos(struct timespec time) { return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec; }

static void store(JNIEnv *env, const struct stat *found, jlongArray into) {
    jlong fields[] = {(jlong)found->st_dev,   (jlong)found->st_ino,   found->st_mode,
                      (jlong)found->st_nlink, found->st_size,         nanos(found->st_atim),
                      nanos(found->st_mtim),  nanos(found->st_ctim)};
    (*env)->SetLongArrayRegion(env, into, 0, sizeof fields / sizeof *fields, fields);
}

static jlong JNICALL status(JNIEnv *env, jclass type, jint file, jlongArray into) {
    (void)type;
    struct stat found;
    jlong error = CALL(status_of_file(file, &found));
    if (!error) store(env, &found, into);
    return error;
}

static jlong JNICALL status_of(JNIEnv *env, jclass type, jint directory, jbyteArray bytes, jlongArray into) {
    (void)type;
    struct name name;
    jlong error = copy_name(env, bytes, &name);
    if (error) return error;
    struct stat found;
    error = CALL(status_of_name(directory, name.text, &found, AT_SYMLINK_NOFOLLOW));
    if (!error) store(env, &found, into);
    return error;
}

/* Times are seconds and nanoseconds of the last access, then of the last change. */
static void load_times(JNIEnv *env, jlongArray from, struct timespec *times) {
    jlong fields[4];
    (*env)->GetLongArrayRegion(env, from, 0, 4, fields);
    for (int i = 0; i < 2; i++) {
        times[i].tv_sec = fields[2 * i];
        times[i].tv_nsec = fields[2 * i + 1];
    }
}

static jlong JNICALL set_times(JNIEnv *env, jclass type, jint file, jlongArray from) {
    (void)type;
    struct timespec times[2];
    load_times(env, from, times);
    return CALL(futimens(file, times));
}

static jlong JNICALL set_times_of(JNIEnv *env, jclass type, jint directory, jbyteArray bytes, jlongArray from) {
    (void)type;
    struct name name;
    int error = copy_name(env, bytes, &name);
    if (error) return error;
    struct timespec times[2];
    load_times(env, from, times);
    return CALL(utimensat(directory, name.text, times, AT_SYMLINK_NOFOLLOW));
}

/* ---- what is in a directory ---- */

/* As many entries as fit, as the system writes them, from a cookie on; the bytes written, 0 at the end. */
static jlong JNICALL list(JNIEnv *env, jclass type, jint directory, jlong cookie, jbyteArray into) {
    (void)type;
    if (lseek(directory, (off_t)cookie, SEEK_SET) < 0) return -errno;
    _Alignas(int64_t) char entries[8192];
    size_t size = (size_t)(*env)->GetArrayLength(env, into);
    jlong read = CALL(syscall(SYS_getdents64, directory, entries, size < sizeof entries ? size : sizeof entries));
    if (read > 0) (*env)->SetByteArrayRegion(env, into, 0, (jsize)read, (const jbyte *)entries);
    return read;
}

static jlong JNICALL make_directory(JNIEnv *env, jclass type, jint directory, jbyteArray bytes) {
    (void)type;
    struct name name;
    int error = copy_name(env, bytes, &name);
    return error ? error : CALL(mkdirat(directory, name.text, 0777));
}

static jlong JNICALL remove_file(JNIEnv *env, jclass type, jint directory, jbyteArray bytes) {
    (void)type;
    struct name name;
    int error = copy_name(env, bytes, &name);
    return error ? error : CALL(unlinkat(directory, name.text, 0));
}

static jlong JNICALL remove_directory(JNIEnv *env, jclass type, jint directory, jbyteArray bytes) {
    (void)type;
    struct name name;
    int error = copy_name(env, bytes, &name);
    return error ? error : CALL(unlinkat(directory, name.text, AT_REMOVEDIR));
}

static jlong JNICALL rename_file(JNIEnv *env, jclass type, jint from, jbyteArray from_bytes, jint to,
                                 jbyteArray to_bytes) {
    (void)type;
    struct name from_name, to_name;
    int error = copy_name(env, from_bytes, &from_name);
    if (!error) error = copy_name(env, to_bytes, &to_name);
    return error ? error : CALL(renameat(from, from_name.text, to, to_name.text));
}

static jlong JNICALL link_file(JNIEnv *env, jclass type, jint from, jbyteArray from_bytes, jint to,
                               jbyteArray to_bytes) {
    (void)type;
    struct name from_name, to_name;
    int error = copy_name(env, from_bytes, &from_name);
    if (!error) error = copy_name(env, to_bytes, &to_name);
    return error ? error : CALL(linkat(from, from_name.text, to, to_name.text, 0));
}

static jlong JNICALL make_symbolic_link(JNIEnv *env, jclass type, jbyteArray target, jint directory, jbyteArray bytes) {
    (void)type;
    struct name name;
    char text[PATH_MAX];
    int error = copy_name(env, bytes, &name);
    if (!error) error = copy_text(env, target, text, PATH_MAX - 1);
    return error ? error : CALL(symlinkat(text, directory, name.text));
}

static jlong JNICALL read_link(JNIEnv *env, jclass type, jint directory, jbyteArray bytes, jbyteArray into) {
    (void)type;
    struct name name;
    int error = copy_name(env, bytes, &name);
    if (error) return error;
    char text[PATH_MAX];
    jlong length = CALL(readlinkat(directory, name.text, text, sizeof text));
    if (length < 0) return length;
    if (length > (*env)->GetArrayLength(env, into)) return -ENAMETOOLONG;
    (*env)->SetByteArrayRegion(env, into, 0, (jsize)length, (const jbyte *)text);
    return length;
}

jint hostcall_bind_files(JNIEnv *env, jclass file_calls) {
    static const JNINativeMethod methods[] = {
        {"openRoot", "([B)J", (void *)open_root},
        {"enterDirectory", "(I[B)J", (void *)enter_directory},
        {"openDirectory", "(I[B)J", (void *)open_to_list},
        {"reopenDirectory", "(I)J", (void *)reopen_directory},
        {"openFile", "(I[BI)J", (void *)open_file},
        {"close", "(I)J", (void *)close_file},
        {"status", "(I[J)J", (void *)status},
        {"statusOf", "(I[B[J)J", (void *)status_of},
        {"setTimes", "(I[J)J", (void *)set_times},
        {"setTimesOf", "(I[B[J)J", (void *)set_times_of},
        {"list", "(IJ[B)J", (void *)list},
        {"makeDirectory", "(I[B)J", (void *)make_directory},
        {"removeFile", "(I[B)J", (void *)remove_file},
        {"removeDirectory", "(I[B)J", (void *)remove_directory},
        {"rename", "(I[BI[B)J", (void *)rename_file},
        {"link", "(I[BI[B)J", (void *)link_file},
        {"makeSymbolicLink", "([BI[B)J", (void *)make_symbolic_link},
        {"readLink", "(I[B[B)J", (void *)read_link},
    };
    return (*env)->RegisterNatives(env, file_calls, methods, sizeof methods / sizeof *methods);
}
