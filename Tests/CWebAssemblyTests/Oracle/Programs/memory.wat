;; Memory: its size, growing, copying, filling, segments.
;;= size
;;= load 0
;;= load 100
;;= fill 10 0xab 5
;;= fill 65530 1 6
;;= fill 65530 1 7
;;= fill 65536 1 0
;;= fill 65537 1 0
;;= fill 0 1 0xffffffff
;;= copy 20 0 16
;;= copy 2 0 16
;;= copy 0 2 16
;;= copy 65530 0 6
;;= copy 65530 0 7
;;= copy 0 65530 7
;;= copy 65536 65536 0
;;= copy 65537 0 0
;;= copy 0 65537 0
;;= copy 0 0xfffffffe 3
;;= init 200 0 5
;;= init 200 2 3
;;= init 200 5 0
;;= init 200 6 0
;;= init 200 2 4
;;= init 65533 0 3
;;= init 65533 0 4
;;= init 65536 0 0
;;= init 65537 0 0
;;= init 0 0 0xffffffff
;;= initActive 300 0 0
;;= initActive 300 0 1
;;= dropPassive
;;= init 200 0 0
;;= init 200 0 1
;;= dropPassive
;;= grow 0
;;= grow 1
;;= size
;;= load 65536
;;= store 131068 0x11223344
;;= store 131069 1
;;= grow 2
;;= grow 0xffffffff
;;= grow 0x10000
;;= grow 1
;;= size
;;= load 262140
;;= load 262141
;;= new
;;= size
;;= load 100
;;= load 65535
;;= init 7 0 5
;;= new
;;= partStore
;;= load 65532
(module
  (memory (export "memory") 1 4)
  (data (i32.const 0) "hello, world\00\01\02\03")
  (data $passive "\f0\f1\f2\f3\f4")
  (data (i32.const 100) "\ff\00\ee")
  (data (i32.const 99) "\aa\bb")
  (data (i32.const 65536) "")
  (data (i32.const 65535) "\77")
  (func (export "size") (result i32) (memory.size))
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
  (func (export "store") (param i32 i32) (i32.store (local.get 0) (local.get 1)))
  (func (export "fill") (param i32 i32 i32) (memory.fill (local.get 0) (local.get 1) (local.get 2)))
  (func (export "copy") (param i32 i32 i32) (memory.copy (local.get 0) (local.get 1) (local.get 2)))
  (func (export "init") (param i32 i32 i32) (memory.init $passive (local.get 0) (local.get 1) (local.get 2)))
  (func (export "initActive") (param i32 i32 i32) (memory.init 0 (local.get 0) (local.get 1) (local.get 2)))
  (func (export "dropPassive") (data.drop $passive))
  (func (export "partStore") (i32.store (i32.const 65533) (i32.const -1)))
)
