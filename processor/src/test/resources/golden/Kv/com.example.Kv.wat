;; What guests import to call com.example.Kv. Generated from it; do not edit.
(module
  ;; Kv.size()
  (import "env" "size" (func $env.size (result i32)))
  ;; Kv.fetch(Vmctx, String, MemorySlice)
  (import "env" "fetch" (func $env.fetch (param $key i32) (param $key_length i32) (param $into i32) (param $into_length i32) (result i32)))
)
