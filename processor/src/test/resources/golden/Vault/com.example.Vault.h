/* What guests import to call com.example.Vault. Generated from it; do not edit. */
#ifndef HOSTCALL_com_example_Vault_H
#define HOSTCALL_com_example_Vault_H

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

#ifndef com_example_Vault_Key_DECLARED
#define com_example_Vault_Key_DECLARED
typedef int32_t com_example_Vault_Key;
#endif

#ifndef com_example_Vault_SafeBox_list_DECLARED
#define com_example_Vault_SafeBox_list_DECLARED
typedef struct {
    const com_example_Vault_SafeBox *data;
    size_t length;
} com_example_Vault_SafeBox_list;
#endif

/* Vault.swap(Vault.Swap, Vault.Key) */
__attribute__((import_module("acme:vault/boxes@0.1.0"), import_name("swap")))
void acme_vault_boxes_0_1_0_swap(com_example_Vault_SafeBox boxes_from, com_example_Vault_SafeBox boxes_to, com_example_Vault_Key key);

/* Vault.all(Vault.SafeBox, Optional<Vault.Key>) */
__attribute__((import_module("acme:vault/boxes@0.1.0"), import_name("all")))
void acme_vault_boxes_0_1_0_all(com_example_Vault_SafeBox like, int32_t key_is_present, com_example_Vault_Key key, com_example_Vault_SafeBox_list *result);

/* Vault.keyOf(List<Vault.SafeBox>) */
__attribute__((import_module("acme:vault/boxes@0.1.0"), import_name("key-of")))
com_example_Vault_Key acme_vault_boxes_0_1_0_key_of(const void *boxes, size_t boxes_length);

#ifdef __cplusplus
}
#endif

#endif
