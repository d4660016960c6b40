;; The same loops around the functions of ByHand.
(module
  (import "by_hand" "take_text" (func $take_text (param i32 i32) (result i32)))
  (import "by_hand" "give_text" (func $give_text (param i32)))
  (import "by_hand" "give_text_into" (func $give_text_into (param i32) (result i32)))
  (import "by_hand" "take_ten" (func $take_ten (param i32) (result i64)))
  (import "by_hand" "give_ten" (func $give_ten (param i32)))
  (import "by_hand" "take_many" (func $take_many (param i32 i32) (result i64)))
  (memory (export "memory") 2 2)
  (data (i32.const 1024) "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")

  ;; Goes through one page again and again: a text is gone by the time its place is taken again.
  (global $free (mut i32) (i32.const 65536))
  (func (export "cabi_realloc") (param $old i32) (param $old_size i32) (param $alignment i32) (param $size i32)
    (result i32)
    (local $at i32)
    (local.set $at (global.get $free))
    (global.set $free (i32.or (i32.const 65536)
      (i32.and (i32.add (i32.add (local.get $at) (local.get $size)) (i32.const 7)) (i32.const 0x7ff8))))
    (local.get $at))

  (func (export "take_text_loop") (param $n i64)
    (loop $next
      (drop (call $take_text (i32.const 1024) (i32.const 64)))
      (local.set $n (i64.sub (local.get $n) (i64.const 1)))
      (br_if $next (i64.ne (local.get $n) (i64.const 0)))))

  (func (export "give_text_loop") (param $n i64)
    (loop $next
      (call $give_text (i32.const 512))
      (local.set $n (i64.sub (local.get $n) (i64.const 1)))
      (br_if $next (i64.ne (local.get $n) (i64.const 0)))))

  (func (export "give_text_into_loop") (param $n i64)
    (loop $next
      (drop (call $give_text_into (i32.const 2048)))
      (local.set $n (i64.sub (local.get $n) (i64.const 1)))
      (br_if $next (i64.ne (local.get $n) (i64.const 0)))))

  (func (export "take_ten_loop") (param $n i64)
    (loop $next
      (drop (call $take_ten (i32.const 256)))
      (local.set $n (i64.sub (local.get $n) (i64.const 1)))
      (br_if $next (i64.ne (local.get $n) (i64.const 0)))))

  (func (export "give_ten_loop") (param $n i64)
    (loop $next
      (call $give_ten (i32.const 256))
      (local.set $n (i64.sub (local.get $n) (i64.const 1)))
      (br_if $next (i64.ne (local.get $n) (i64.const 0)))))

  (func (export "take_many_loop") (param $n i64)
    (loop $next
      (drop (call $take_many (i32.const 8192) (i32.const 1000)))
      (local.set $n (i64.sub (local.get $n) (i64.const 1)))
      (br_if $next (i64.ne (local.get $n) (i64.const 0))))))
