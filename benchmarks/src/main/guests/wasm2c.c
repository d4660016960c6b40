/* The kernels as wasm2c translates them; what micro.wat imports is C here. */
#include "serve.h"

#include "w_kernels.h"
#include "w_micro.h"

static Z_kernels_instance_t kernels;
static Z_micro_instance_t micro;

u64 Z_envZ_add(struct Z_env_instance_t *host, u64 left, u64 right) {
    (void)host;
    return left + right;
}

u32 Z_envZ_str(struct Z_env_instance_t *host, u32 address, u32 length) {
    (void)host, (void)address;
    return length;
}

#define FUNCTION(module, name)                                                                                         \
    static int64_t name(int64_t argument) { return Z_##module##Z_##name(&module, argument); }

FUNCTION(micro, fib)
FUNCTION(micro, xorshift)
FUNCTION(kernels, sieve)
FUNCTION(kernels, matmul)
FUNCTION(kernels, chacha)
FUNCTION(kernels, gravity)
FUNCTION(kernels, machine)
FUNCTION(kernels, words)

int main(void) {
    static const struct function functions[] = {
        {"fib", fib},       {"xorshift", xorshift}, {"sieve", sieve},     {"matmul", matmul},
        {"chacha", chacha}, {"gravity", gravity},   {"machine", machine}, {"words", words},
    };
    wasm_rt_init();
    Z_kernels_init_module();
    Z_micro_init_module();
    Z_kernels_instantiate(&kernels);
    Z_micro_instantiate(&micro, NULL);
    return serve(functions, sizeof functions / sizeof *functions);
}
