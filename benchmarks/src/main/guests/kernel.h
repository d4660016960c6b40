/* What the kernels in C have in common. */
#pragma once
#include <stdint.h>

#ifdef __wasm__
#define KERNEL(name) __attribute__((export_name(#name))) int64_t name(int64_t times)
#else
#define KERNEL(name) int64_t name(int64_t times)
#endif

/* Numbers that look random; the multiplier and the increment are those of Numerical Recipes' quick generator. */
static inline uint32_t next(uint32_t *state) {
    *state = *state * 1664525 + 1013904223;
    return *state >> 16; /* a bit repeats the sooner the lower it is */
}
