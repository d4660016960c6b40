/* Loops in C around what is measured without Java, and around what other ways to call Java offer. */
#define _GNU_SOURCE
#include "guest.h"

#include <dlfcn.h>
#include <link.h>
#include <stdlib.h>
#include <time.h>

#define API __attribute__((visibility("default")))
#define STACK 65536

/* As the engine has it: written at each entry and exit. */
static __thread struct guest_control *running __attribute__((tls_model("initial-exec")));

static void stop_forever(struct guest *guest) {
    while (1) guest_hostcall(guest, 0);
}

typedef uint64_t resume_function(struct guest_control *, void (*)(struct guest *));

/* Of the engine that this process has loaded already, under a name that the runtime keeps to itself; NULL before that. */
static resume_function *find_resume(void) {
    struct link_map *library;
    resume_function *found = NULL;
    if (dlinfo(dlopen(NULL, RTLD_LAZY), RTLD_DI_LINKMAP, &library)) return NULL;
    for (; library && !found; library = library->l_next) {
        void *handle = dlopen(library->l_name, RTLD_LAZY | RTLD_NOLOAD);
        if (!handle) continue;
        found = (resume_function *)dlsym(handle, "hostcall_resume");
        dlclose(handle);
    }
    return found;
}

/* Nanoseconds that `count` switches into a guest and back take; -1 without an engine, which only begins the guest. */
API int64_t switch_pairs(int64_t count) {
    resume_function *hostcall_resume = find_resume();
    if (!hostcall_resume) return -1;
    char *memory = aligned_alloc(4096, STACK);
    struct guest_control *control = guest_control((struct guest *)(memory + STACK));
    *control = (struct guest_control){.guest_sp = (char *)control - 4096, .stack_limit = (uintptr_t)memory};
    hostcall_resume(control, stop_forever);
    struct timespec begin, end;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    for (int64_t i = 0; i < count; i++) {
        uint64_t message = 0;
        running = control;
        GUEST_SWITCH(&control->host_sp, &control->guest_sp, message);
        running = NULL;
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    free(memory);
    return (end.tv_sec - begin.tv_sec) * 1000000000 + (end.tv_nsec - begin.tv_nsec);
}

/* Calls a function (i64, i64) -> i64, as a guest's loop calls a hostcall. */
API int64_t call_loop(int64_t (*function)(int64_t, int64_t), int64_t count) {
    int64_t sum = 0;
    for (int64_t i = 0; i < count; i++) sum = function(sum, i);
    return sum;
}

/* static native long Native.cross(long, long) */
API int64_t Java_dev_hostcall_benchmarks_Native_cross(void *env, void *type, int64_t left, int64_t right) {
    (void)env;
    (void)type;
    return left + right;
}
