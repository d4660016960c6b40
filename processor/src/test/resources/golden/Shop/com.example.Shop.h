/* What guests import to call com.example.Shop. Generated from it; do not edit. */
#ifndef HOSTCALL_com_example_Shop_H
#define HOSTCALL_com_example_Shop_H

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

#ifndef hostcall_double_option_DECLARED
#define hostcall_double_option_DECLARED
typedef struct {
    bool is_present;
    double value;
} hostcall_double_option;
#endif

#ifndef com_example_Shop_Point_DECLARED
#define com_example_Shop_Point_DECLARED
typedef struct {
    int32_t x;
    int32_t y;
} com_example_Shop_Point;
#endif

#ifndef com_example_Shop_Point_list_DECLARED
#define com_example_Shop_Point_list_DECLARED
typedef struct {
    const com_example_Shop_Point *data;
    size_t length;
} com_example_Shop_Point_list;
#endif

#ifndef com_example_Shop_Item_DECLARED
#define com_example_Shop_Item_DECLARED
typedef struct {
    hostcall_string name;
    uint16_t count;
    hostcall_double_option weight;
    com_example_Shop_Point_list places;
} com_example_Shop_Item;
#endif

#ifndef com_example_Shop_Item_list_DECLARED
#define com_example_Shop_Item_list_DECLARED
typedef struct {
    const com_example_Shop_Item *data;
    size_t length;
} com_example_Shop_Item_list;
#endif

#ifndef com_example_Shop_Color_DECLARED
#define com_example_Shop_Color_DECLARED
typedef uint8_t com_example_Shop_Color;
#define com_example_Shop_Color_RED 0
#define com_example_Shop_Color_GREEN 1
#endif

#ifndef shop_pay_result_DECLARED
#define shop_pay_result_DECLARED
typedef struct {
    bool is_error;
    union { uint8_t ok; com_example_Shop_Color error; } is;
} shop_pay_result;
#endif

#ifndef hostcall_bytes_DECLARED
#define hostcall_bytes_DECLARED
typedef struct {
    const uint8_t *data;
    size_t length;
} hostcall_bytes;
#endif

#ifndef hostcall_bytes_option_DECLARED
#define hostcall_bytes_option_DECLARED
typedef struct {
    bool is_present;
    hostcall_bytes value;
} hostcall_bytes_option;
#endif

#ifndef com_example_Shop_Payment_DECLARED
#define com_example_Shop_Payment_DECLARED
typedef struct {
    uint8_t number; /* Cash, Card */
    union { struct { hostcall_string number; int8_t month; int64_t limit; } Card; } is;
} com_example_Shop_Payment;
#endif

#ifndef shop_order_arguments_DECLARED
#define shop_order_arguments_DECLARED
typedef struct {
    com_example_Shop_Item first;
    com_example_Shop_Item second;
    com_example_Shop_Payment payment;
} shop_order_arguments;
#endif

#ifndef shop_order_result_DECLARED
#define shop_order_result_DECLARED
typedef struct {
    bool is_error;
    union { com_example_Shop_Color error; } is;
} shop_order_result;
#endif

/* Shop.items(EnumSet<Shop.Color>, @CodePoint int) */
__attribute__((import_module("shop"), import_name("items")))
void shop_items(int32_t colors, uint32_t first, com_example_Shop_Item_list *result);

/* Shop.color(Shop.Item) */
__attribute__((import_module("shop"), import_name("color")))
int32_t shop_color(const char *item_name, size_t item_name_length, uint16_t item_count, int32_t item_weight_is_present, double item_weight, const void *item_places, size_t item_places_length);

/* Shop.pay(Shop.Payment) */
__attribute__((import_module("shop"), import_name("pay")))
void shop_pay(int32_t payment_case, int32_t payment_1, int32_t payment_2, int32_t payment_3, int64_t payment_4, shop_pay_result *result);

/* Shop.picture(double[], boolean[]) */
__attribute__((import_module("shop"), import_name("picture")))
void shop_picture(const void *sizes, size_t sizes_length, const void *flags, size_t flags_length, hostcall_bytes_option *result);

/* Shop.later(Shop.Color) */
__attribute__((import_module("shop"), import_name("later")))
int32_t shop_later(int32_t color);

/* Shop.order(Shop.Item, Shop.Item, Shop.Payment) */
__attribute__((import_module("shop"), import_name("order")))
void shop_order(const shop_order_arguments *arguments, shop_order_result *result);

#ifdef __cplusplus
}
#endif

#endif
