;; Counts what is taken of its memory and given back. A test puts an allocator into it, which calls $take and $give.
(module
  (import "speech" "word" (func $word (param i32)))
  (memory (export "memory") 2 2)
  (global $next (mut i32) (i32.const 0x8000))
  (global $live (mut i32) (i32.const 0))
  (export "live" (global $live))

  (func $take (param $size i32) (result i32)
    (local $at i32)
    (local.set $at (i32.and (i32.add (global.get $next) (i32.const 15)) (i32.const -16)))
    (global.set $next (i32.add (local.get $at) (local.get $size)))
    (global.set $live (i32.add (global.get $live) (i32.const 1)))
    (local.get $at))

  ;; What was given back is spoilt.
  (func $give (param $at i32)
    (if (i32.lt_u (local.get $at) (i32.const 0x8000)) (then unreachable))
    (i32.store8 (local.get $at) (i32.const 255))
    (global.set $live (i32.sub (global.get $live) (i32.const 1))))

  (;allocator;)

  (func $same (param $at i32) (param $length i32) (result i32)
    (i32.store (i32.const 64) (local.get $at))
    (i32.store (i32.const 68) (local.get $length))
    (i32.const 64))
  (export "same" (func $same))
  (export "same_later" (func $same))
  (func (export "cabi_post_same") (param i32)
    (if (i32.eqz (global.get $live)) (then unreachable)))
  (func (export "blocks") (param i32 i32) (result i32) (global.get $live))
  (func (export "many") (param i32) (result i32) (global.get $live))
  (func (export "fail") (param i32 i32) (result i32) unreachable)
  (func (export "length") (result i32)
    (call $word (i32.const 32))
    (i32.load (i32.const 36))))
