/* engine.c: entering guests. */
#include "engine.h"

#include <jni.h>

/* Bound in natives.c. */
jlong JNICALL hostcall_resume_jni(JNIEnv *env, jclass type, jlong control, jlong entry);

/* GCC forgets the model that the declaration names unless the definition repeats it. */
__thread struct guest_control *hostcall_running __attribute__((tls_model("initial-exec")));

/*
 * What hostcall_start finds on the guest's stack:
 *
 *   | hostcall_start | entry | guest_sp before | control |   then 16-byte aligned free stack above
 */
static void push_start_frame(struct guest_control *control, void (*entry)(struct guest *)) {
    uintptr_t *sp = (uintptr_t *)((uintptr_t)control->guest_sp & ~(uintptr_t)15);
    *--sp = (uintptr_t)control;
    *--sp = (uintptr_t)control->guest_sp;
    *--sp = (uintptr_t)entry;
    *--sp = (uintptr_t)hostcall_start;
    control->guest_sp = sp;
}

/* Host and guest have called each other until the stack was full: below its limit the start frame might hit the
   guard. */
static __attribute__((noinline, cold)) uint64_t no_room(struct guest_control *control, void (*entry)(struct guest *)) {
    control->trap_pc = (uintptr_t)entry;
    control->trap_frame = 0;
    control->trap_address = 0;
    return GUEST_TRAPPED | (uint64_t)GUEST_TRAP_STACK_OVERFLOW << 32;
}

static inline __attribute__((always_inline)) uint64_t resume(struct guest_control *control,
                                                             void (*entry)(struct guest *)) {
    uint64_t message = 0;
    if (entry) {
        if ((uintptr_t)control->guest_sp < control->stack_limit) return no_room(control, entry);
        push_start_frame(control, entry);
    }
    hostcall_running = control;
    GUEST_SWITCH(&control->host_sp, &control->guest_sp, message);
    hostcall_running = NULL;
    return message;
}

HOSTCALL_API uint64_t hostcall_resume(struct guest_control *control, void (*entry)(struct guest *)) {
    return resume(control, entry);
}

jlong JNICALL hostcall_resume_jni(JNIEnv *env, jclass type, jlong control, jlong entry) {
    (void)env;
    (void)type;
    return (jlong)resume((struct guest_control *)control, (void (*)(struct guest *))entry);
}
