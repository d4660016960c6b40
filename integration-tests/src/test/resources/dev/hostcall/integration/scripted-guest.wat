;; A guest that does what a test tells it: each export is one thing that guests do.
(module
  (type $call (func (param i64) (result i64)))
  (import "script" "plain" (func $plain (type $call)))
  (import "script" "body" (func $body (type $call)))
  (import "script" "tail" (func $tail (type $call)))
  (import "script" "stage" (func $stage (type $call)))

  (memory 2 8)
  (table $table 2 2 funcref)
  (elem (i32.const 0) $nothing)
  (global $initialized i64 (i64.const 41))
  (global $number (mut i64) (i64.const 0))

  (func $nothing)

  ;; One hostcall.
  (func (export "plain") (param i64) (result i64) (call $plain (local.get 0)))
  (func (export "body") (param i64) (result i64) (call $body (local.get 0)))
  (func (export "tail") (param i64) (result i64) (call $tail (local.get 0)))
  (func (export "stage") (param i64) (result i64) (call $stage (local.get 0)))

  ;; One hostcall of the kind 0 plain, 1 body, 2 tail.
  (func $call (param $kind i32) (param $argument i64) (result i64)
    (block $is_tail
      (block $is_body
        (block $is_plain
          (br_table $is_plain $is_body $is_tail (local.get $kind)))
        (return (call $plain (local.get $argument))))
      (return (call $body (local.get $argument))))
    (call $tail (local.get $argument)))

  ;; The sum of what the hostcalls with 0, 1, ... below a number return.
  (func $call_many (param $kind i32) (param $count i64) (result i64) (local $i i64) (local $sum i64)
    (block $done
      (loop $next
        (br_if $done (i64.ge_s (local.get $i) (local.get $count)))
        (local.set $sum (i64.add (local.get $sum) (call $call (local.get $kind) (local.get $i))))
        (local.set $i (i64.add (local.get $i) (i64.const 1)))
        (br $next)))
    (local.get $sum))
  (func (export "plain_many") (param i64) (result i64) (call $call_many (i32.const 0) (local.get 0)))
  (func (export "body_many") (param i64) (result i64) (call $call_many (i32.const 1) (local.get 0)))
  (func (export "tail_many") (param i64) (result i64) (call $call_many (i32.const 2) (local.get 0)))

  ;; A sum that depends on the order of all kinds of calls, with work between them.
  (func (export "mix") (param $count i64) (result i64)
    (local $i i64) (local $j i64) (local $sum i64) (local $product f64)
    (local.set $sum (i64.const 1))
    (local.set $product (f64.const 1.5))
    (block $done
      (loop $next
        (br_if $done (i64.ge_s (local.get $i) (local.get $count)))
        (local.set $j (i64.rem_s (local.get $i) (i64.const 7)))
        (block $worked
          (loop $work
            (br_if $worked (i64.eqz (local.get $j)))
            (local.set $sum (i64.add
              (i64.mul (local.get $sum) (i64.const 6364136223846793005))
              (i64.const 1442695040888963407)))
            (local.set $product (f64.mul (local.get $product) (f64.const 1.0000001)))
            (local.set $j (i64.sub (local.get $j) (i64.const 1)))
            (br $work)))
        (local.set $sum (i64.add
          (i64.mul (local.get $sum) (i64.const 31))
          (call $call (i32.wrap_i64 (i64.rem_s (local.get $i) (i64.const 3))) (local.get $i))))
        (local.set $i (i64.add (local.get $i) (i64.const 1)))
        (br $next)))
    (i64.add (local.get $sum) (i64.trunc_f64_s (f64.mul (local.get $product) (f64.const 1000)))))

  ;; Work only: 7 instructions for each of the rounds, of which there must be some, and 1.
  (func (export "work") (param $rounds i64) (result i64)
    (loop $next
      (br_if $next (i64.ne (local.tee $rounds (i64.sub (local.get $rounds) (i64.const 1))) (i64.const 0))))
    (i64.const 7))

  (func (export "spin")
    (loop $forever (br $forever)))

  ;; Calls the host for ever.
  (func (export "chatter")
    (loop $forever
      (drop (call $plain (i64.const 0)))
      (br $forever)))

  ;; nest(0) = plain(0); nest(n) = body(n) + 1, whose hostcall is expected to call nest(n - 1).
  (func (export "nest") (param $depth i64) (result i64)
    (if (result i64) (i64.eqz (local.get $depth))
      (then (call $plain (i64.const 0)))
      (else (i64.add (call $body (local.get $depth)) (i64.const 1)))))

  ;; plain(0) + n, by so many calls inside each other.
  (func $recurse (export "recurse") (param $depth i64) (result i64)
    (if (result i64) (i64.eqz (local.get $depth))
      (then (call $plain (i64.const 0)))
      (else (i64.add (call $recurse (i64.sub (local.get $depth) (i64.const 1))) (i64.const 1)))))
  (func $overflow (export "overflow") (result i64)
    (call $recurse (i64.const -1)))

  ;; Traps, by the number of the trap.
  (func (export "trap") (param $code i32)
    (block $type (block $uninitialized (block $undefined (block $table_bounds (block $conversion
      (block $overflow (block $zero (block $stack (block $bounds (block $unreachable
        (br_table $unreachable $unreachable $bounds $stack $zero $overflow $conversion $table_bounds $undefined
          $uninitialized $type (local.get $code)))
        (unreachable))
        (drop (i32.load (i32.const -1))) (return))
        (drop (call $overflow)) (return))
        (drop (i32.div_s (i32.const 1) (i32.const 0))) (return))
        (drop (i32.div_s (i32.const 0x80000000) (i32.const -1))) (return))
        (drop (i32.trunc_f64_s (f64.const nan))) (return))
        (drop (table.get $table (i32.const 2))) (return))
        (call_indirect $table (i32.const 2)) (return))
        (call_indirect $table (i32.const 1)) (return))
    (drop (call_indirect $table (type $call) (i64.const 0) (i32.const 0))))

  (func (export "divide") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))

  (func (export "store") (param i32 i64) (i64.store (local.get 0) (local.get 1)))
  (func (export "load") (param i32) (result i64) (i64.load (local.get 0)))
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "size") (result i64) (i64.mul (i64.extend_i32_u (memory.size)) (i64.const 65536)))

  (func (export "set_number") (param i64) (global.set $number (local.get 0)))
  (func (export "number") (result i64) (global.get $number))
  (func (export "initialized") (result i64) (global.get $initialized))

  ;; The start function, in the modules that have one.
  (func $start (drop (call $body (i64.const -1))))
  (;start;)
)
