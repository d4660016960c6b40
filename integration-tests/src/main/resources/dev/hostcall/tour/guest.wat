;; The guest of the tour: what a compiler makes of a small program, written by hand.
(module $guest
  ;; What it needs from the host: the @Hostcall methods of KeyValueStore. A string is two numbers: where it lies, and
  ;; how long it is.
  (import "kv" "put" (func $put (param i32 i32 i32 i32)))                  ;; key, value
  (import "kv" "size" (func $size (result i32)))
  (import "kv" "fetch" (func $fetch (param i32 i32 i32 i32) (result i32))) ;; key, where to, room there -> length
  (import "kv" "confirm" (func $confirm (param i32 i32) (result i32)))     ;; question -> 1 or 0
  (import "kv" "clear" (func $clear))

  (memory 1 1) ;; one page of 64 KiB, and never more
  (data (i32.const 0) "greeting")
  (data (i32.const 16) "hello from the host")
  (data (i32.const 48) "answer")
  (data (i32.const 64) "42")
  (data (i32.const 80) "Really clear the store?")

  ;; Stores two pairs; how many the store has then.
  (func (export "fill") (result i32)
    (call $put (i32.const 0) (i32.const 8) (i32.const 16) (i32.const 19))
    (call $put (i32.const 48) (i32.const 6) (i32.const 64) (i32.const 2))
    (call $size))

  ;; Fetches the greeting to address 256; its length.
  (func (export "greet") (result i32)
    (call $fetch (i32.const 0) (i32.const 8) (i32.const 256) (i32.const 100)))

  ;; Clears the store if the embedder agrees; how many pairs are left.
  (func (export "clear") (result i32)
    (if (call $confirm (i32.const 80) (i32.const 23))
      (then (call $clear)))
    (call $size))

  ;; What the methods of the interface Words call. Its text comes to memory that the host takes here.
  (global $free (mut i32) (i32.const 4096))
  (func (export "cabi_realloc") (param $old i32) (param $old_size i32) (param $alignment i32) (param $size i32)
    (result i32)
    (local $at i32)
    (local.set $at (global.get $free))
    (global.set $free (i32.and (i32.add (i32.add (local.get $at) (local.get $size)) (i32.const 7)) (i32.const -8)))
    (local.get $at))

  ;; The words of a text: where a list of (address, length) begins, and how many there are, at the address returned.
  (func (export "split") (param $text i32) (param $length i32) (result i32)
    (local $begin i32) (local $end i32) (local $at i32) (local $count i32)
    (local.set $begin (local.get $text))
    (local.set $at (local.get $text))
    (local.set $end (i32.add (local.get $text) (local.get $length)))
    (loop $next
      (if (i32.or (i32.ge_u (local.get $at) (local.get $end)) (i32.eq (i32.load8_u (local.get $at)) (i32.const 32)))
        (then
          (i32.store offset=1024 (i32.mul (local.get $count) (i32.const 8)) (local.get $begin))
          (i32.store offset=1028 (i32.mul (local.get $count) (i32.const 8)) (i32.sub (local.get $at) (local.get $begin)))
          (local.set $count (i32.add (local.get $count) (i32.const 1)))
          (local.set $begin (i32.add (local.get $at) (i32.const 1)))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $next (i32.le_u (local.get $at) (local.get $end))))
    (i32.store (i32.const 512) (i32.const 1024))
    (i32.store (i32.const 516) (local.get $count))
    (i32.const 512))

  ;; n + (n - 1) + ... + 1
  (func (export "sum") (param $n i64) (result i64) (local $sum i64)
    (loop $next
      (local.set $sum (i64.add (local.get $sum) (local.get $n)))
      (local.set $n (i64.sub (local.get $n) (i64.const 1)))
      (br_if $next (i64.ne (local.get $n) (i64.const 0))))
    (local.get $sum))

  ;; Never returns, and never calls the host.
  (func (export "spin")
    (loop $forever
      (br $forever)))

  ;; Writes past the end of its memory.
  (func (export "stray")
    (call $store_at (i32.const 65536)))
  (func $store_at (export "store_at") (param $address i32)
    (i32.store (local.get $address) (i32.const 7))))
