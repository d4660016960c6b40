/* A program of kernels in C, and of what micro.wat says, in C. */
#include "serve.h"

int64_t fib(int64_t n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

int64_t xorshift(int64_t n) {
    uint64_t x = 88172645463325252u;
    while (n--) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
    }
    return x;
}

static int64_t call(void *function, int64_t argument) { return ((int64_t(*)(int64_t))function)(argument); }

int main(void) { return serve("", call); }
