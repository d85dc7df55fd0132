;; Several results, of blocks and of functions.
;;= three 5
;;= divmod 17 5
;;= divmod 17 0
;;= reorder 1 2 3
;;= pick 0 10 20
;;= pick 1 10 20
;;= fibonacci 50
;;= throughBlocks 6
;;= mixed
;;= early 0
;;= early 1
;;= tail 9
;;= many
;;= spread 3
(module
  (type $three (func (param i32) (result i32 i64 f64)))
  (func $three (export "three") (type $three)
    (local.get 0) (i64.extend_i32_s (i32.mul (local.get 0) (i32.const -2))) (f64.convert_i32_s (local.get 0)))
  (func $divmod (export "divmod") (param i32 i32) (result i32 i32)
    (i32.div_u (local.get 0) (local.get 1)) (i32.rem_u (local.get 0) (local.get 1)))
  (func $rotate (param i32 i32 i32) (result i32 i32 i32) (local.get 1) (local.get 2) (local.get 0))
  (func (export "reorder") (param i32 i32 i32) (result i32)
    (local.get 0) (local.get 1) (local.get 2)
    (call $rotate) (call $rotate)
    (local.set 2) (local.set 1) (local.set 0)
    (i32.add (i32.mul (local.get 0) (i32.const 100)) (i32.add (i32.mul (local.get 1) (i32.const 10)) (local.get 2))))
  (func (export "pick") (param i32 i32 i32) (result i32 i32)
    (local.get 1) (local.get 2)
    (if (param i32 i32) (result i32 i32) (local.get 0)
      (then (i32.const 1) (i32.add))
      (else (drop) (i32.const 3))))
  (func (export "fibonacci") (param i32) (result i64)
    (local i64)
    (i64.const 0) (i64.const 1)
    (loop (param i64 i64) (result i64 i64)
      (local.tee 1)
      (i64.add)
      (local.get 1)
      (local.set 1) (local.get 1) (i64.const 0) (i64.add)
      (local.set 1)
      (local.get 1) (i64.sub) (local.get 1) (i64.add)
      (local.get 1)
      (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (drop))
  (func (export "throughBlocks") (param i32) (result i32 i32)
    (local.get 0) (i32.const 2)
    (block (param i32 i32) (result i32 i32)
      (block (param i32 i32) (result i32 i32 i32)
        (i32.const 3))
      (br_if 0 (i32.gt_s (i32.const 5)))
      (i32.const 1) (i32.add)))
  (func (export "mixed") (result f32 i64 i32 f64)
    (f32.const 1.5) (i64.const -1) (i32.const 7) (f64.const -0.25))
  (func (export "early") (param i32) (result i64 i32)
    (i64.const 1)
    (block (result i64 i32)
      (i64.const 2) (i32.const 3)
      (br_if 0 (local.get 0))
      (drop) (drop)
      (return (i64.const 4) (i32.const 5)))
    (i32.const 1) (i32.add)
    (return))
  (func $tail (export "tail") (param i32) (result i32 i32) (call $divmod (local.get 0) (i32.const 4)))
  (func $many (export "many") (result i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)
    (i32.const 1) (i32.const 2) (i32.const 3) (i32.const 4) (i32.const 5) (i32.const 6)
    (call $tail (i32.const 30)) (call $tail (i32.const 31)) (call $tail (i32.const 33)))
  (func (export "spread") (param i32) (result i32)
    (call $many)
    (i32.sub) (i32.mul) (i32.add) (i32.sub) (i32.mul) (i32.add) (i32.sub) (i32.mul) (i32.add) (i32.sub) (i32.mul)
    (i32.add (local.get 0)))
)
