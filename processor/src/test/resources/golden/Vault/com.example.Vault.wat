;; What guests import to call com.example.Vault. Generated from it; do not edit.
(module
  ;; Vault.swap(Vault.Swap, Vault.Key)
  (import "acme:vault/boxes@0.1.0" "swap" (func $acme:vault/boxes@0.1.0.swap (param $boxes_from i32) (param $boxes_to i32) (param $key i32)))
  ;; Vault.all(Vault.SafeBox, Optional<Vault.Key>)
  (import "acme:vault/boxes@0.1.0" "all" (func $acme:vault/boxes@0.1.0.all (param $like i32) (param $key_is_present i32) (param $key i32) (param $result i32)))
  ;; Vault.keyOf(List<Vault.SafeBox>)
  (import "acme:vault/boxes@0.1.0" "key-of" (func $acme:vault/boxes@0.1.0.key-of (param $boxes i32) (param $boxes_length i32) (result i32)))
)
