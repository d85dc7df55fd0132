// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CWebAssembly
import Testing

@Suite("Instances")
struct InstanceTests {
    /// Writes wherever an instance keeps something.
    private static var scribbler: WasmModule {
        var module = WasmModule()
        module.memory(2, 6)
        module.table(4)
        module.data(at: 100, Array("prepared".utf8))
        module.data(at: nil, [1, 2, 3])
        let global = module.global(.i64, .i64(7))
        let type = module.type([], [.i32])
        let one = module.function(nil, [], [.i32], code: .i32(1))
        let two = module.function(nil, [], [.i32], code: .i32(2))
        module.elements(at: 1, [one])
        module.elements(at: nil, [two])
        module.function(
            "scribble", [], [],
            code: .i32(0), .i32(0xee), .i32(65536 * 2), .memoryFill, .i32(2), .memoryGrow, .drop, .i32(65536 * 3),
            .i32(9), .access(0x36), .i64(99), .globalSet(global), .dataDrop(1), .i32(0), .i32(0), .i32(1),
            .tableInit(1), .i32(1), .i32(0), .i32(1), .tableCopy, .elementsDrop(1))
        module.function("global", [], [.i64], code: .globalGet(global))
        module.function("size", [], [.i32], code: .memorySize)
        module.function("segment", code: .i32(0), .i32(0), .i32(3), .memoryInit(1))
        module.function("element", [.i32], [.i32], code: .localGet(0), .callIndirect(type))
        module.function("elements", code: .i32(3), .i32(0), .i32(1), .tableInit(1))
        module.function("load", [.i32], [.i32], code: .localGet(0), .access(0x28))
        return module
    }

    @Test("forget everything by a reset")
    func reset() throws {
        let module = try Module(Self.scribbler.bytes)
        let used = try Instance(module)
        for round in 0..<3 {
            let before = Array(used.memory)
            #expect(before.count == 2 * 65536)
            #expect(before[100..<108].elementsEqual("prepared".utf8))
            #expect(before.filter { $0 != 0 }.count == 8)
            #expect(used.call("global") == "7")
            #expect(used.call("element", [0]) == "trap null_function")
            #expect(used.call("element", [1]) == "1")
            #expect(used.call("scribble") == "")
            #expect(used.call("global") == "63")
            #expect(used.call("size") == "4")
            #expect(used.call("load", [65536 * 3]) == "9")
            #expect(used.call("load", [100]) == "eeeeeeee")
            #expect(used.call("segment") == "trap memory_bounds")
            #expect(used.call("element", [0]) == "2")
            #expect(used.call("element", [1]) == "2")
            #expect(used.call("elements") == "trap table_bounds")
            // The host writes too, and grows.
            #expect(used.grow(1) == 4)
            used.memory[5 * 65536 - 1] = 0x77
            #expect(used.grow(2) == .max)
            #expect(used.reset() == wasm_ok, "round \(round)")
        }
        #expect(used.call("segment") == "")
        #expect(used.call("elements") == "")
        // What was written to pages that a reset took away is not there when they come back.
        #expect(used.reset() == wasm_ok)
        #expect(used.grow(3) == 2)
        #expect(used.memory.count == 5 * 65536)
        #expect(!used.memory[(2 * 65536)...].contains { $0 != 0 })
    }

    @Test("do not see each other")
    func apart() throws {
        let module = try Module(Self.scribbler.bytes)
        let (first, second) = (try Instance(module), try Instance(module))
        #expect(first.call("scribble") == "")
        #expect(second.call("global") == "7")
        #expect(second.call("element", [1]) == "1")
        #expect(second.call("load", [100]) == "70657270")
        #expect(second.call("segment") == "")
    }

    @Test("of one module run in several threads at once")
    func threads() async throws {
        let sort = try #require(ProgramCase.all.first { $0.description == "sort" })
        // Nothing is checked yet: the threads come to it together.
        let module = try Module(sort.module, isLazy: true)
        await withTaskGroup(of: [String].self) { group in
            for _ in 0..<4 {
                group.addTask {
                    guard let instance = try? Instance(module) else { return [] }
                    return (0..<5).map { _ in
                        let found = instance.call("run", [1000, 12345])
                        return instance.reset() == wasm_ok ? found : "no reset"
                    }
                }
            }
            for await found in group { #expect(found == [String](repeating: "256bb79075711f74", count: 5)) }
        }
    }

    @Test("grow to what the module or the limit allows, by the host as by the program")
    func growing() throws {
        var module = WasmModule()
        module.memory(1)
        module.function("grow", [.i32], [.i32], code: .localGet(0), .memoryGrow)
        var limits = wasm_default_limits
        limits.memory_pages = 10
        let instance = try Instance(Module(module.bytes, limits: limits))
        #expect(instance.call("grow", [10]) == "ffffffff")
        #expect(instance.call("grow", [4]) == "1")
        #expect(instance.grow(5) == 5)
        #expect(instance.grow(1) == .max)
        #expect(instance.call("grow", [0]) == "a")
        #expect(instance.memory.count == 10 * 65536)
        instance.memory[10 * 65536 - 1] = 1
    }

    @Test("keep what the host has written, also where the program has grown")
    func hostMemory() throws {
        var module = WasmModule()
        module.importMemory(1)
        module.importFunction("fill", [.i32], [])
        module.function("run", [], [.i32], code: .i32(65536), .call(0), .i32(65536), .access(0x28))
        let parsed = try Module(module.bytes)
        #expect(parsed.importNames == ["fill"])
        var instance: Instance?
        instance = try Instance(parsed) { _, slots in
            guard let instance, instance.grow(1) == 1 else { return wasm_trap_host }
            let memory = instance.memory
            for place in 0..<4 { memory[Int(slots[0]) + place] = UInt8(0x11 * (place + 1)) }
            return wasm_ok
        }
        #expect(instance?.call("run") == "44332211")
        instance = nil
    }

    @Test("end with the status that a host function gives, and can be called again")
    func hostFailure() throws {
        var module = WasmModule()
        module.importFunction("fails", [.i32], [.i64])
        module.function("run", [.i32], [.i64], code: .i64(1), .localGet(0), .call(0), .i64Add)
        let instance = try Instance(Module(module.bytes)) { _, slots in
            guard slots[0] != 3 else { return wasm_trap_host }
            slots[0] = slots[0] << 32
            return wasm_ok
        }
        #expect(instance.call("run", [2]) == "200000001")
        #expect(instance.call("run", [3]) == "trap host")
        #expect(instance.call("run", [4]) == "400000001")
    }

    @Test("have no start function run by itself")
    func start() throws {
        var module = WasmModule()
        let global = module.global(.i32, .i32(0))
        module.start = module.function(nil, code: .i32(1), .globalSet(global))
        module.function("global", [], [.i32], code: .globalGet(global))
        #expect(try Instance(module).call("global") == "0")
    }

    @Test("are not made where a segment lies outside")
    func segments() throws {
        var outside = WasmModule()
        outside.memory(1)
        outside.data(at: 65535, [1, 2])
        #expect(throws: Refusal.self) { _ = try Instance(outside) }
        var behind = WasmModule()
        behind.memory(1)
        behind.data(at: 65537, [])
        #expect(throws: Refusal.self) { _ = try Instance(behind) }
        var high = WasmModule()
        high.memory(1)
        high.data(at: .max, [1])
        #expect(throws: Refusal.self) { _ = try Instance(high) }
        var elements = WasmModule()
        elements.table(2)
        elements.elements(at: 1, [elements.function(nil, code: .nop), 0])
        #expect(throws: Refusal.self) { _ = try Instance(elements) }
    }

    @Test("tell what is exported")
    func exports() throws {
        var module = WasmModule()
        module.memory(1)
        module.global(.i32, mutable: false, .i32(0x12345), export: "__heap_base")
        module.global(.i64, .i64(-2), export: "wide")
        module.function("Core_version", [.i32, .i32], [.i64], code: .i64(0))
        module.customs = [("runtime_version", [1, 2, 3]), ("empty", [])]
        let parsed = try Module(module.bytes)
        #expect(parsed.exportNames == ["memory", "__heap_base", "wide", "Core_version"])
        let function = try #require(parsed.function("Core_version"))
        #expect(function.index == 0)
        #expect(function.parameters == [.i32, .i32])
        #expect(function.results == [.i64])
        #expect(parsed.function("memory") == nil)
        #expect(parsed.function("") == nil)
        var value: UInt64 = 0
        #expect(wasm_module_find_global(parsed.pointer, "__heap_base", &value))
        #expect(value == 0x12345)
        #expect(wasm_module_find_global(parsed.pointer, "wide", &value))
        #expect(value == UInt64(bitPattern: -2))
        #expect(!wasm_module_find_global(parsed.pointer, "memory", &value))
        var start: UnsafePointer<UInt8>?
        var count = 0
        #expect(wasm_module_custom_section(parsed.pointer, "runtime_version", &start, &count))
        #expect(UnsafeBufferPointer(start: start, count: count).elementsEqual([1, 2, 3]))
        #expect(wasm_module_custom_section(parsed.pointer, "empty", &start, &count))
        #expect(count == 0)
        #expect(!wasm_module_custom_section(parsed.pointer, "name", &start, &count))
    }

    @Test("do not call what there is not")
    func noSuchFunction() throws {
        var module = WasmModule()
        module.function("f", code: .nop)
        let instance = try Instance(module)
        #expect(instance.call(1, [], results: 0).hasPrefix("trap"))
        #expect(instance.call(.max, [], results: 0).hasPrefix("trap"))
        #expect(instance.call("f") == "")
    }
}
