/* What guests import to call com.example.Kv. Generated from it; do not edit. */
#ifndef HOSTCALL_com_example_Kv_H
#define HOSTCALL_com_example_Kv_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Kv.size() */
__attribute__((import_module("env"), import_name("size")))
int32_t env_size(void);

/* Kv.fetch(Vmctx, String, MemorySlice) */
__attribute__((import_module("env"), import_name("fetch")))
int32_t env_fetch(const char *key, size_t key_length, void *into, size_t into_length);

#ifdef __cplusplus
}
#endif

#endif
