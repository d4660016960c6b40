/* What guests import to call com.example.StrangeNames. Generated from it; do not edit. */
#ifndef HOSTCALL_com_example_StrangeNames_H
#define HOSTCALL_com_example_StrangeNames_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* StrangeNames.dash() */
__attribute__((import_module("env"), import_name("a-b")))
void env_a_b(void);

/* StrangeNames.underscore() */
__attribute__((import_module("env"), import_name("a_b")))
void env_a_b_2(void);

/* StrangeNames.digit() */
__attribute__((import_module("9"), import_name("lives")))
void _9_lives(void);

/* StrangeNames.keyword() */
__attribute__((import_module("static"), import_name("cast")))
void static_cast_2(void);

/* StrangeNames.breakOut() */
__attribute__((import_module("my module"), import_name("))) ;; \" \\ */ \?\?/ $ (import")))
void my_module______________________import(void);

/* StrangeNames.control() */
__attribute__((import_module("env"), import_name("\a\t\n\v\r\U000000a0")))
void env__________(void);

/* StrangeNames.gr\u00f6\u00dfe() */
__attribute__((import_module("env"), import_name("gr\U000000f6\U000000dfe \U00005927\U00005c0f \U0001f600 \U0000202e\U00002028")))
void env_gr__e________(void);

/* StrangeNames.parameters(String, int, long, String, int, int, int, int) */
__attribute__((import_module("env"), import_name("parameters")))
void env_parameters(const char *key, size_t key_length, int32_t key_length_2, int64_t int32_t_2, const char *size_t_2, size_t size_t_length, int32_t gr__e, int32_t gr__e_2, int32_t _, int32_t register_2);

#ifdef __cplusplus
}
#endif

#endif
