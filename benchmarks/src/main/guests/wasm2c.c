/* The kernels as wasm2c translates them; what micro imports is C here. */
#include "serve.h"

#include "w_kern.h"
#include "w_lua.h"
#include "w_micro.h"

static Z_kern_instance_t kern;
static Z_lua_instance_t lua;
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
    static int64_t name##_of_##module(int64_t argument) { return Z_##module##Z_##name(&module, argument); }

FUNCTION(micro, fib)
FUNCTION(micro, xorshift)
FUNCTION(kern, sieve)
FUNCTION(kern, matmul)
FUNCTION(kern, sha256)
FUNCTION(kern, nbody)
FUNCTION(kern, vm)
FUNCTION(lua, lua)

int main(void) {
    static const struct function functions[] = {
        {"fib", fib_of_micro},     {"xorshift", xorshift_of_micro}, {"sieve", sieve_of_kern}, {"matmul", matmul_of_kern},
        {"sha256", sha256_of_kern}, {"nbody", nbody_of_kern},       {"vm", vm_of_kern},       {"lua", lua_of_lua},
    };
    wasm_rt_init();
    Z_kern_init_module();
    Z_lua_init_module();
    Z_micro_init_module();
    Z_kern_instantiate(&kern);
    Z_lua_instantiate(&lua);
    Z_micro_instantiate(&micro, NULL);
    return serve(functions, sizeof functions / sizeof *functions);
}
