;; What guests import to call com.example.Outer.Log. Generated from it; do not edit.
(module
  ;; Outer.Log.log(String)
  (import "env" "log" (func $env.log (param $text i32) (param $text_length i32)))
)
