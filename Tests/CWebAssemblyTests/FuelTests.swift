// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CWebAssembly
import Testing

@Suite("Fuel and depth")
struct FuelTests {
    @Test(
        "end a loop without end, and a chain of calls without end", arguments: ["loop", "calls", "tableLoop", "pair"])
    func endless(_ name: String) throws {
        var module = WasmModule()
        module.function("loop", code: .loop(nil, .br(0)))
        module.function("tableLoop", [], [], code: .loop(nil, .i32(0) ++ .brTable([0], 0)))
        module.function("calls", code: .loop(nil, .call(3) ++ .br(0)))
        module.function(nil, code: .nop)
        module.function("pair", code: .loop(nil, .loop(nil, .i32(1) ++ .brIf(1) ++ .br(0))))
        let instance = try Instance(module)
        #expect(instance.call(name, fuel: 100_000) == "trap fuel")
        #expect(instance.fuelLeft <= 100_000)
        #expect(instance.call(name, fuel: 0) == "trap fuel")
    }

    @Test("charge the same call the same, and no more than is there", arguments: ProgramCase.all)
    func charges(_ program: ProgramCase) throws {
        let module = try Module(program.module)
        for name in module.exportNames {
            guard let function = module.function(name) else { continue }
            let arguments = function.parameters.indices.map { UInt64($0) + 3 }
            let instance = try Instance(module)
            let outcome = instance.call(name, arguments, fuel: 1 << 32)
            guard outcome != "trap stack" else { continue }
            let charge = 1 << 32 - instance.fuelLeft
            #expect(charge > 0 && charge < 1 << 24, "\(name)")
            #expect(instance.reset() == wasm_ok)
            #expect(instance.call(name, arguments, fuel: charge) == outcome, "\(name) with all its fuel")
            #expect(instance.fuelLeft == 0)
            guard !outcome.hasPrefix("trap") else { continue }
            #expect(instance.reset() == wasm_ok)
            #expect(instance.call(name, arguments, fuel: charge - 1) == "trap fuel", "\(name) with one too little")
        }
    }

    @Test("are charged for what memory.fill, memory.copy and memory.grow move")
    func bulk() throws {
        var module = WasmModule()
        module.memory(16, 16)
        module.function(
            "fill", [.i32], [], code: .loop(nil, .i32(0) ++ .i32(1) ++ .localGet(0) ++ .memoryFill ++ .br(0)))
        let instance = try Instance(module)
        #expect(instance.call("fill", [1 << 20], fuel: 1_000_000) == "trap fuel")
    }

    @Test("bound how deep calls go, by their number and by what they keep")
    func depth() throws {
        var module = WasmModule()
        module.function(
            "thin", [.i32], [.i32], code: .localGet(0), .i32Eqz,
            .when(.i32, .i32(0), else: .localGet(0) ++ .i32(1) ++ .i32Sub ++ .call(0)))
        module.function(
            "wide", [.i32], [.i32], locals: [WasmType](repeating: .i64, count: 1000),
            code: .localGet(0), .i32Eqz, .when(.i32, .i32(0), else: .localGet(0) ++ .i32(1) ++ .i32Sub ++ .call(1)))
        var limits = wasm_default_limits
        limits.call_depth = 1000
        limits.stack_slots = 200_000
        let instance = try Instance(Module(module.bytes, limits: limits))
        #expect(instance.call("thin", [900]) == "0")
        #expect(instance.call("thin", [1100]) == "trap stack")
        #expect(instance.call("wide", [150]) == "0")
        #expect(instance.call("wide", [250]) == "trap stack")
        // Nothing is lost by it.
        #expect(instance.call("thin", [900]) == "0")
        #expect(try Instance(Module(module.bytes)).call("thin", [40_000]) == "0")
        #expect(try Instance(Module(module.bytes)).call("thin", [60_000]) == "trap stack")
    }
}
