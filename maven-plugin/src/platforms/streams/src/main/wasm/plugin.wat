(module
  (func (export "with_tax") (param $cents i64) (result i64)
    (i64.div_s (i64.mul (local.get $cents) (i64.const 119)) (i64.const 100)))

  ;; A plugin with a mistake.
  (func (export "endless") (param $cents i64) (result i64)
    (loop $again (br $again))
    (unreachable)))
