;; Direct and indirect calls, imported functions, recursion.
;;= ackermann 2 3
;;= even 100
;;= even 101
;;= indirect 0 5
;;= indirect 1 5
;;= indirect 2 5
;;= indirect 3 5
;;= indirect 4 5
;;= indirect 5 5
;;= indirect 6 5
;;= indirect 0x7fffffff 5
;;= indirect 0xffffffff 5
;;= sameType 0 9
;;= sameType 1 9
;;= hosts 21
;;= mixed 3 4 0x3fc00000 0x4004000000000000
;;= hostThroughTable 100
;;= forever
;;= mutual 5
;;= arguments 1 2 3 4 5 6 7 8 9 10
;;= depth 1000
;;= depth 0
(module
  (type $unary (func (param i32) (result i32)))
  (type $unaryAgain (func (param i32) (result i32)))
  (type $none (func))
  (type $wide (func (param i64) (result i64)))
  (import "env" "double" (func $double (param i64) (result i64)))
  (import "env" "note" (func $note (param i32)))
  (import "env" "mix" (func $mix (param i32 i64 f32 f64) (result f64)))
  (table 6 6 funcref)
  (elem (i32.const 0) $increment $square $decrement $nothing)
  (elem (i32.const 5) $double)
  (func $increment (type $unary) (i32.add (local.get 0) (i32.const 1)))
  (func $square (type $unaryAgain) (i32.mul (local.get 0) (local.get 0)))
  (func $decrement (param i32) (result i32) (i32.sub (local.get 0) (i32.const 1)))
  (func $nothing (type $none))
  (func $ackermann (export "ackermann") (param i64 i64) (result i64)
    (if (result i64) (i64.eqz (local.get 0))
      (then (i64.add (local.get 1) (i64.const 1)))
      (else
        (if (result i64) (i64.eqz (local.get 1))
          (then (call $ackermann (i64.sub (local.get 0) (i64.const 1)) (i64.const 1)))
          (else
            (call $ackermann (i64.sub (local.get 0) (i64.const 1))
              (call $ackermann (local.get 0) (i64.sub (local.get 1) (i64.const 1)))))))))
  (func $even (export "even") (param i32) (result i32)
    (if (result i32) (i32.eqz (local.get 0))
      (then (i32.const 1)) (else (call $odd (i32.sub (local.get 0) (i32.const 1))))))
  (func $odd (param i32) (result i32)
    (if (result i32) (i32.eqz (local.get 0))
      (then (i32.const 0)) (else (call $even (i32.sub (local.get 0) (i32.const 1))))))
  (func (export "indirect") (param i32 i32) (result i32)
    (call_indirect (type $unary) (local.get 1) (local.get 0)))
  (func (export "sameType") (param i32 i32) (result i32)
    (call_indirect (type $unaryAgain) (local.get 1) (local.get 0)))
  (func (export "hosts") (param i64) (result i64)
    (call $note (i32.const 3))
    (i64.add (call $double (local.get 0)) (call $double (i64.const -4))))
  (func (export "mixed") (param i32 i64 f32 f64) (result f64)
    (i32.const 9)
    (call $mix (local.get 0) (local.get 1) (local.get 2) (local.get 3))
    (f64.add (f64.const 0.5))
    (i32.trunc_f64_s)
    (i32.add)
    (f64.convert_i32_s))
  (func (export "hostThroughTable") (param i64) (result i64)
    (call_indirect (type $wide) (local.get 0) (i32.const 5)))
  (func $forever (export "forever") (call $forever))
  (func $mutual (export "mutual") (param i32) (result i32) (i32.add (call $mutual (local.get 0)) (i32.const 1)))
  (func (export "arguments") (param i32 i64 i32 i64 i32 i64 i32 i64 i32 i64) (result i64)
    (i64.add (i64.mul (local.get 9) (i64.const 100)) (i64.extend_i32_u (i32.sub (local.get 0) (local.get 8)))))
  (func $depth (export "depth") (param i32) (result i32)
    (local i64 i64 f64)
    (if (result i32) (i32.eqz (local.get 0))
      (then (i32.wrap_i64 (i64.add (local.get 1) (local.get 2))))
      (else
        (local.set 1 (i64.const 77)) (local.set 2 (i64.const 1))
        (i32.add (call $depth (i32.sub (local.get 0) (i32.const 1))) (i32.const 1)))))
)
