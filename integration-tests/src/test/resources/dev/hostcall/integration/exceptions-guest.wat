;; What throws and catches; "thrower" is the host's, or another instance's.
(module
  (type $empty (func))
  (import "host" "tag" (tag $hosts (param i32 i64)))
  (import "host" "act" (func $act (param i32) (result i32)))
  (tag $own (param i32))
  (tag $pair (param i32 f64 i64))
  (tag $hidden (param i64))
  (export "own" (tag $own))
  (export "hosts" (tag $hosts))
  (memory (export "memory") 1)
  (table (export "table") 2 funcref)
  (elem (i32.const 0) $throw_own $act)
  (global $caught (export "caught") (mut i32) (i32.const 0))

  (func $throw_own (export "throw_own") (param i32) (result i32)
    (throw $own (local.get 0)))
  (func (export "throw_pair") (param i32 f64 i64)
    (throw $pair (local.get 0) (local.get 1) (local.get 2)))
  (func (export "throw_hosts") (param i32 i64)
    (throw $hosts (local.get 0) (local.get 1)))
  (func (export "throw_hidden") (param i64)
    (throw $hidden (local.get 0)))

  ;; through n frames
  (func $deep (export "deep") (param $n i32) (result i32)
    (if (result i32) (i32.eqz (local.get $n))
      (then (throw $own (i32.const 42)))
      (else (i32.add (i32.const 1) (call $deep (i32.sub (local.get $n) (i32.const 1)))))))
  (func (export "catch_deep") (param $n i32) (result i32)
    (try (result i32) (do (call $deep (local.get $n))) (catch $own)))

  (func (export "catch_pair") (param i32 f64 i64) (result i32 f64 i64)
    (try (result i32 f64 i64)
      (do (throw $pair (local.get 0) (local.get 1) (local.get 2)))
      (catch $pair)))

  ;; what the host does: caught by its tag (its i32), by any other (-1), or nothing thrown (its result)
  (func (export "catch_act") (param i32) (result i32)
    (try (result i32)
      (do (call $act (local.get 0)))
      (catch $hosts (drop))
      (catch_all (i32.const -1))))
  (func (export "act") (param i32) (result i32)
    (call $act (local.get 0)))
  (func (export "catch_own_of_act") (param i32) (result i32)
    (try (result i32)
      (do (call $act (local.get 0)))
      (catch $own)))
  (func (export "clean_act") (param i32) (result i32)
    (try (result i32)
      (do (call $act (local.get 0)))
      (catch_all
        (global.set $caught (i32.add (global.get $caught) (i32.const 1)))
        (rethrow 0))))
  (func (export "catch_table") (param $index i32) (param i32) (result i32)
    (try (result i32)
      (do (call_indirect (param i32) (result i32) (local.get 1) (local.get $index)))
      (catch $own (i32.add (i32.const 1000)))
      (catch_all (i32.const -1))))

  ;; n exceptions, each passed on by a cleanup that refers to it
  (func $cleanup (param i32) (result i32)
    (try (result i32)
      (do (call $throw_own (local.get 0)))
      (catch_all
        (global.set $caught (i32.add (global.get $caught) (i32.const 1)))
        (rethrow 0))))
  (func (export "cleanups") (param $n i32) (result i32) (local $sum i32)
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $n)))
        (local.set $sum
          (i32.add (local.get $sum) (try (result i32) (do (call $cleanup (i32.const 2))) (catch $own))))
        (local.set $n (i32.sub (local.get $n) (i32.const 1)))
        (br $next)))
    (local.get $sum))
  ;; n exceptions that are all referred to at once
  (func $hold (param $n i32) (result i32)
    (try (result i32)
      (do (throw $own (local.get $n)))
      (catch $own
        (drop)
        (if (local.get $n)
          (then (drop (call $hold (i32.sub (local.get $n) (i32.const 1))))))
        (try (result i32) (do (rethrow 1)) (catch $own)))))
  (func (export "hold") (param i32) (result i32)
    (call $hold (local.get 0)))

  ;; a trap is no exception
  (func (export "trap") (result i32)
    (try (result i32) (do (i32.div_u (i32.const 1) (i32.const 0))) (catch_all (i32.const 7))))

  ;; memory, globals and locals after a catch are as they were left
  (func (export "state") (param i32) (result i32) (local $x i32)
    (local.set $x (i32.const 1))
    (try
      (do
        (local.set $x (i32.const 10))
        (i32.store (i32.const 8) (i32.const 100))
        (drop (call $throw_own (i32.const 0)))
        (local.set $x (i32.const 1000)))
      (catch_all))
    (i32.add (i32.add (local.get $x) (i32.load (i32.const 8))) (local.get 0)))

  (func (export "delegates") (param i32) (result i32)
    (try (result i32)
      (do
        (try (result i32)
          (do
            (try (result i32) (do (call $throw_own (local.get 0))) (delegate 1)))
          (catch_all (i32.const -1))))
      (catch $own (i32.mul (i32.const 2)))))
)
