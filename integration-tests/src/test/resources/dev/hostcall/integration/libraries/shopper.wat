;; A guest that asks a shop for prices.
(module
  (import "shop" "price" (func $price (param i64) (result i64)))

  (func (export "price_of") (param $item i64) (result i64)
    (call $price (local.get $item)))

  ;; The sum of the prices of the items 0 to count - 1, asked for one after the other.
  (func (export "total") (param $count i64) (result i64) (local $item i64) (local $sum i64)
    (block $done
      (loop $next
        (br_if $done (i64.ge_s (local.get $item) (local.get $count)))
        (local.set $sum (i64.add (local.get $sum) (call $price (local.get $item))))
        (local.set $item (i64.add (local.get $item) (i64.const 1)))
        (br $next)))
    (local.get $sum))

  ;; Does not end by itself; a negative count asks for no price.
  (func (export "spin") (param $count i64) (result i64)
    (if (i64.ge_s (local.get $count) (i64.const 0)) (then (drop (call $price (local.get $count)))))
    (loop $again (br $again))
    (i64.const 0))

  (func (export "fault") (param $count i64) (result i64)
    (unreachable)))
