/* descriptors.h: how files.c and contents.c make the system's calls. */
#ifndef HOSTCALL_DESCRIPTORS_H
#define HOSTCALL_DESCRIPTORS_H

#include <errno.h>
#include <jni.h>
#include <stdint.h>

/* What a call returns, made again if a signal interrupts it; an error's number, negated, if it fails. */
#define CALL(expression)                                                                                               \
    ({                                                                                                                 \
        int64_t returned;                                                                                              \
        do returned = (expression);                                                                                    \
        while (returned < 0 && errno == EINTR);                                                                        \
        returned < 0 ? -errno : (jlong)returned;                                                                       \
    })

/* Bound in natives.c. */
jint hostcall_bind_files(JNIEnv *env, jclass file_calls);
jint hostcall_bind_contents(JNIEnv *env, jclass file_calls);

#endif
