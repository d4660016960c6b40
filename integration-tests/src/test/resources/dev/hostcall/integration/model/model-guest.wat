;; A guest that does what a script says, four bits a step, the lowest first. It returns a sum that depends on every step
;; and on their order. The figures on the right are what a line costs.
(module
  (import "model" "plain" (func $plain (param i64 i64) (result i64)))
  (import "model" "tail" (func $tail (param i64 i64) (result i64)))
  (import "model" "body" (func $body (param i64 i64) (result i64)))
  (import "model" "start_program" (func $start_program (result i64)))
  (import "model" "start_script" (func $start_script (result i64)))

  (memory 1 3)
  (table (export "functions") 1 funcref)
  (elem (i32.const 0) $play)

  ;; $program is handed on to hostcalls, with the number of the step.
  (func $play (export "play") (param $program i64) (param $script i64) (result i64)
    (local $sum i64) (local $step i64) (local $value i64) (local $rounds i32)
    (loop $next
      (block $done
        (block $trap (block $fault (block $grow (block $bump (block $labour (block $work
          (block $body (block $tail (block $plain (block $end
            (br_table $end $plain $tail $body $work $labour $bump $grow $fault $trap
              (i32.wrap_i64 (i64.and (local.get $script) (i64.const 15)))))                  ;; 6
          (return (local.get $sum)))                                                         ;; 1
          (local.set $value (call $plain (local.get $program) (local.get $step)))            ;; 3, 2 behind the call
          (br $done))                                                                        ;; 1
          (local.set $value (call $tail (local.get $program) (local.get $step)))             ;; 3, 2 behind the call
          (br $done))                                                                        ;; 1
          (local.set $value (call $body (local.get $program) (local.get $step)))             ;; 3, 2 behind the call
          (br $done))                                                                        ;; 1
        (local.set $rounds (i32.const 10))                                                   ;; 2
        (loop $again
          (local.set $value (i64.add (local.get $value) (i64.extend_i32_u (local.get $rounds)))) ;; 5
          (br_if $again (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))    ;; 5
        (br $done))                                                                          ;; 1
        (local.set $rounds (i32.const 120000))                                               ;; 2
        (loop $again
          (local.set $value (i64.add (local.get $value) (i64.extend_i32_u (local.get $rounds)))) ;; 5
          (br_if $again (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))    ;; 5
        (br $done))                                                                          ;; 1
        (i64.store (i32.const 8) (i64.add (i64.load (i32.const 8)) (i64.const 1)))           ;; 6
        (local.set $value (i64.load (i32.const 8)))                                          ;; 3
        (br $done))                                                                          ;; 1
        (local.set $value (i64.extend_i32_s (memory.grow (i32.const 1))))                    ;; 4
        (br $done))                                                                          ;; 1
        (local.set $value (i64.load (i32.const 0x7fffffff)))                                 ;; 3, faults at its 2nd
        (br $done))
        (unreachable))
      (local.set $sum (i64.add (i64.mul (local.get $sum) (i64.const 31)) (local.get $value))) ;; 6
      (local.set $script (i64.shr_u (local.get $script) (i64.const 4)))                      ;; 4
      (local.set $step (i64.add (local.get $step) (i64.const 1)))                            ;; 4
      (br $next))                                                                            ;; 1
    (unreachable))

  ;; Its start function plays a script too, if it has one.
  (func $begin
    (drop (call $play (call $start_program) (call $start_script))))                          ;; 1, 2, 2, 1
  (start $begin))
