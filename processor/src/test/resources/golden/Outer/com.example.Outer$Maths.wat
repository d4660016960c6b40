;; What guests import to call com.example.Outer.Maths. Generated from it; do not edit.
(module
  ;; Outer.Maths.sin(double)
  (import "env" "sin" (func $env.sin (param $x f64) (result f64)))
)
