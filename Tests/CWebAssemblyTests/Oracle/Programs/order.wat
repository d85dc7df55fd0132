;; In which order operands are computed and effects happen.
;;= order
;;= storesInOrder
;;= trapAfterStore
;;= load 8
;;= divisionFirst 0
;;= divisionFirst 1
;;= callAfterPush 3
;;= memoryBehindPush 4
;;= load 4
(module
  (memory (export "memory") 1)
  (global $log (mut i32) (i32.const 0))
  (func $note (param i32) (result i32)
    (global.set $log (i32.add (i32.mul (global.get $log) (i32.const 10)) (local.get 0))) (local.get 0))
  (func (export "order") (result i32)
    (drop (i32.sub (i32.mul (call $note (i32.const 1)) (call $note (i32.const 2))) (call $note (i32.const 3))))
    (drop (select (call $note (i32.const 4)) (call $note (i32.const 5)) (call $note (i32.const 6))))
    (i32.store (call $note (i32.const 8)) (call $note (i32.const 7)))
    (global.get $log))
  (func (export "storesInOrder") (result i32)
    (i32.store (i32.const 0) (i32.const 1)) (i32.store (i32.const 0) (i32.const 2)) (i32.load (i32.const 0)))
  (func (export "trapAfterStore") (i32.store (i32.const 8) (i32.const 55)) (i32.store (i32.const -1) (i32.const 66)))
  (func (export "divisionFirst") (param i32) (result i32)
    (i32.div_u (i32.const 1) (local.get 0)) (i32.load (i32.const -1)) (i32.add))
  (func $grow (result i32) (memory.grow (i32.const 1)))
  (func (export "callAfterPush") (param i32) (result i32)
    (local.get 0) (local.get 0) (i32.mul) (call $note (i32.const 9)) (local.get 0) (i32.add) (i32.add))
  ;; A value that was loaded before a store stays what it was.
  (func (export "memoryBehindPush") (param i32) (result i32)
    (i32.load (local.get 0)) (i32.store (local.get 0) (i32.const 123)) (i32.load (local.get 0)) (i32.sub))
  (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
)
