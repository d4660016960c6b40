/* What guests import to call com.example.Store. Generated from it; do not edit. */
#ifndef HOSTCALL_com_example_Store_H
#define HOSTCALL_com_example_Store_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef hostcall_string_DECLARED
#define hostcall_string_DECLARED
typedef struct {
    const char *data;
    size_t length;
} hostcall_string;
#endif

#ifndef com_example_Store_Value_DECLARED
#define com_example_Store_Value_DECLARED
/*
 * One of several kinds of values.
 */
typedef struct {
    uint8_t number; /* Nothing, Text, Pair */
    union { struct { hostcall_string text; } Text; struct { float first; double second; } Pair; } is;
} com_example_Store_Value;
#endif

#ifndef hostcall_uint32_t_option_DECLARED
#define hostcall_uint32_t_option_DECLARED
typedef struct {
    bool is_present;
    uint32_t value;
} hostcall_uint32_t_option;
#endif

#ifndef com_example_Store_Access_set_DECLARED
#define com_example_Store_Access_set_DECLARED
/*
 * Who may do what.
 */
typedef uint8_t com_example_Store_Access_set;
#define com_example_Store_Access_READ_BIT (1u << 0)
#define com_example_Store_Access_READ_WRITE_BIT (1u << 1)
#define com_example_Store_Access_HTTP_1_1_BIT (1u << 2)
#endif

#ifndef com_example_Store_Entry_DECLARED
#define com_example_Store_Entry_DECLARED
/*
 * What is kept & found.
 *
 * keyText: where it is kept
 * value: what it is
 */
typedef struct {
    hostcall_string keyText;
    com_example_Store_Value value;
    hostcall_uint32_t_option list;
    com_example_Store_Access_set access;
} com_example_Store_Entry;
#endif

#ifndef com_example_Store_Entry_list_DECLARED
#define com_example_Store_Entry_list_DECLARED
typedef struct {
    const com_example_Store_Entry *data;
    size_t length;
} com_example_Store_Entry_list;
#endif

#ifndef com_example_Store_Access_DECLARED
#define com_example_Store_Access_DECLARED
/*
 * Who may do what.
 */
typedef uint8_t com_example_Store_Access;
#define com_example_Store_Access_READ 0
#define com_example_Store_Access_READ_WRITE 1
#define com_example_Store_Access_HTTP_1_1 2
#endif

#ifndef acme_kv_store_1_0_3_put_result_DECLARED
#define acme_kv_store_1_0_3_put_result_DECLARED
typedef struct {
    bool is_error;
    union { com_example_Store_Access error; } is;
} acme_kv_store_1_0_3_put_result;
#endif

#ifndef acme_kv_store_1_0_3_remove_result_DECLARED
#define acme_kv_store_1_0_3_remove_result_DECLARED
typedef struct {
    bool is_error;
    union { bool ok; } is;
} acme_kv_store_1_0_3_remove_result;
#endif

#ifndef com_example_Store_Access_option_DECLARED
#define com_example_Store_Access_option_DECLARED
typedef struct {
    bool is_present;
    com_example_Store_Access value;
} com_example_Store_Access_option;
#endif

#ifndef acme_kv_store_1_0_3_many_arguments_DECLARED
#define acme_kv_store_1_0_3_many_arguments_DECLARED
typedef struct {
    int64_t a;
    int64_t b;
    int64_t c;
    int64_t d;
    int64_t e;
    int64_t f;
    int64_t g;
    int64_t h;
    int64_t i;
    int64_t j;
    int64_t k;
    int64_t l;
    int64_t m;
    int64_t n;
    int64_t o;
    int64_t p;
    int64_t q;
} acme_kv_store_1_0_3_many_arguments;
#endif

/*
 * Store.fetchAll(Vmctx, String, @Unsigned int)
 *
 * Finds all entries.
 *
 * prefix: with which keys begin, see `Entry.keyText`
 * Returns at most `limit` of them
 */
__attribute__((import_module("acme:kv/store@1.0.3"), import_name("fetch-all")))
void acme_kv_store_1_0_3_fetch_all(const char *prefix, size_t prefix_length, uint32_t limit, com_example_Store_Entry_list *result);

/* Store.put(Store.Entry, byte[], short[]) */
__attribute__((import_module("acme:kv/store@1.0.3"), import_name("put")))
void acme_kv_store_1_0_3_put(const char *entry_keyText, size_t entry_keyText_length, int32_t entry_value_case, int32_t entry_value_1, int64_t entry_value_2, int32_t entry_list_is_present, uint32_t entry_list, int32_t entry_access, const void *own, size_t own_length, const void *sizes, size_t sizes_length, acme_kv_store_1_0_3_put_result *result);

/* Store.remove(String) */
__attribute__((import_module("acme:kv/store@1.0.3"), import_name("remove")))
void acme_kv_store_1_0_3_remove(const char *key, size_t key_length, acme_kv_store_1_0_3_remove_result *result);

/* Store.clear() */
__attribute__((import_module("acme:kv/store@1.0.3"), import_name("clear")))
int32_t acme_kv_store_1_0_3_clear(void);

/*
 * Store.access(byte, @Unsigned byte, short, @Unsigned short, int, long, @Unsigned long)
 *
 * Has the name of a type.
 */
__attribute__((import_module("acme:kv/store@1.0.3"), import_name("access")))
void acme_kv_store_1_0_3_access(int8_t a, uint8_t b, int16_t c, uint16_t d, int32_t e, int64_t f, uint64_t g, com_example_Store_Access_option *result);

/* Store.toUrl(@CodePoint int, float, double, boolean) */
__attribute__((import_module("acme:kv/store@1.0.3"), import_name("to-URL")))
uint32_t acme_kv_store_1_0_3_to_URL(uint32_t letter, float x, double y, bool isAbsolute);

/*
 * Store.many(long, long, long, long, long, long, long, long, long, long, long, long, long, long, long, long, long)
 *
 * Takes more than are passed as values.
 */
__attribute__((import_module("acme:kv/store@1.0.3"), import_name("many")))
int64_t acme_kv_store_1_0_3_many(const acme_kv_store_1_0_3_many_arguments *arguments);

/* Store.log(String) */
__attribute__((import_module("acme:kv/log"), import_name("log")))
void acme_kv_log_log(const char *text, size_t text_length);

/* Store.logEntry(Store.Entry) */
__attribute__((import_module("acme:log/interface@0.2.1"), import_name("log-entry")))
void acme_log_interface_0_2_1_log_entry(const char *entry_keyText, size_t entry_keyText_length, int32_t entry_value_case, int32_t entry_value_1, int64_t entry_value_2, int32_t entry_list_is_present, uint32_t entry_list, int32_t entry_access);

#ifdef __cplusplus
}
#endif

#endif
