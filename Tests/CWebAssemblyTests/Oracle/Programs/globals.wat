;; Globals: kept between calls of one instance, new in another.
;;= count
;;= count
;;= wide
;;= setWide 0x123456789abcdef0
;;= wide
;;= floats
;;= setFloats 0x3f800000 0xc000000000000000
;;= floats
;;= pushedBefore
;;= count
;;= new
;;= count
;;= wide
;;= floats
(module
  (global $count (mut i32) (i32.const 41))
  (global $wide (mut i64) (i64.const -5))
  (global $single (mut f32) (f32.const 0.1))
  (global $real (mut f64) (f64.const -0.1))
  (global $fixed i32 (i32.const 7))
  (func (export "count") (result i32)
    (global.set $count (i32.add (global.get $count) (i32.const 1))) (global.get $count))
  (func (export "wide") (result i64) (global.get $wide))
  (func (export "setWide") (param i64) (global.set $wide (local.get 0)))
  (func (export "floats") (result f32 f64 i32) (global.get $single) (global.get $real) (global.get $fixed))
  (func (export "setFloats") (param f32 f64) (global.set $real (local.get 1)) (global.set $single (local.get 0)))
  ;; What lies on the stack is the global's value of then.
  (func (export "pushedBefore") (result i32)
    (global.get $count)
    (global.set $count (i32.const 500))
    (i32.sub (global.get $count)))
)
