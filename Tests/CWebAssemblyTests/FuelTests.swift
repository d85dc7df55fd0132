// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CWebAssembly
import Testing

/// What a function of `FuelTests.bulky` costs.
struct BulkCharge: Sendable, CustomTestStringConvertible {
    let name: String
    let count: UInt64
    let charge: UInt64

    init(_ name: String, _ count: UInt64, costs charge: UInt64) {
        self.name = name
        self.count = count
        self.charge = charge
    }

    var testDescription: String { "\(name) \(count)" }

    static let all = [
        BulkCharge("fill", 0, costs: 5), BulkCharge("fill", 15, costs: 5), BulkCharge("fill", 16, costs: 6),
        BulkCharge("fill", 1_048_576, costs: 65_541),
        BulkCharge("copy", 0, costs: 5), BulkCharge("copy", 160, costs: 15),
        BulkCharge("copy", 1_048_576, costs: 65_541),
        BulkCharge("init", 0, costs: 5), BulkCharge("init", 100, costs: 11),
        // Pages are zeros, which cost nothing until they are touched.
        BulkCharge("grow", 0, costs: 4), BulkCharge("grow", 16, costs: 4),
        BulkCharge("tableCopy", 1, costs: 5), BulkCharge("tableCopy", 100, costs: 55),
        BulkCharge("tableInit", 1, costs: 5), BulkCharge("tableInit", 100, costs: 55),
        // 2 instructions around the loop, 10 in it, and 10 for the bytes of each turn.
        BulkCharge("fills", 1, costs: 22), BulkCharge("fills", 50, costs: 1_002),
        BulkCharge("locals", 0, costs: 251),
    ]
}

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

    /// Each function takes a count and gives nothing.
    private static var bulky: WasmModule {
        var module = WasmModule()
        module.memory(16, 32)
        module.table(100)
        module.data(at: nil, [UInt8](repeating: 7, count: 100))
        let element = module.function(nil, code: [])
        module.elements(at: nil, [UInt32](repeating: element, count: 100))
        let (twoZeros, count): ([UInt8], [UInt8]) = (.i32(0) ++ .i32(0), .localGet(0))
        module.function("fill", [.i32], code: twoZeros, count, .memoryFill)
        module.function("copy", [.i32], code: twoZeros, count, .memoryCopy)
        module.function("init", [.i32], code: twoZeros, count, .memoryInit(0))
        module.function("grow", [.i32], code: count, .memoryGrow, .drop)
        module.function("tableCopy", [.i32], code: twoZeros, count, .tableCopy)
        module.function("tableInit", [.i32], code: twoZeros, count, .tableInit(0))
        let turn: [UInt8] = twoZeros ++ .i32(160) ++ .memoryFill ++ count ++ .i32(1) ++ .i32Sub ++ .localTee(0)
        module.function("fills", [.i32], code: .loop(nil, turn ++ .brIf(0)))
        module.function("locals", [.i32], locals: [WasmType](repeating: .i64, count: 1000), code: [])
        return module
    }

    @Test(
        "are charged for the bytes that bulk instructions touch and for the locals that are made",
        arguments: BulkCharge.all)
    func bulk(_ bulk: BulkCharge) throws {
        let module = try Module(Self.bulky.bytes)
        #expect(try Instance(module).call(bulk.name, [bulk.count], fuel: bulk.charge) == "")
        let instance = try Instance(module)
        #expect(instance.call(bulk.name, [bulk.count], fuel: bulk.charge + 1000) == "")
        #expect(instance.fuelLeft == 1000)
        #expect(try Instance(module).call(bulk.name, [bulk.count], fuel: bulk.charge - 1) == "trap fuel")
    }

    @Test("are not charged for what a bulk instruction does not do")
    func refusedBulk() throws {
        let instance = try Instance(Self.bulky)
        let sizes: [String: UInt64] = [
            "fill": 1 << 20, "copy": 1 << 20, "init": 100, "tableCopy": 100, "tableInit": 100,
        ]
        for (name, size) in sizes {
            #expect(instance.call(name, [size + 1], fuel: 1000).hasSuffix("_bounds"), "\(name)")
            #expect(instance.fuelLeft == 995, "\(name)")
        }
    }

    /// - Parameters:
    ///   - locals: Of the innermost function.
    ///   - deepest: How far its caller may have called itself; beyond that there is no room for one frame more, or none
    ///     for its locals.
    @Test(
        "charge the same, however calls end, whether or not functions were translated before",
        arguments: [(0, 18), (20_000, 9)])
    func translatedBefore(_ locals: Int, deepest: UInt64) throws {
        var module = WasmModule()
        module.function(
            "descend", [.i32],
            code: .localGet(0), .when(nil, .localGet(0) ++ .i32(1) ++ .i32Sub ++ .call(0), else: .call(1)))
        module.function(
            nil, locals: [WasmType](repeating: .i64, count: locals), code: [UInt8](repeating: 0x01, count: 200))
        let bytes = module.bytes
        var limits = wasm_default_limits
        limits.call_depth = 20
        limits.stack_slots = 20_018
        let (turn, leaf): (UInt64, UInt64) = (10, 201 + UInt64(locals / 4))
        let prepared = try Instance(Module(bytes, limits: limits))
        for depth: UInt64 in [0, 8, 9, 10, 17, 18, 19, 20, 23] {
            let turns = min(depth + 1, 20) * turn
            let end = depth > deepest ? "trap stack" : ""
            let cases: [(fuel: UInt64, end: String, left: UInt64)] = [
                (turns - 1, "trap fuel", 0),
                (turns, end.isEmpty ? "trap fuel" : end, 0),
                (turns + leaf, end, end.isEmpty ? 0 : leaf),
                (turns + leaf + 7, end, end.isEmpty ? 7 : leaf + 7),
            ]
            for (fuel, end, left) in cases {
                let lazy = try Instance(Module(bytes, limits: limits, isLazy: true))
                for instance in [prepared, lazy] {
                    #expect(instance.call("descend", [depth], fuel: fuel) == end, "\(depth) calls with \(fuel)")
                    #expect(instance.fuelLeft == left, "\(depth) calls with \(fuel)")
                }
            }
        }
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
