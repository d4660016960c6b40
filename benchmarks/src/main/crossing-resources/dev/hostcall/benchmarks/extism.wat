;; The loops of by-hand.wat, as Extism's kits for guests have it: each value in a block of Extism's memory, word by word.
(module
  (import "extism:host/env" "input_length" (func $input_length (result i64)))
  (import "extism:host/env" "input_load_u64" (func $input_load (param i64) (result i64)))
  (import "extism:host/env" "alloc" (func $alloc (param i64) (result i64)))
  (import "extism:host/env" "free" (func $free (param i64)))
  (import "extism:host/env" "length" (func $length (param i64) (result i64)))
  (import "extism:host/env" "store_u64" (func $store (param i64 i64)))
  (import "extism:host/env" "load_u64" (func $load (param i64) (result i64)))
  (import "extism:host/env" "output_set" (func $output (param i64 i64)))
  (import "extism:host/user" "take_text" (func $take_text (param i64) (result i64)))
  (import "extism:host/user" "give_text" (func $give_text (result i64)))
  (import "extism:host/user" "take_ten" (func $take_ten (param i64) (result i64)))
  (import "extism:host/user" "give_ten" (func $give_ten (result i64)))
  (import "extism:host/user" "take_many" (func $take_many (param i64) (result i64)))
  (memory (export "memory") 2 2)
  (data (i32.const 1024) "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")

  ;; A block with the words that lie at an address.
  (func $stored (param $from i32) (param $size i64) (result i64) (local $block i64) (local $at i64)
    (local.set $block (call $alloc (local.get $size)))
    (loop $next
      (call $store (i64.add (local.get $block) (local.get $at))
        (i64.load (i32.add (local.get $from) (i32.wrap_i64 (local.get $at)))))
      (local.set $at (i64.add (local.get $at) (i64.const 8)))
      (br_if $next (i64.lt_u (local.get $at) (local.get $size))))
    (local.get $block))

  ;; Copies a block to an address.
  (func $loaded (param $block i64) (param $to i32) (local $at i64) (local $size i64)
    (local.set $size (call $length (local.get $block)))
    (loop $next
      (i64.store (i32.add (local.get $to) (i32.wrap_i64 (local.get $at)))
        (call $load (i64.add (local.get $block) (local.get $at))))
      (local.set $at (i64.add (local.get $at) (i64.const 8)))
      (br_if $next (i64.lt_u (local.get $at) (local.get $size)))))

  (func (export "take_text_loop") (result i32) (local $n i64) (local $block i64)
    (local.set $n (call $input_load (i64.const 0)))
    (loop $next
      (local.set $block (call $stored (i32.const 1024) (i64.const 64)))
      (drop (call $take_text (local.get $block)))
      (call $free (local.get $block))
      (local.set $n (i64.sub (local.get $n) (i64.const 1)))
      (br_if $next (i64.ne (local.get $n) (i64.const 0))))
    (i32.const 0))

  (func (export "give_text_loop") (result i32) (local $n i64) (local $block i64)
    (local.set $n (call $input_load (i64.const 0)))
    (loop $next
      (local.set $block (call $give_text))
      (call $loaded (local.get $block) (i32.const 512))
      (call $free (local.get $block))
      (local.set $n (i64.sub (local.get $n) (i64.const 1)))
      (br_if $next (i64.ne (local.get $n) (i64.const 0))))
    (i32.const 0))

  (func (export "take_ten_loop") (result i32) (local $n i64) (local $block i64)
    (local.set $n (call $input_load (i64.const 0)))
    (loop $next
      (local.set $block (call $stored (i32.const 1024) (i64.const 64)))
      (drop (call $take_ten (local.get $block)))
      (call $free (local.get $block))
      (local.set $n (i64.sub (local.get $n) (i64.const 1)))
      (br_if $next (i64.ne (local.get $n) (i64.const 0))))
    (i32.const 0))

  (func (export "give_ten_loop") (result i32) (local $n i64) (local $block i64)
    (local.set $n (call $input_load (i64.const 0)))
    (loop $next
      (local.set $block (call $give_ten))
      (call $loaded (local.get $block) (i32.const 512))
      (call $free (local.get $block))
      (local.set $n (i64.sub (local.get $n) (i64.const 1)))
      (br_if $next (i64.ne (local.get $n) (i64.const 0))))
    (i32.const 0))

  (func (export "take_many_loop") (result i32) (local $n i64) (local $block i64)
    (local.set $n (call $input_load (i64.const 0)))
    (loop $next
      (local.set $block (call $stored (i32.const 1024) (i64.const 8000)))
      (drop (call $take_many (local.get $block)))
      (call $free (local.get $block))
      (local.set $n (i64.sub (local.get $n) (i64.const 1)))
      (br_if $next (i64.ne (local.get $n) (i64.const 0))))
    (i32.const 0))

  ;; Returns the text that it is given.
  (func (export "echo") (result i32) (local $at i64) (local $size i64) (local $block i64)
    (local.set $size (call $input_length))
    (loop $next
      (i64.store (i32.add (i32.const 2048) (i32.wrap_i64 (local.get $at))) (call $input_load (local.get $at)))
      (local.set $at (i64.add (local.get $at) (i64.const 8)))
      (br_if $next (i64.lt_u (local.get $at) (local.get $size))))
    (local.set $block (call $stored (i32.const 2048) (local.get $size)))
    (call $output (local.get $block) (local.get $size))
    (i32.const 0))
)
