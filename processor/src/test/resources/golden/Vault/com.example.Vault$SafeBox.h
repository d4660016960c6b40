/* What guests import to call com.example.Vault.SafeBox. Generated from it; do not edit. */
#ifndef HOSTCALL_com_example_Vault_00024SafeBox_H
#define HOSTCALL_com_example_Vault_00024SafeBox_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef com_example_Vault_SafeBox_DECLARED
#define com_example_Vault_SafeBox_DECLARED
typedef int32_t com_example_Vault_SafeBox;
#endif

#ifndef acme_vault_boxes_0_1_0_method_safe_box_put_in_result_DECLARED
#define acme_vault_boxes_0_1_0_method_safe_box_put_in_result_DECLARED
typedef struct {
    bool is_error;
    union { int32_t ok; } is;
} acme_vault_boxes_0_1_0_method_safe_box_put_in_result;
#endif

#ifndef com_example_Vault_SafeBox_option_DECLARED
#define com_example_Vault_SafeBox_option_DECLARED
typedef struct {
    bool is_present;
    com_example_Vault_SafeBox value;
} com_example_Vault_SafeBox_option;
#endif

/*
 * Vault.SafeBox(String)
 *
 * Makes an empty one.
 *
 * ownerName: whose it is
 */
__attribute__((import_module("acme:vault/boxes@0.1.0"), import_name("[constructor]safe-box")))
com_example_Vault_SafeBox acme_vault_boxes_0_1_0_constructor_safe_box(const char *ownerName, size_t ownerName_length);

/*
 * Vault.SafeBox.putIn(Vmctx, String, long)
 *
 * Puts something into it.
 */
__attribute__((import_module("acme:vault/boxes@0.1.0"), import_name("[method]safe-box.put-in")))
void acme_vault_boxes_0_1_0_method_safe_box_put_in(com_example_Vault_SafeBox self, const char *thing, size_t thing_length, int64_t size, acme_vault_boxes_0_1_0_method_safe_box_put_in_result *result);

/* Vault.SafeBox.copy() */
__attribute__((import_module("acme:vault/boxes@0.1.0"), import_name("[method]safe-box.copy")))
com_example_Vault_SafeBox acme_vault_boxes_0_1_0_method_safe_box_copy(com_example_Vault_SafeBox self);

/*
 * Vault.SafeBox.findBy(int)
 *
 * Finds one.
 */
__attribute__((import_module("acme:vault/boxes@0.1.0"), import_name("[static]safe-box.find-by")))
void acme_vault_boxes_0_1_0_static_safe_box_find_by(int32_t number, com_example_Vault_SafeBox_option *result);

/* Vault.SafeBox, dropped */
__attribute__((import_module("acme:vault/boxes@0.1.0"), import_name("[resource-drop]safe-box")))
void acme_vault_boxes_0_1_0_resource_drop_safe_box(com_example_Vault_SafeBox self);

#ifdef __cplusplus
}
#endif

#endif
