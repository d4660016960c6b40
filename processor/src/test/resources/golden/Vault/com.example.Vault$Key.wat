;; What guests import to call com.example.Vault.Key. Generated from it; do not edit.
(module
  ;; Vault.Key.opens(Vault.SafeBox)
  (import "acme:vault/boxes@0.1.0" "[method]master-key.opens" (func $acme:vault/boxes@0.1.0._method_master-key.opens (param $self i32) (param $box i32) (result i32)))
  ;; Vault.Key, dropped
  (import "acme:vault/boxes@0.1.0" "[resource-drop]master-key" (func $acme:vault/boxes@0.1.0._resource-drop_master-key (param $self i32)))
)
