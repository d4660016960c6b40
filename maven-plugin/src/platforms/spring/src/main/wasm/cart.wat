(module
  (import "prices" "count" (func $count (result i32)))
  (import "prices" "ask" (func $ask (param i32) (result i32)))

  ;; The price of one of everything.
  (func (export "total") (result i32)
    (local $item i32) (local $sum i32)
    (local.set $item (call $count))
    (loop $next
      (local.set $sum (i32.add (local.get $sum) (call $ask (local.get $item))))
      (local.set $item (i32.sub (local.get $item) (i32.const 1)))
      (br_if $next (local.get $item)))
    (local.get $sum))

  ;; A mistake.
  (func (export "endless") (result i32)
    (loop $again (br $again))
    (unreachable)))
