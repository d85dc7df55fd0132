;; Blocks, loops, branches and what they carry.
;;= factorial 0
;;= factorial 20
;;= factorial 25
;;= collatz 27
;;= collatz 97
;;= choose 0
;;= choose 1
;;= choose 2
;;= choose 3
;;= choose 0x7fffffff
;;= choose 0xffffffff
;;= chooseCarrying 0
;;= chooseCarrying 1
;;= chooseCarrying 2
;;= chooseCarrying 3
;;= chooseCarrying 9
;;= branchKeeps 0
;;= branchKeeps 5
;;= deepReturn 7
;;= ifWithout 0
;;= ifWithout 1
;;= nestedIf 0 0
;;= nestedIf 0 1
;;= nestedIf 1 0
;;= nestedIf 1 1
;;= throwsAwayBelow 3
;;= loopCarries 10
;;= brTableOfLoop 9
;;= selects 0 0x11 0x22
;;= selects 1 0x11 0x22
;;= selects 0x80000000 0x11 0x22
;;= selectsFloat 0 0x8000000000000000 0x3ff0000000000000
;;= selectsTyped 1 0x5 0x6
;;= nothing
;;= unreachableAfter 0
;;= unreachableAfter 1
;;= ifUnreachableArm 0
;;= ifUnreachableArm 1
;;= returnsFromLoop 100
;;= teeAndGet 5
;;= swapLocals 1 2 7
;;= overwriteRead 5
;;= brIfKeepsValue 0
;;= brIfKeepsValue 1
;;= brTableEmpty 4
;;= unreachableStack
(module
  (func (export "factorial") (param i64) (result i64)
    (local i64)
    (local.set 1 (i64.const 1))
    (block
      (loop
        (br_if 1 (i64.eqz (local.get 0)))
        (local.set 1 (i64.mul (local.get 0) (local.get 1)))
        (local.set 0 (i64.sub (local.get 0) (i64.const 1)))
        (br 0)))
    (local.get 1))
  (func (export "collatz") (param i32) (result i32)
    (local i32)
    (loop $again
      (if (i32.gt_u (local.get 0) (i32.const 1))
        (then
          (local.set 1 (i32.add (local.get 1) (i32.const 1)))
          (local.set 0
            (if (result i32) (i32.and (local.get 0) (i32.const 1))
              (then (i32.add (i32.mul (local.get 0) (i32.const 3)) (i32.const 1)))
              (else (i32.shr_u (local.get 0) (i32.const 1)))))
          (br $again))))
    (local.get 1))
  (func (export "choose") (param i32) (result i32)
    (block $d (block $c (block $b (block $a
      (br_table $a $b $c $d (local.get 0)))
      (return (i32.const 100)))
      (return (i32.const 101)))
      (return (i32.const 102)))
    (i32.const 103))
  (func (export "chooseCarrying") (param i32) (result i32)
    (block $outer (result i32)
      (i32.add (i32.const 1000)
        (block $inner (result i32)
          (i32.add (i32.const 10)
            (block $innermost (result i32)
              (br_table $innermost $inner $outer $inner (i32.const 7) (local.get 0))))))))
  (func (export "branchKeeps") (param i32) (result i32)
    (i32.const 1)
    (i32.add
      (block (result i32)
        (i32.const 2) (i32.const 3) (i32.const 4)
        (br_if 0 (local.get 0))
        (drop) (drop))
      (i32.const 10))
    (i32.add))
  (func (export "deepReturn") (param i32) (result i32)
    (i32.const 99) (i32.const 98)
    (block (block (loop (block (i32.const 5) (return (i32.add (local.get 0))))))) 
    (drop))
  (func (export "ifWithout") (param i32) (result i32)
    (local i32)
    (if (local.get 0) (then (local.set 1 (i32.const 44))))
    (local.get 1))
  (func (export "nestedIf") (param i32 i32) (result i32)
    (if (result i32) (local.get 0)
      (then (if (result i32) (local.get 1) (then (i32.const 11)) (else (i32.const 10))))
      (else (if (result i32) (i32.eqz (local.get 1)) (then (i32.const 0)) (else (i32.const 1))))))
  (func (export "throwsAwayBelow") (param i32) (result i64)
    (block (result i64)
      (f64.const 1) (i32.const 2) (i64.const 3) (f32.const 4)
      (i64.extend_i32_u (local.get 0))
      (br 0)))
  (func (export "loopCarries") (param i32) (result i32)
    (local.get 0) (i32.const 0)
    (loop (param i32 i32) (result i32)
      (local.set 0)
      (if (param i32) (result i32) (i32.eqz (i32.rem_u (local.get 0) (i32.const 3)))
        (then (i32.const 7) (i32.add))
        (else (i32.const 3) (i32.mul)))
      (i32.add (local.get 0) (i32.const 1))
      (local.tee 0)
      (local.get 0)
      (br_if 0 (i32.lt_u (i32.const 12)))
      (i32.add)))
  (func (export "brTableOfLoop") (param i32) (result i32)
    (local i32)
    (block $out
      (loop $again
        (local.set 1 (i32.add (i32.mul (local.get 1) (i32.const 31)) (local.get 0)))
        (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
        (br_table $out $again $again (i32.gt_s (local.get 0) (i32.const 0)))))
    (local.get 1))
  (func (export "selects") (param i32 i32 i32) (result i32)
    (select (local.get 1) (local.get 2) (local.get 0)))
  (func (export "selectsFloat") (param i32 f64 f64) (result f64)
    (select (local.get 1) (local.get 2) (i32.eqz (local.get 0))))
  (func (export "selectsTyped") (param i32 i64 i64) (result i64)
    (select (result i64) (local.get 1) (local.get 2) (local.get 0)))
  (func (export "nothing"))
  (func (export "unreachableAfter") (param i32) (result i32)
    (if (local.get 0) (then (unreachable)))
    (i32.const 8))
  (func (export "ifUnreachableArm") (param i32) (result i32)
    (if (result i32) (local.get 0) (then (return (i32.const 3)) (i32.add)) (else (i32.const 4))))
  (func (export "returnsFromLoop") (param i32) (result i32)
    (loop (result i32)
      (if (i32.lt_s (local.get 0) (i32.const 3)) (then (return (local.get 0))))
      (local.set 0 (i32.div_s (local.get 0) (i32.const 2)))
      (br 0)))
  (func (export "teeAndGet") (param i32) (result i32)
    (i32.sub (local.tee 0 (i32.mul (local.get 0) (i32.const 3))) (local.tee 0 (i32.const 1)))
    (i32.add (local.get 0)))
  (func (export "swapLocals") (param i32 i32 i32) (result i32)
    (loop
      (local.get 0) (local.get 1)
      (local.set 0) (local.set 1)
      (br_if 0 (local.tee 2 (i32.sub (local.get 2) (i32.const 1)))))
    (i32.add (i32.mul (local.get 0) (i32.const 1000)) (local.get 1)))
  ;; What lies on the stack is the local's value of then, not of later.
  (func (export "overwriteRead") (param i32) (result i32)
    (local.get 0)
    (local.get 0)
    (local.set 0 (i32.const 1000))
    (block (local.set 0 (i32.add (local.get 0) (i32.const 1))))
    (local.get 0)
    (i32.mul)
    (i32.add))
  (func (export "brIfKeepsValue") (param i32) (result i32)
    (local i32)
    (block (result i32)
      (br_if 0 (i32.const 21) (local.get 0))
      (local.set 1)
      (i32.add (local.get 1) (local.get 1))))
  (func (export "brTableEmpty") (param i32) (result i32)
    (block (result i32) (br_table 0 (i32.const 6) (local.get 0))))
  (func (export "unreachableStack") (result i32)
    (block (result i32)
      (br 0 (i32.const 77))
      (i64.add)
      (drop)
      (select)
      (i32.add)
      (f32.const 3)
      (drop)))
)
