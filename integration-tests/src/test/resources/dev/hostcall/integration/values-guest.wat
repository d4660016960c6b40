;; Every value type in and out, many at a time, and every kind of hostcall parameter and result.
(module
  (import "values" "negate_int" (func $negate_int (param i32) (result i32)))
  (import "values" "negate_long" (func $negate_long (param i64) (result i64)))
  (import "values" "negate_float" (func $negate_float (param f32) (result f32)))
  (import "values" "negate_double" (func $negate_double (param f64) (result f64)))
  (import "values" "not" (func $not (param i32) (result i32)))
  (type $twenty (func
    (param i32 i64 f32 f64)
    (param i32 i64 f32 f64)
    (param i32 i64 f32 f64)
    (param i32 i64 f32 f64)
    (param i32 i64 f32 f64)
    (result f64)))
  (import "values" "twenty" (func $twenty (type $twenty)))
  (import "values" "measure_string" (func $measure_string (param i32 i32) (result i32)))
  (import "values" "sum_bytes" (func $sum_bytes (param i32 i32) (result i32)))
  (import "values" "fill" (func $fill (param i32 i32 i32)))
  (import "values" "describe" (func $describe (param i32 i32 i32 i32 i32 i32 i32) (result i64)))
  (import "values" "touch" (func $touch (param i32) (result i32)))
  (import "values" "later_int" (func $later_int (param i32) (result i32)))
  (import "values" "later_long" (func $later_long (param i64) (result i64)))
  (import "values" "later_float" (func $later_float (param f32) (result f32)))
  (import "values" "later_double" (func $later_double (param f64) (result f64)))
  (import "values" "later_boolean" (func $later_boolean (param i32) (result i32)))
  (import "values" "later_nothing" (func $later_nothing (param i32)))
  (import "values" "echo_float" (func $echo_float (param f32) (result f32)))
  (import "values" "echo_double" (func $echo_double (param f64) (result f64)))

  (memory 2 2)

  ;; The arguments of the export are those of the hostcall, its results too.
  (func (export "negate_int") (param i32) (result i32) (call $negate_int (local.get 0)))
  (func (export "negate_long") (param i64) (result i64) (call $negate_long (local.get 0)))
  (func (export "negate_float") (param f32) (result f32) (call $negate_float (local.get 0)))
  (func (export "negate_double") (param f64) (result f64) (call $negate_double (local.get 0)))
  (func (export "not") (param i32) (result i32) (call $not (local.get 0)))
  (func (export "twenty") (type $twenty)
    local.get 0 local.get 1 local.get 2 local.get 3
    local.get 4 local.get 5 local.get 6 local.get 7
    local.get 8 local.get 9 local.get 10 local.get 11
    local.get 12 local.get 13 local.get 14 local.get 15
    local.get 16 local.get 17 local.get 18 local.get 19
    call $twenty)
  (func (export "measure_string") (param i32 i32) (result i32) (call $measure_string (local.get 0) (local.get 1)))
  (func (export "sum_bytes") (param i32 i32) (result i32) (call $sum_bytes (local.get 0) (local.get 1)))
  (func (export "fill") (param i32 i32 i32) (call $fill (local.get 0) (local.get 1) (local.get 2)))
  (func (export "describe") (param i32 i32 i32 i32 i32 i32 i32) (result i64)
    (call $describe (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4) (local.get 5) (local.get 6)))
  (func (export "touch") (param i32) (result i32) (call $touch (local.get 0)))
  (func (export "later_int") (param i32) (result i32) (call $later_int (local.get 0)))
  (func (export "later_long") (param i64) (result i64) (call $later_long (local.get 0)))
  (func (export "later_float") (param f32) (result f32) (call $later_float (local.get 0)))
  (func (export "later_double") (param f64) (result f64) (call $later_double (local.get 0)))
  (func (export "later_boolean") (param i32) (result i32) (call $later_boolean (local.get 0)))
  (func (export "later_nothing") (param i32) (call $later_nothing (local.get 0)))
  (func (export "echo_float") (param f32) (result f32) (call $echo_float (local.get 0)))
  (func (export "echo_double") (param f64) (result f64) (call $echo_double (local.get 0)))

  ;; The same in and out.
  (func (export "i32") (param i32) (result i32) (local.get 0))
  (func (export "i64") (param i64) (result i64) (local.get 0))
  (func (export "f32") (param f32) (result f32) (local.get 0))
  (func (export "f64") (param f64) (result f64) (local.get 0))
  (func (export "nothing"))
  (func (export "reverse") (param i32 i64 f32 f64) (result f64 f32 i64 i32)
    local.get 3 local.get 2 local.get 1 local.get 0)
  (func (export "all_twenty")
    (param i32 i64 f32 f64)
    (param i32 i64 f32 f64)
    (param i32 i64 f32 f64)
    (param i32 i64 f32 f64)
    (param i32 i64 f32 f64)
    (result i32 i64 f32 f64)
    (result i32 i64 f32 f64)
    (result i32 i64 f32 f64)
    (result i32 i64 f32 f64)
    (result i32 i64 f32 f64)
    local.get 0 local.get 1 local.get 2 local.get 3
    local.get 4 local.get 5 local.get 6 local.get 7
    local.get 8 local.get 9 local.get 10 local.get 11
    local.get 12 local.get 13 local.get 14 local.get 15
    local.get 16 local.get 17 local.get 18 local.get 19)

  ;; Three times its argument, kept across a hostcall, and what that returns.
  (func (export "add_across") (param $kept f64) (result f64) (local $also f64)
    (local.set $also (f64.mul (local.get $kept) (f64.const 3)))
    (f64.add (local.get $also) (f64.convert_i32_s (call $later_int (i32.const 1))))))
