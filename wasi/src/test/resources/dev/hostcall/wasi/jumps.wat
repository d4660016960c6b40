;; What Emscripten makes of setjmp and longjmp: callees of a function that has called setjmp are called by invoke_…
(module
  (import "env" "invoke_vi" (func $invoke_vi (param i32 i32)))
  (import "env" "invoke_ii" (func $invoke_ii (param i32 i32) (result i32)))
  (import "env" "invoke_jiijfd" (func $invoke_all (param i32 i32 i64 f32 f64) (result i64)))
  (import "env" "invoke_fi" (func $invoke_fi (param i32 i32) (result f32)))
  (import "env" "invoke_di" (func $invoke_di (param i32 i32) (result f64)))
  (import "env" "_emscripten_throw_longjmp" (func $throw))
  (import "env" "emscripten_longjmp" (func $jump_as_before (param i32 i32)))
  (import "env" "exit" (func $exit (param i32)))
  (import "host" "wait" (func $wait (param i32) (result i32)))
  (memory (export "memory") 1)
  (table (export "__indirect_function_table") 20 funcref)
  (elem (i32.const 1) $dive $protect $all $float $double $fail $leave $wait $dive_as_before $endless)

  (global $stack_pointer (mut i32) (i32.const 65536))
  (global $threw (mut i32) (i32.const 0)) ;; which setjmp is jumped to
  (global $value (mut i32) (i32.const 0))
  (global $passed (mut i32) (i32.const 0)) ;; how many setjmps have passed a jump on

  (func (export "setThrew") (param i32 i32)
    (if (i32.eqz (global.get $threw))
      (then
        (global.set $threw (local.get 0))
        (global.set $value (local.get 1)))))
  (func (export "emscripten_stack_get_current") (result i32) (global.get $stack_pointer))
  (func (export "_emscripten_stack_restore") (param i32) (global.set $stack_pointer (local.get 0)))
  (func (export "passed") (result i32) (global.get $passed))

  (func $longjmp (param $buffer i32) (param $value i32)
    (global.set $threw (local.get $buffer))
    (global.set $value (local.get $value))
    (call $throw))

  ;; Jumps from so many frames below, with the value 7 to the setjmp 40; returns if that is none.
  (func $dive (param $depth i32)
    (if (i32.lt_s (local.get $depth) (i32.const 0)) (then (return)))
    (global.set $stack_pointer (i32.sub (global.get $stack_pointer) (i32.const 16)))
    (if (local.get $depth)
      (then (call $dive (i32.sub (local.get $depth) (i32.const 1))))
      (else (call $longjmp (i32.const 40) (i32.const 7))))
    (global.set $stack_pointer (i32.add (global.get $stack_pointer) (i32.const 16))))
  (func $dive_as_before (param i32) (call $jump_as_before (i32.const 40) (local.get 0)))

  ;; setjmp, as the number says, around the call of a function with an argument: the value of the jump, or 0.
  (func $protecting (param $buffer i32) (param $function i32) (param $argument i32) (result i32)
    (local $threw i32)
    (call $invoke_vi (local.get $function) (local.get $argument))
    (local.set $threw (global.get $threw))
    (global.set $threw (i32.const 0))
    (if (i32.eqz (local.get $threw)) (then (return (i32.const 0))))
    (if (i32.ne (local.get $threw) (local.get $buffer))
      (then
        (global.set $passed (i32.add (global.get $passed) (i32.const 1)))
        (call $longjmp (local.get $threw) (global.get $value))))
    (global.get $value))
  (func (export "protecting") (param i32 i32) (result i32)
    (call $protecting (i32.const 40) (local.get 0) (local.get 1)))

  ;; A setjmp that is not jumped to, in the middle.
  (func $protect (param $depth i32) (result i32)
    (call $protecting (i32.const 80) (i32.const 1) (local.get $depth)))
  (func (export "through") (param i32) (result i32)
    (local $result i32)
    (local.set $result (call $invoke_ii (i32.const 2) (local.get 0)))
    (local.set $result (i32.add (local.get $result) (global.get $threw)))
    (global.set $threw (i32.const 0))
    (local.get $result))

  (func $all (param i32 i64 f32 f64) (result i64)
    (i64.add
      (i64.add (i64.extend_i32_s (local.get 0)) (local.get 1))
      (i64.add (i64.trunc_f32_s (local.get 2)) (i64.trunc_f64_s (local.get 3)))))
  (func $float (param i32) (result f32) (f32.div (f32.convert_i32_s (local.get 0)) (f32.const 8)))
  (func $double (param i32) (result f64) (f64.div (f64.convert_i32_s (local.get 0)) (f64.const 16)))
  (func (export "all") (result i64)
    (call $invoke_all (i32.const 3) (i32.const -1) (i64.const 0x100000000) (f32.const 20) (f64.const 300)))
  (func (export "float") (param i32) (result f32) (call $invoke_fi (i32.const 4) (local.get 0)))
  (func (export "double") (param i32) (result f64) (call $invoke_di (i32.const 5) (local.get 0)))

  (func $fail (param i32) (unreachable))
  (func $leave (param i32) (call $exit (local.get 0)))
  (func $endless (param i32) (call $invoke_vi (i32.const 10) (local.get 0)))
  (func (export "waiting") (param i32) (result i32) (call $invoke_ii (i32.const 8) (local.get 0)))
  (func (export "jump") (call $dive (i32.const 3)))
  (func (export "null") (call $invoke_vi (i32.const 0) (i32.const 0)))
  (func (export "stack_pointer") (result i32) (global.get $stack_pointer)))
