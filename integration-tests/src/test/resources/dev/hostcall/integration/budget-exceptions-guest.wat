;; Shapes that throw and catch, as those of budget-guest.wat; in a module of their own, as calls in it are compiled otherwise.
(module
  ;; Exceptions: what calls would cost to return is not paid where they throw.
  (tag $counted (param i64))
  (func $throw (param $n i32) (result i64)
    (throw $counted (i64.extend_i32_u (local.get $n))))                                        ;; 3
  (func $pass (param $n i32) (result i64)
    (try (result i64) (do (call $throw (local.get $n))) (catch_all (rethrow 0))))              ;; 2, 1
  (func (export "catch") (param $n i32) (result i64) (local $sum i64)
    (loop $again
      (try
        (do (drop (call $throw (local.get $n))))                                               ;; 2
        (catch $counted (local.set $sum (i64.add (local.get $sum)))))                          ;; 3
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))                    ;; 5
    (local.get $sum))                                                                          ;; 1
  (func (export "rethrow") (param $n i32) (result i64) (local $sum i64)
    (loop $again
      (try
        (do (drop (call $pass (local.get $n))))                                                ;; 2
        (catch $counted (local.set $sum (i64.add (local.get $sum)))))                          ;; 3
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))                    ;; 5
    (local.get $sum))                                                                          ;; 1
  (func $down (param $n i32) (result i64)
    (if (i32.eqz (local.get $n)) (then (throw $counted (i64.const 7))))                        ;; 3, 2
    (i64.add (i64.const 1) (call $down (i32.sub (local.get $n) (i32.const 1)))))               ;; 5
  (func (export "catch_self") (param $n i32) (result i64)
    (try (result i64) (do (call $down (local.get $n))) (catch $counted)))                      ;; 2
)
