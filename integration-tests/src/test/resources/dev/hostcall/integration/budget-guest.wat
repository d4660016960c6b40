;; Every shape of loop and call. Each export takes a number of rounds, and returns a sum that depends on all of them.
;; The figures on the right are what a line costs.
(module
  (type $step (func (param i64) (result i64)))
  (import "rounds" "plain" (func $plain (type $step)))
  (import "rounds" "ready" (func $ready (type $step)))
  (import "rounds" "later" (func $later (type $step)))
  (import "rounds" "body" (func $body (type $step)))

  (memory 1 4)
  (data $ten "0123456789")
  (table $steps funcref (elem $add_one $add_two))
  (table $filled 16 funcref)
  (type $tail_step (func (param $n i32) (param $sum i64) (result i64)))
  (table $tails funcref (elem $add_one_more $add_two_more))

  (func (export "plain") (param $n i32) (result i64) (local $sum i64)
    (loop $again
      (local.set $sum (i64.add (local.get $sum) (i64.extend_i32_u (local.get $n))))            ;; 5
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))                    ;; 5
    (local.get $sum))                                                                          ;; 1

  (func (export "nested") (param $n i32) (result i64) (local $sum i64) (local $i i32)
    (loop $outer
      (local.set $i (i32.const 3))                                                             ;; 2
      (loop $inner
        (local.set $sum (i64.add (local.get $sum) (i64.const 1)))                              ;; 4
        (br_if $inner (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))                  ;; 5
      (br_if $outer (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))                    ;; 5
    (local.get $sum))                                                                          ;; 1

  (func (export "vectors") (param $n i32) (result i64) (local $sums v128) (local $of_two v128)
    (loop $again
      (local.set $of_two (i32x4.mul (i32x4.splat (local.get $n)) (v128.const i32x4 1 0 1 0)))    ;; 5
      (local.set $sums (i64x2.add (local.get $sums) (v128.or (local.get $of_two) (local.get $of_two)))) ;; 6
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))                      ;; 5
    (i64.add (i64x2.extract_lane 0 (local.get $sums)) (i64x2.extract_lane 1 (local.get $sums)))) ;; 5

  (func (export "br_table") (param $n i32) (result i64) (local $sum i64)
    (block $done
      (loop $again
        (local.set $sum (i64.add (local.get $sum) (i64.extend_i32_u (local.get $n))))          ;; 5
        (local.set $n (i32.sub (local.get $n) (i32.const 1)))                                  ;; 4
        (br_table $done $again (local.get $n))))                                               ;; 3
    (local.get $sum))                                                                          ;; 1

  (func (export "if") (param $n i32) (result i64) (local $sum i64)
    (loop $again
      (if (local.get $n)                                                                       ;; 2
        (then
          (local.set $sum (i64.add (local.get $sum) (i64.extend_i32_u (local.get $n))))        ;; 5
          (local.set $n (i32.sub (local.get $n) (i32.const 1)))                                ;; 4
          (br $again))))                                                                       ;; 1
    (local.get $sum))                                                                          ;; 1

  (func (export "if_else") (param $n i32) (result i64) (local $sum i64)
    (loop $again
      (if (local.get $n)                                                                       ;; 2
        (then
          (local.set $sum (i64.add (local.get $sum) (i64.extend_i32_u (local.get $n))))        ;; 5
          (local.set $n (i32.sub (local.get $n) (i32.const 1)))                                ;; 4
          (br $again))                                                                         ;; 1
        (else
          (local.set $sum (i64.add (local.get $sum) (i64.const 5))))))                         ;; 4
    (local.get $sum))                                                                          ;; 1

  ;; Three ways back to the head.
  (func (export "back_edges") (param $n i32) (result i64) (local $sum i64)
    (loop $again
      (local.set $n (i32.sub (local.get $n) (i32.const 1)))                                    ;; 4
      (br_if $again (i32.rem_u (local.get $n) (i32.const 3)))                                  ;; 4
      (local.set $sum (i64.add (local.get $sum) (i64.extend_i32_u (local.get $n))))            ;; 5
      (br_if $again (i32.and (local.get $n) (i32.const 1)))                                    ;; 4
      (local.set $sum (i64.add (local.get $sum) (i64.const 1)))                                ;; 4
      (br_if $again (local.get $n)))                                                           ;; 2
    (local.get $sum))                                                                          ;; 1

  (func $recursive (export "recursive") (param $n i32) (result i64)
    (if (result i64) (i32.eqz (local.get $n))                                                  ;; 3
      (then (i64.const 0))                                                                     ;; 1
      (else
        (i64.add (i64.extend_i32_u (local.get $n))                                             ;; 3
          (call $recursive (i32.sub (local.get $n) (i32.const 1)))))))                         ;; 3 + 2

  (func $mutual (export "mutual") (param $n i32) (result i64)
    (if (result i64) (i32.eqz (local.get $n))                                                  ;; 3
      (then (i64.const 0))                                                                     ;; 1
      (else (call $odd (i32.sub (local.get $n) (i32.const 1))))))                              ;; 3 + 2
  (func $odd (param $n i32) (result i64)
    (if (result i64) (i32.eqz (local.get $n))                                                  ;; 3
      (then (i64.const 1))                                                                     ;; 1
      (else (call $mutual (i32.sub (local.get $n) (i32.const 1))))))                           ;; 3 + 2

  (func $add_one (param i64) (result i64) (i64.add (local.get 0) (i64.const 1)))               ;; 3
  (func $add_two (param i64) (result i64) (i64.add (local.get 0) (i64.const 2)))               ;; 3
  (func (export "call_indirect") (param $n i32) (result i64) (local $sum i64)
    (loop $again
      (local.set $sum                                                                          ;; 1
        (call_indirect $steps (type $step)                                                     ;; 2 + 1
          (local.get $sum) (i32.and (local.get $n) (i32.const 1))))                            ;; 4
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))                    ;; 5
    (local.get $sum))                                                                          ;; 1

  ;; Tail calls: of itself, of each other with different parameters, and through a table.
  (func (export "tail_self") (param $n i32) (result i64)
    (return_call $sum (local.get $n) (i64.const 0)))                                           ;; 3
  (func $sum (param $n i32) (param $sum i64) (result i64)
    (if (i32.eqz (local.get $n)) (then (return (local.get $sum))))                             ;; 3, 1
    (return_call $sum (i32.sub (local.get $n) (i32.const 1))                                   ;; 3
      (i64.add (local.get $sum) (i64.extend_i32_u (local.get $n)))))                           ;; 4 + 1

  (func $tail_mutual (export "tail_mutual") (param $n i32) (result i64)
    (if (i32.eqz (local.get $n)) (then (return (i64.const 0))))                                ;; 3, 1
    (return_call $tail_odd (f64.const 0) (i32.sub (local.get $n) (i32.const 1))))              ;; 5
  (func $tail_odd (param f64) (param $n i32) (result i64)
    (if (i32.eqz (local.get $n)) (then (return (i64.const 1))))                                ;; 3, 1
    (return_call $tail_mutual (i32.sub (local.get $n) (i32.const 1))))                         ;; 4

  (func (export "tail_indirect") (param $n i32) (result i64)
    (return_call_indirect $tails (type $tail_step) (local.get $n) (i64.const 0) (i32.const 0))) ;; 5
  (func $add_one_more (type $tail_step) (param $n i32) (param $sum i64) (result i64)
    (if (i32.eqz (local.get $n)) (then (return (local.get $sum))))                             ;; 3, 1
    (return_call_indirect $tails (type $tail_step) (i32.sub (local.get $n) (i32.const 1))      ;; 3 + 2
      (i64.add (local.get $sum) (i64.const 1)) (i32.and (local.get $n) (i32.const 1))))        ;; 6
  (func $add_two_more (type $tail_step) (param $n i32) (param $sum i64) (result i64)
    (if (i32.eqz (local.get $n)) (then (return (local.get $sum))))                             ;; 3, 1
    (return_call_indirect $tails (type $tail_step) (i32.sub (local.get $n) (i32.const 1))      ;; 3 + 2
      (i64.add (local.get $sum) (i64.const 2)) (i32.and (local.get $n) (i32.const 1))))        ;; 6

  ;; Hostcalls: in each round, what they return is added.
  (func (export "hostcall_plain") (param $n i32) (result i64) (local $sum i64)
    (loop $again
      (local.set $sum (i64.add (local.get $sum)                                                ;; 3
        (call $plain (i64.extend_i32_u (local.get $n)))))                                      ;; 3 + 1
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))                    ;; 5
    (local.get $sum))                                                                          ;; 1
  (func (export "hostcall_ready") (param $n i32) (result i64) (local $sum i64)
    (loop $again
      (local.set $sum (i64.add (local.get $sum) (call $ready (i64.extend_i32_u (local.get $n)))))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))
  (func (export "hostcall_later") (param $n i32) (result i64) (local $sum i64)
    (loop $again
      (local.set $sum (i64.add (local.get $sum) (call $later (i64.extend_i32_u (local.get $n)))))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))
  (func (export "hostcall_body") (param $n i32) (result i64) (local $sum i64)
    (loop $again
      (local.set $sum (i64.add (local.get $sum) (call $body (i64.extend_i32_u (local.get $n)))))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))

  (func (export "bulk") (param $n i32) (result i64) (local $sum i64)
    (loop $again
      (memory.fill (i32.const 0) (local.get $n) (i32.const 200))                               ;; 4 + 3
      (memory.copy (i32.const 300) (i32.const 100) (i32.const 128))                            ;; 4 + 2
      (memory.init $ten (i32.const 500) (i32.const 0) (i32.const 10))                          ;; 4 + 0
      (table.fill $filled (i32.const 0) (ref.null func) (i32.const 16))                        ;; 4 + 2
      (local.set $sum (i64.add (local.get $sum) (i64.load8_u (i32.const 300))))                ;; 5
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))                    ;; 5
    (local.get $sum))                                                                          ;; 1

  ;; Growing by nothing stops the guest as any growing does.
  (func (export "grow") (param $n i32) (result i64) (local $sum i64)
    (loop $again
      (local.set $sum (i64.add (local.get $sum) (i64.extend_i32_u (memory.grow (i32.const 0))))) ;; 6
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))                    ;; 5
    (local.get $sum)))                                                                         ;; 1
