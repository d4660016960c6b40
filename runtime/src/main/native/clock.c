/* clock.c: the CPU time of a thread, whatever virtual thread runs on it. */
#include "engine.h"

#include <pthread.h>
#include <time.h>

HOSTCALL_API int64_t hostcall_thread_cpu_nanos(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

HOSTCALL_API int64_t hostcall_thread_id(void) { return (int64_t)pthread_self(); }
