;; Loops over atomic operators; see budget-guest.wat.
(module
  (memory 1 1 shared)

  (func (export "atomics") (param $n i32) (result i64)
    (loop $again
      (drop (i64.atomic.rmw.add (i32.const 8) (i64.extend_i32_u (local.get $n))))               ;; 4
      (drop (i32.atomic.rmw8.cmpxchg_u (i32.const 16) (i32.const 0) (i32.const 1)))             ;; 4
      (atomic.fence)                                                                            ;; 1
      (i64.atomic.store (i32.const 24) (i64.atomic.load (i32.const 8)))                         ;; 4
      (drop (memory.atomic.notify (i32.const 0) (i32.const 1)))                                 ;; 3
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))                     ;; 5
    (i64.load (i32.const 24)))                                                                  ;; 2

  ;; what a notification gives is 0
  (func (export "wait") (param $n i32) (result i64) (local $sum i32)
    (loop $again
      (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1))                         ;; 4
      (local.set $sum (i32.add (local.get $sum)))                                               ;; 3
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))                     ;; 5
    (i64.extend_i32_u (local.get $sum)))                                                        ;; 2
)
