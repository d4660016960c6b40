/*
 * natives.c: the JNI methods. Not found by their names: for that, the JVM would have to load the library once for each
 * class loader, from a file of its own each time. Not mapped by JNA: it holds each class whose methods it maps for good.
 */
#include "descriptors.h"
#include "engine.h"

#include <jni.h>

/* engine.c and lookup.c */
jlong JNICALL hostcall_resume_jni(JNIEnv *env, jclass type, jlong control, jlong entry);
jobject JNICALL hostcall_trusted_lookup(JNIEnv *env, jclass caller);

static jlong JNICALL reserve(JNIEnv *env, jclass type, jlong size, jint accessible) {
    (void)env;
    (void)type;
    return (jlong)(uintptr_t)hostcall_reserve((size_t)size, accessible);
}

static jint JNICALL release(JNIEnv *env, jclass type, jlong start, jlong size) {
    (void)env;
    (void)type;
    return hostcall_release((void *)start, (size_t)size);
}

static jint JNICALL allow(JNIEnv *env, jclass type, jlong start, jlong size) {
    (void)env;
    (void)type;
    return hostcall_allow((void *)start, (size_t)size);
}

static jint JNICALL forbid(JNIEnv *env, jclass type, jlong start, jlong size) {
    (void)env;
    (void)type;
    return hostcall_forbid((void *)start, (size_t)size);
}

static jint JNICALL discard(JNIEnv *env, jclass type, jlong start, jlong size, jlong kept, jlong kept_size,
                            jlong image, jlong image_size) {
    (void)env;
    (void)type;
    return hostcall_discard((char *)start, (size_t)size, (char *)kept, (size_t)kept_size, (char *)image,
                            (size_t)image_size);
}

static jlong JNICALL page_size(JNIEnv *env, jclass type) {
    (void)env;
    (void)type;
    return hostcall_page_size();
}

static jint JNICALL images_open(JNIEnv *env, jclass type) {
    (void)env;
    (void)type;
    return hostcall_images_open();
}

static jint JNICALL image_write(JNIEnv *env, jclass type, jint file, jlong offset, jlong contents, jlong size) {
    (void)env;
    (void)type;
    return hostcall_image_write(file, offset, (void *)contents, (size_t)size);
}

static jint JNICALL image_map(JNIEnv *env, jclass type, jint file, jlong offset, jlong start, jlong size) {
    (void)env;
    (void)type;
    return hostcall_image_map(file, offset, (void *)start, (size_t)size);
}

static jint JNICALL image_unmap(JNIEnv *env, jclass type, jlong start, jlong size) {
    (void)env;
    (void)type;
    return hostcall_image_unmap((void *)start, (size_t)size);
}

static jint JNICALL image_drop(JNIEnv *env, jclass type, jint file, jlong offset, jlong size) {
    (void)env;
    (void)type;
    return hostcall_image_drop(file, offset, size);
}

static jint JNICALL images_close(JNIEnv *env, jclass type, jint file) {
    (void)env;
    (void)type;
    return hostcall_images_close(file);
}

static jlong JNICALL thread_cpu_nanos(JNIEnv *env, jclass type) {
    (void)env;
    (void)type;
    return hostcall_thread_cpu_nanos();
}

static jlong JNICALL thread_id(JNIEnv *env, jclass type) {
    (void)env;
    (void)type;
    return hostcall_thread_id();
}

static jint JNICALL install_fault_handlers(JNIEnv *env, jclass type) {
    (void)env;
    (void)type;
    return hostcall_install_fault_handlers();
}

static jint bind(JNIEnv *env, jclass type, const char *name, const char *signature, void *function) {
    JNINativeMethod method = {(char *)name, (char *)signature, function};
    return (*env)->RegisterNatives(env, type, &method, 1);
}

/* 0, or JNI's error; the exception that says more is pending. */
HOSTCALL_API jint hostcall_bind(JNIEnv *env, jclass context_switch, jclass trusted_lookup, jclass file_calls,
                                jclass library) {
    static const struct {
        const char *name, *signature;
        void *function;
    } functions[] = {
        {"hostcall_reserve", "(JI)J", (void *)reserve},
        {"hostcall_release", "(JJ)I", (void *)release},
        {"hostcall_allow", "(JJ)I", (void *)allow},
        {"hostcall_forbid", "(JJ)I", (void *)forbid},
        {"hostcall_discard", "(JJJJJJ)I", (void *)discard},
        {"hostcall_page_size", "()J", (void *)page_size},
        {"hostcall_images_open", "()I", (void *)images_open},
        {"hostcall_image_write", "(IJJJ)I", (void *)image_write},
        {"hostcall_image_map", "(IJJJ)I", (void *)image_map},
        {"hostcall_image_unmap", "(JJ)I", (void *)image_unmap},
        {"hostcall_image_drop", "(IJJ)I", (void *)image_drop},
        {"hostcall_images_close", "(I)I", (void *)images_close},
        {"hostcall_thread_cpu_nanos", "()J", (void *)thread_cpu_nanos},
        {"hostcall_thread_id", "()J", (void *)thread_id},
        {"hostcall_install_fault_handlers", "()I", (void *)install_fault_handlers},
    };
    jint error = bind(env, context_switch, "resume", "(JJ)J", (void *)hostcall_resume_jni);
    if (!error)
        error = bind(env, trusted_lookup, "get", "()Ljava/lang/invoke/MethodHandles$Lookup;",
                     (void *)hostcall_trusted_lookup);
    if (!error) error = hostcall_bind_files(env, file_calls);
    if (!error) error = hostcall_bind_contents(env, file_calls);
    for (size_t i = 0; !error && i < sizeof functions / sizeof *functions; i++)
        error = bind(env, library, functions[i].name, functions[i].signature, functions[i].function);
    return error;
}
