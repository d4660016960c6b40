;; Calls the host, works, and ends in every way a guest can end.
(module
  (import "soak" "plain" (func $plain (param i64) (result i64)))
  (import "soak" "tail" (func $tail (param i64) (result i64)))
  (import "soak" "body" (func $body (param i64) (result i64)))
  (memory (export "memory") 1 4)
  (func (export "plain") (param i64) (result i64) (call $plain (local.get 0)))
  (func (export "tail") (param i64) (result i64) (call $tail (local.get 0)))
  (func (export "body") (param i64) (result i64) (call $body (local.get 0)))
  (func (export "work") (param $count i64) (result i64) (local $sum i64)
    (loop $again
      (local.set $sum (i64.add (local.get $sum) (local.get $count)))
      (br_if $again (i32.wrap_i64 (local.tee $count (i64.sub (local.get $count) (i64.const 1))))))
    (local.get $sum))
  (func (export "spin") (loop $again (br $again)))
  (func (export "grow") (result i32) (memory.grow (i32.const 1)))
  (func (export "trap") (unreachable))
  (func (export "fault") (result i64) (i64.load (i32.const -8))))
