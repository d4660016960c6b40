;; The guest of the benchmarks: loops around one hostcall each, and functions that do next to nothing.
(module
  (import "bench" "add" (func $add (param i64 i64) (result i64)))
  (import "bench" "length" (func $length (param i32 i32) (result i32)))
  (import "bench" "ready" (func $ready (param i64 i64) (result i64)))
  (import "bench" "later" (func $later (param i64 i64) (result i64)))
  (import "bench" "later_in_body" (func $later_in_body (param i64 i64) (result i64)))
  (import "bench" "timer" (func $timer))
  (memory (export "memory") 1 1)
  (data (i32.const 1024) "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")

  ;; Each calls its hostcall n times, each time with the last result.
  (func (export "add_loop") (param $n i64) (result i64) (local $sum i64) (local $i i64)
    (block $done (loop $next
      (br_if $done (i64.ge_u (local.get $i) (local.get $n)))
      (local.set $sum (call $add (local.get $sum) (local.get $i)))
      (local.set $i (i64.add (local.get $i) (i64.const 1)))
      (br $next)))
    (local.get $sum))
  (func (export "ready_loop") (param $n i64) (result i64) (local $sum i64) (local $i i64)
    (block $done (loop $next
      (br_if $done (i64.ge_u (local.get $i) (local.get $n)))
      (local.set $sum (call $ready (local.get $sum) (local.get $i)))
      (local.set $i (i64.add (local.get $i) (i64.const 1)))
      (br $next)))
    (local.get $sum))
  (func (export "later_loop") (param $n i64) (result i64) (local $sum i64) (local $i i64)
    (block $done (loop $next
      (br_if $done (i64.ge_u (local.get $i) (local.get $n)))
      (local.set $sum (call $later (local.get $sum) (local.get $i)))
      (local.set $i (i64.add (local.get $i) (i64.const 1)))
      (br $next)))
    (local.get $sum))
  (func (export "later_in_body_loop") (param $n i64) (result i64) (local $sum i64) (local $i i64)
    (block $done (loop $next
      (br_if $done (i64.ge_u (local.get $i) (local.get $n)))
      (local.set $sum (call $later_in_body (local.get $sum) (local.get $i)))
      (local.set $i (i64.add (local.get $i) (i64.const 1)))
      (br $next)))
    (local.get $sum))

  ;; Passes a string of 64 bytes n times.
  (func (export "length_loop") (param $n i64) (result i64) (local $sum i64) (local $i i64)
    (block $done (loop $next
      (br_if $done (i64.ge_u (local.get $i) (local.get $n)))
      (local.set $sum
        (i64.add (local.get $sum) (i64.extend_i32_u (call $length (i32.const 1024) (i32.const 64)))))
      (local.set $i (i64.add (local.get $i) (i64.const 1)))
      (br $next)))
    (local.get $sum))

  (func (export "add_one") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
  (func (export "empty"))
  (func (export "spin") (loop $next (br $next)))

  ;; Writes to its memory, as any real guest has done before it waits.
  (func (export "wait_for_timer")
    (i32.store8 (i32.const 0) (i32.const 1))
    (call $timer)))
