;; Tables: copied, filled from segments, within their bounds or not at all.
;;= call 0
;;= call 2
;;= copy 2 0 2
;;= call 2
;;= call 3
;;= copy 9 0 2
;;= call 9
;;= copy 10 10 0
;;= copy 11 0 0
;;= init 4 0 3
;;= call 4
;;= call 5
;;= call 6
;;= init 8 1 3
;;= call 8
;;= init 0 2 2
;;= init 10 3 0
;;= init 10 4 0
;;= init 11 0 0
;;= drop
;;= init 4 0 0
;;= init 4 0 1
;;= call 6
;;= initActive 0
;;= initActive 1
;;= copyOverlapping
;;= call 0
;;= call 1
;;= call 2
;;= new
;;= call 4
(module
  (type $f (func (result i32)))
  (table 10 funcref)
  (elem (i32.const 0) $a $b)
  (elem $later func $c $a $b)
  (func $a (result i32) (i32.const 100))
  (func $b (result i32) (i32.const 200))
  (func $c (result i32) (i32.const 300))
  (func (export "call") (param i32) (result i32) (call_indirect (type $f) (local.get 0)))
  (func (export "copy") (param i32 i32 i32) (table.copy (local.get 0) (local.get 1) (local.get 2)))
  (func (export "copyOverlapping") (table.copy (i32.const 0) (i32.const 4) (i32.const 3)) (table.copy (i32.const 1) (i32.const 0) (i32.const 3)))
  (func (export "init") (param i32 i32 i32) (table.init $later (local.get 0) (local.get 1) (local.get 2)))
  (func (export "initActive") (param i32) (table.init 0 (i32.const 0) (i32.const 0) (local.get 0)))
  (func (export "drop") (elem.drop $later))
)
