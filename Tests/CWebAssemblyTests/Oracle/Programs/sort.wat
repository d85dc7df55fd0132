;; A program of some length: fills memory with numbers, sorts them, and sums them by place.
;;= run 10 1
;;= run 300 7
;;= run 1000 12345
(module
  (memory (export "memory") 1)
  (func $fill (param $count i32) (param $seed i32)
    (local $i i32)
    (loop $next
      (local.set $seed (i32.add (i32.mul (local.get $seed) (i32.const 1103515245)) (i32.const 12345)))
      (i32.store (i32.shl (local.get $i) (i32.const 2)) (i32.xor (local.get $seed) (i32.shr_u (local.get $seed) (i32.const 16))))
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $count)))))
  (func $sort (param $low i32) (param $high i32)
    (local $i i32) (local $j i32) (local $pivot i32) (local $swap i32)
    (if (i32.ge_s (local.get $low) (local.get $high)) (then (return)))
    (local.set $pivot
      (i32.load (i32.shl (i32.shr_u (i32.add (local.get $low) (local.get $high)) (i32.const 1)) (i32.const 2))))
    (local.set $i (local.get $low))
    (local.set $j (local.get $high))
    (block $done
      (loop $again
        (loop $up
          (if (i32.lt_s (i32.load (i32.shl (local.get $i) (i32.const 2))) (local.get $pivot))
            (then (local.set $i (i32.add (local.get $i) (i32.const 1))) (br $up))))
        (loop $down
          (if (i32.gt_s (i32.load (i32.shl (local.get $j) (i32.const 2))) (local.get $pivot))
            (then (local.set $j (i32.sub (local.get $j) (i32.const 1))) (br $down))))
        (br_if $done (i32.ge_s (local.get $i) (local.get $j)))
        (local.set $swap (i32.load (i32.shl (local.get $i) (i32.const 2))))
        (i32.store (i32.shl (local.get $i) (i32.const 2)) (i32.load (i32.shl (local.get $j) (i32.const 2))))
        (i32.store (i32.shl (local.get $j) (i32.const 2)) (local.get $swap))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (local.set $j (i32.sub (local.get $j) (i32.const 1)))
        (br $again)))
    (call $sort (local.get $low) (local.get $j))
    (call $sort (i32.add (local.get $j) (i32.const 1)) (local.get $high)))
  (func (export "run") (param $count i32) (param $seed i32) (result i64)
    (local $i i32) (local $sum i64)
    (call $fill (local.get $count) (local.get $seed))
    (call $sort (i32.const 0) (i32.sub (local.get $count) (i32.const 1)))
    (loop $next
      (local.set $sum
        (i64.add (i64.mul (local.get $sum) (i64.const 31)) (i64.load32_s (i32.shl (local.get $i) (i32.const 2)))))
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $count))))
    (local.get $sum))
)
