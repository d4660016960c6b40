/* A program that answers lines: "function argument" on standard input, "nanoseconds result" on standard output. */
#pragma once
#include <dlfcn.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

/* A function's name in this program is the prefix and its own; the program is linked with -rdynamic. */
static int serve(const char *prefix, int64_t (*call)(void *, int64_t)) {
    char name[64];
    size_t length = strlen(prefix);
    int64_t argument;
    strcpy(name, prefix);
    puts("ready");
    fflush(stdout);
    while (scanf("%31s %" SCNd64, name + length, &argument) == 2) {
        void *function = dlsym(NULL, name);
        if (!function) {
            fprintf(stderr, "there is no function %s\n", name);
            return 1;
        }
        int64_t begin = now(), result = call(function, argument), end = now();
        printf("%" PRId64 " %" PRId64 "\n", end - begin, result);
        fflush(stdout);
    }
    return 0;
}
