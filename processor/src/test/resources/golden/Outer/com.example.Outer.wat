;; What guests import to call com.example.Outer. Generated from it; do not edit.
(module
  ;; Outer.size()
  (import "env" "size" (func $env.size (result i32)))
)
