/* What guests import to call com.example.Everything. Generated from it; do not edit. */
#ifndef HOSTCALL_com_example_Everything_H
#define HOSTCALL_com_example_Everything_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Everything.nothing() */
__attribute__((import_module("all"), import_name("nothing")))
void all_nothing(void);

/* Everything.allParameters(int, long, float, double, boolean, String, byte[], MemorySlice, Vmctx, Memory) */
__attribute__((import_module("all"), import_name("all_parameters")))
int32_t all_all_parameters(int32_t i, int64_t l, float f, double d, bool b, const char *s, size_t s_length, const void *bytes, size_t bytes_length, void *slice, size_t slice_length);

/* Everything.aLong(Memory, boolean) */
__attribute__((import_module("all"), import_name("a_long")))
int64_t all_a_long(bool flag);

/* Everything.aFloat(String, Vmctx, String) */
__attribute__((import_module("all"), import_name("a_float")))
float all_a_float(const char *text, size_t text_length, const char *other, size_t other_length);

/* Everything.aDouble() */
__attribute__((import_module("all"), import_name("a_double")))
double all_a_double(void);

/* Everything.aBoolean() */
__attribute__((import_module("all"), import_name("a_boolean")))
bool all_a_boolean(void);

/* Everything.laterNothing() */
__attribute__((import_module("all"), import_name("later_nothing")))
void all_later_nothing(void);

/* Everything.laterInt() */
__attribute__((import_module("all"), import_name("later_int")))
int32_t all_later_int(void);

/* Everything.laterLong() */
__attribute__((import_module("all"), import_name("later_long")))
int64_t all_later_long(void);

/* Everything.laterFloat() */
__attribute__((import_module("all"), import_name("later_float")))
float all_later_float(void);

/* Everything.laterDouble(byte[]) */
__attribute__((import_module("all"), import_name("later_double")))
double all_later_double(const void *data, size_t data_length);

/* Everything.laterBoolean(Vmctx) */
__attribute__((import_module("all"), import_name("later_boolean")))
bool all_later_boolean(void);

/* Everything.hashOf(byte[]) */
__attribute__((import_module("env"), import_name("hash")))
int32_t env_hash(const void *data, size_t data_length);

/* Everything.hashOf(byte[], long) */
__attribute__((import_module("all"), import_name("hash")))
int64_t all_hash(const void *data, size_t data_length, int64_t seed);

#ifdef __cplusplus
}
#endif

#endif
