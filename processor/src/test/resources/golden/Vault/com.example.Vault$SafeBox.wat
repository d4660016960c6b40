;; What guests import to call com.example.Vault.SafeBox. Generated from it; do not edit.
(module
  ;; Vault.SafeBox(String)
  (import "acme:vault/boxes@0.1.0" "[constructor]safe-box" (func $acme:vault/boxes@0.1.0._constructor_safe-box (param $ownerName i32) (param $ownerName_length i32) (result i32)))
  ;; Vault.SafeBox.putIn(Vmctx, String, long)
  (import "acme:vault/boxes@0.1.0" "[method]safe-box.put-in" (func $acme:vault/boxes@0.1.0._method_safe-box.put-in (param $self i32) (param $thing i32) (param $thing_length i32) (param $size i64) (param $result i32)))
  ;; Vault.SafeBox.copy()
  (import "acme:vault/boxes@0.1.0" "[method]safe-box.copy" (func $acme:vault/boxes@0.1.0._method_safe-box.copy (param $self i32) (result i32)))
  ;; Vault.SafeBox.findBy(int)
  (import "acme:vault/boxes@0.1.0" "[static]safe-box.find-by" (func $acme:vault/boxes@0.1.0._static_safe-box.find-by (param $number i32) (param $result i32)))
  ;; Vault.SafeBox, dropped
  (import "acme:vault/boxes@0.1.0" "[resource-drop]safe-box" (func $acme:vault/boxes@0.1.0._resource-drop_safe-box (param $self i32)))
)
