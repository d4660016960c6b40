/* What guests import to call com.example.Outer.Maths. Generated from it; do not edit. */
#ifndef HOSTCALL_com_example_Outer_00024Maths_H
#define HOSTCALL_com_example_Outer_00024Maths_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Outer.Maths.sin(double) */
__attribute__((import_module("env"), import_name("sin")))
double env_sin(double x);

#ifdef __cplusplus
}
#endif

#endif
