(module
  (import "prices" "ask" (func $ask (param i64) (result i64)))
  (import "prices" "slot" (func $slot (result i64)))
  (memory 1)

  ;; What an item costs, and before it, times a million, the slot that this guest runs in: before and after the wait it is one.
  (func (export "price") (param $item i64) (result i64)
    (local $price i64)
    (i64.store (i32.const 0) (call $slot))
    (local.set $price (call $ask (local.get $item)))
    (if (i64.ne (i64.load (i32.const 0)) (call $slot)) (then unreachable))
    (i64.add (i64.mul (i64.load (i32.const 0)) (i64.const 1000000)) (local.get $price))))
