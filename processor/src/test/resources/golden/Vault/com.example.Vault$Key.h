/* What guests import to call com.example.Vault.Key. Generated from it; do not edit. */
#ifndef HOSTCALL_com_example_Vault_00024Key_H
#define HOSTCALL_com_example_Vault_00024Key_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef com_example_Vault_Key_DECLARED
#define com_example_Vault_Key_DECLARED
typedef int32_t com_example_Vault_Key;
#endif

#ifndef com_example_Vault_SafeBox_DECLARED
#define com_example_Vault_SafeBox_DECLARED
typedef int32_t com_example_Vault_SafeBox;
#endif

/* Vault.Key.opens(Vault.SafeBox) */
__attribute__((import_module("acme:vault/boxes@0.1.0"), import_name("[method]master-key.opens")))
bool acme_vault_boxes_0_1_0_method_master_key_opens(com_example_Vault_Key self, com_example_Vault_SafeBox box);

/* Vault.Key, dropped */
__attribute__((import_module("acme:vault/boxes@0.1.0"), import_name("[resource-drop]master-key")))
void acme_vault_boxes_0_1_0_resource_drop_master_key(com_example_Vault_Key self);

#ifdef __cplusplus
}
#endif

#endif
