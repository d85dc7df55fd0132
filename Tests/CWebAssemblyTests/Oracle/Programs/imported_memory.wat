;; The memory is the host's, as in a runtime.
;;= size
;;= sum 1024 4
;;= put 70000 5
;;= put 131072 5
;;= grow 1
;;= put 131072 5
(module
  (import "env" "memory" (memory 2))
  (import "env" "note" (func $note (param i32)))
  (global $base (export "__heap_base") i32 (i32.const 2048))
  (data (i32.const 1024) "\01\02\03\04")
  (func (export "size") (result i32) (call $note (i32.const 1)) (memory.size))
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "put") (param i32 i32) (i32.store8 (local.get 0) (local.get 1)))
  (func (export "sum") (param i32 i32) (result i32)
    (local i32)
    (loop
      (local.set 2 (i32.add (local.get 2) (i32.load8_u (local.get 0))))
      (local.set 0 (i32.add (local.get 0) (i32.const 1)))
      (br_if 0 (local.tee 1 (i32.sub (local.get 1) (i32.const 1)))))
    (local.get 2))
)
