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
