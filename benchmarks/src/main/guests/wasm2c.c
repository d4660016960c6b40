/* A program of what wasm2c makes of the module that MODULE names; what micro.wat imports is C here. */
#include HEADER
#include "serve.h"

#define JOINED(a, b, c) a##b##c
#define NAME(before, module, after) JOINED(before, module, after)
#define INSTANCE NAME(w2c_, MODULE, )
#define TEXT(name) #name
#define PREFIX(module) "w2c_" TEXT(module) "_"

struct w2c_env;

uint64_t w2c_env_add(struct w2c_env *host, uint64_t left, uint64_t right) {
    (void)host;
    return left + right;
}

uint32_t w2c_env_str(struct w2c_env *host, uint32_t address, uint32_t length) {
    (void)host, (void)address;
    return length;
}

static INSTANCE instance;

static int64_t call(void *function, int64_t argument) {
    return (int64_t)((uint64_t(*)(INSTANCE *, uint64_t))function)(&instance, (uint64_t)argument);
}

int main(void) {
    NAME(wasm2c_, MODULE, _instantiate)(&instance IMPORTS);
    return serve(PREFIX(MODULE), call);
}
