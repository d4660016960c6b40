;; A guest that computes, with and without calling the host.
(module
  (import "bench" "called" (func $called (param i64)))
  (func $xorshift (param $x i64) (param $rounds i64) (result i64)
    (loop $next
      (local.set $x (i64.xor (local.get $x) (i64.shl (local.get $x) (i64.const 13))))
      (local.set $x (i64.xor (local.get $x) (i64.shr_u (local.get $x) (i64.const 7))))
      (local.set $x (i64.xor (local.get $x) (i64.shl (local.get $x) (i64.const 17))))
      (local.set $rounds (i64.sub (local.get $rounds) (i64.const 1)))
      (br_if $next (i64.ne (local.get $rounds) (i64.const 0))))
    (local.get $x))

  ;; For ever.
  (func (export "compute") (result i64) (local $x i64)
    (local.set $x (i64.const 1))
    (loop $next
      (local.set $x (call $xorshift (local.get $x) (i64.const 1000000)))
      (br $next))
    (local.get $x))

  ;; For ever, with a call after each 30,000 instructions: nearly as many as an entry by a critical call may execute.
  (func (export "call") (result i64) (local $x i64)
    (local.set $x (i64.const 1))
    (loop $next
      (local.set $x (call $xorshift (local.get $x) (i64.const 1200)))
      (call $called (local.get $x))
      (br $next))
    (local.get $x)))
