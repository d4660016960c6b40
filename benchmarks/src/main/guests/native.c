/* The kernels as native C: kernels.c as it is, and what micro.wat says, in C. */
#include "serve.h"

int64_t sieve(int64_t), matmul(int64_t), chacha(int64_t), gravity(int64_t), machine(int64_t), words(int64_t);

static int64_t fib(int64_t n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

static int64_t xorshift(int64_t n) {
    uint64_t x = 88172645463325252u;
    while (n--) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
    }
    return x;
}

int main(void) {
    static const struct function functions[] = {
        {"fib", fib},       {"xorshift", xorshift}, {"sieve", sieve},     {"matmul", matmul},
        {"chacha", chacha}, {"gravity", gravity},   {"machine", machine}, {"words", words},
    };
    return serve(functions, sizeof functions / sizeof *functions);
}
