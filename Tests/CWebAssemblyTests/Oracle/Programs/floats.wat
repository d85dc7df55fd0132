;; Floats in expressions: each operation rounds, none is fused with the next, NaN is one.
;;= multiplyAdd 0x3ff0000000000001 0x3ff0000000000001 0xbff0000000000002
;;= single 0x3f800001 0x3f800001 0xbf800002
;;= invalid 0
;;= invalid 1
;;= invalid 2
;;= invalid 3
;;= invalid 4
;;= invalid 5
;;= negated 0x7ff4000000000001
;;= negated 0xfff8000000000000
;;= copied 0x7ff4000000000001 0x8000000000000000
;;= absolute 0xfff4000000000001
;;= throughMemory 0x7fa00001
;;= throughMemory 0xffffffff
;;= throughLocal 0x7fa00001
;;= mean 0x3fb999999999999a 0x3fc999999999999a
;;= roundTwice 0x3ff0000010000001
;;= sum 1000
;;= constants
(module
  (memory 1)
  (func (export "multiplyAdd") (param f64 f64 f64) (result f64) (f64.add (f64.mul (local.get 0) (local.get 1)) (local.get 2)))
  (func (export "single") (param f32 f32 f32) (result f32) (f32.add (f32.mul (local.get 0) (local.get 1)) (local.get 2)))
  (func (export "invalid") (param i32) (result i64)
    (local f64)
    (block (block (block (block (block (block
      (br_table 0 1 2 3 4 5 (local.get 0)))
      (local.set 1 (f64.div (f64.const 0) (f64.const -0))) (br 4))
      (local.set 1 (f64.sub (f64.const inf) (f64.const inf))) (br 3))
      (local.set 1 (f64.mul (f64.const -inf) (f64.const 0))) (br 2))
      (local.set 1 (f64.sqrt (f64.const -1))) (br 1))
      (local.set 1 (f64.promote_f32 (f32.const -nan:0x200001))) (br 0))
    (i64.reinterpret_f64 (local.get 1)))
  (func (export "negated") (param i64) (result i64) (i64.reinterpret_f64 (f64.neg (f64.reinterpret_i64 (local.get 0)))))
  (func (export "copied") (param i64 i64) (result i64)
    (i64.reinterpret_f64 (f64.copysign (f64.reinterpret_i64 (local.get 0)) (f64.reinterpret_i64 (local.get 1)))))
  (func (export "absolute") (param i64) (result i64) (i64.reinterpret_f64 (f64.abs (f64.reinterpret_i64 (local.get 0)))))
  (func (export "throughMemory") (param i32) (result i32)
    (f32.store (i32.const 0) (f32.reinterpret_i32 (local.get 0))) (f32.store (i32.const 8) (f32.load (i32.const 0)))
    (i32.load (i32.const 8)))
  (func (export "throughLocal") (param i32) (result i32)
    (local f32)
    (local.set 1 (f32.reinterpret_i32 (local.get 0)))
    (i32.reinterpret_f32 (select (local.get 1) (f32.const 0) (i32.const 1))))
  (func (export "mean") (param f64 f64) (result f64) (f64.div (f64.add (local.get 0) (local.get 1)) (f64.const 2)))
  (func (export "roundTwice") (param f64) (result f32) (f32.demote_f64 (local.get 0)))
  (func (export "sum") (param i32) (result f32)
    (local f32)
    (loop
      (local.set 1 (f32.add (local.get 1) (f32.div (f32.const 1) (f32.convert_i32_u (local.get 0)))))
      (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (local.get 1))
  (func (export "constants") (result i32 i64)
    (i32.reinterpret_f32 (f32.const nan:0x200000)) (i64.reinterpret_f64 (f64.const -nan:0x4000000000000)))
)
