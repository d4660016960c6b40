;; What Plugin declares. Results that are more than one value lie at 64; kept values from 128 on.
(module
  (import "host" "answer" (func $answer (param i32) (result i32)))
  (memory (export "memory") 2 2)
  (global $next (mut i32) (i32.const 0x8000))
  (global $posted (export "posted") (mut i32) (i32.const 0))
  (func (export "cabi_realloc") (param $old i32) (param $size i32) (param $align i32) (param $new i32) (result i32)
    (local $at i32)
    (local.set $at (i32.and
      (i32.add (global.get $next) (i32.sub (local.get $align) (i32.const 1)))
      (i32.sub (i32.const 0) (local.get $align))))
    (global.set $next (i32.add (local.get $at) (local.get $new)))
    (local.get $at))

  (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (func (export "last") (param i32) (result i32) (local.get 0))
  (func (export "other") (param i32) (result i32) (i32.sub (i32.const 1) (local.get 0)))
  (func (export "keep") (param i32 i64 i32 i32 i32)
    (i32.store (i32.const 128) (local.get 0))
    (i64.store (i32.const 136) (local.get 1))
    (i32.store (i32.const 144) (local.get 2))
    (i32.store (i32.const 148) (local.get 3))
    (i32.store (i32.const 152) (local.get 4)))

  ;; Two words, as they are passed.
  (func $pair (param i32 i32) (result i32)
    (i32.store (i32.const 64) (local.get 0))
    (i32.store (i32.const 68) (local.get 1))
    (i32.const 64))
  (func (export "point") (param i32 i32) (result i32) (call $pair (local.get 0) (local.get 1)))
  (func (export "text") (param i32 i32) (result i32) (call $pair (local.get 0) (local.get 1)))
  (func (export "text_later") (param i32 i32) (result i32)
    (drop (call $answer (i32.const 1)))
    (call $pair (local.get 0) (local.get 1)))
  (func (export "points") (param i32 i32) (result i32) (call $pair (local.get 0) (local.get 1)))
  (func (export "cabi_post_text") (param i32) (global.set $posted (local.get 0)))

  ;; Too many values to be passed but in memory: what is returned lies there too.
  (func (export "first-of") (param i32) (result i32) (local.get 0))
  (func (export "numbers") (param i32) (result i32) (local.get 0))

  (func (export "optional") (param i32 i64) (result i32)
    (i32.store8 (i32.const 64) (local.get 0))
    (i64.store (i32.const 72) (local.get 1))
    (i32.const 64))

  ;; Refuses the empty text as denied.
  (func $may_refuse (param i32 i32) (result i32)
    (i32.store8 (i32.const 64) (i32.eqz (local.get 1)))
    (if (local.get 1)
      (then (i32.store (i32.const 68) (local.get 0)) (i32.store (i32.const 72) (local.get 1)))
      (else (i32.store8 (i32.const 68) (i32.const 1))))
    (i32.const 64))
  (func (export "may_refuse") (param i32 i32) (result i32) (call $may_refuse (local.get 0) (local.get 1)))
  (func (export "may_refuse_later") (param i32 i32) (result i32) (call $may_refuse (local.get 0) (local.get 1)))

  (func (export "ask") (param i32) (result i32) (call $answer (local.get 0)))
  (func (export "spin") (param $rounds i32) (result i32)
    (loop $again
      (local.set $rounds (i32.sub (local.get $rounds) (i32.const 1)))
      (br_if $again (local.get $rounds)))
    (i32.const 7)))
