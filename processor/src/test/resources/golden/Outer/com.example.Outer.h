/* What guests import to call com.example.Outer. Generated from it; do not edit. */
#ifndef HOSTCALL_com_example_Outer_H
#define HOSTCALL_com_example_Outer_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Outer.size() */
__attribute__((import_module("env"), import_name("size")))
int32_t env_size(void);

#ifdef __cplusplus
}
#endif

#endif
