/* What guests import to call com.example.Outer.Log. Generated from it; do not edit. */
#ifndef HOSTCALL_com_example_Outer_00024Log_H
#define HOSTCALL_com_example_Outer_00024Log_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Outer.Log.log(String) */
__attribute__((import_module("env"), import_name("log")))
void env_log(const char *text, size_t text_length);

#ifdef __cplusplus
}
#endif

#endif
