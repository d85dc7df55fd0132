// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CWebAssembly
import SubstratePrimitives
import TestVectors
import Testing

private let vectors = VectorFile("wasm_instructions.json")

/// An instruction on numbers, with the results that wasmtime computes.
struct NumberCase: Sendable, CustomStringConvertible {
    let description: String
    let opcode: [UInt8]
    let operands: [WasmType]
    let result: WasmType
    /// Operands, and what comes of them.
    let cases: [(operands: [UInt64], outcome: String)]

    static let all = vectors.cases("numbers").map(NumberCase.init)

    init(_ row: Vector) {
        description = row["name"].string
        opcode = row["opcode"].bytes
        operands = row["operands"].cases.map { WasmType($0.string) }
        result = WasmType(row["result"].string)
        let pools = vectors.root[operands.count == 2 ? "pairs" : "single"]
        let pool = operands.map { type in pools["\(type)"].cases.compactMap { UInt64($0.string, radix: 16) } }
        let rows = pool.count == 1 ? pool[0].map { [$0] } : pool[0].flatMap { first in pool[1].map { [first, $0] } }
        let outcomes = row["results"].cases.map(\.string)
        precondition(rows.count == outcomes.count, "\(description) has as many results as operands")
        cases = Array(zip(rows, outcomes)).map { (operands: $0, outcome: $1) }
    }

    /// Whether the operands may come as constants of the code.
    func constants(_ operands: [UInt64]) -> [UInt8] {
        zip(self.operands, operands).flatMap { [UInt8].constant($0, $1) }
    }

    var locals: [UInt8] { operands.indices.flatMap { [UInt8].localGet(UInt32($0)) } }
}

@Suite("Instructions on numbers")
struct InstructionVectorTests {
    @Test("compute what wasmtime computes, wherever operands come from and results go", arguments: NumberCase.all)
    func forms(_ number: NumberCase) throws {
        var module = WasmModule()
        let (operands, result) = (number.operands, number.result)
        let first = UInt32(operands.count)
        module.function("locals", operands, [result], code: number.locals, number.opcode)
        // The result in a local, and in the local of an operand.
        module.function(
            "intoLocal", operands, [result], locals: [result],
            code: number.locals, number.opcode, .localSet(first), .localGet(first))
        if operands[0] == result {
            module.function(
                "intoOperand", operands, [result], code: number.locals, number.opcode, .localTee(0), .drop, .localGet(0)
            )
        }
        // The operands off the stack: from globals, from a call and from a block.
        let globals = operands.map { module.global($0, .constant($0, 0)) }
        module.function(
            "globals", operands, [result],
            code: globals.flatMap { .localGet($0) ++ .globalSet($0) }, globals.flatMap { [UInt8].globalGet($0) },
            number.opcode)
        let identities = operands.map { module.function(nil, [$0], [$0], code: .localGet(0)) }
        module.function(
            "calls", operands, [result],
            code: operands.indices.flatMap { .localGet(UInt32($0)) ++ .call(identities[$0]) }, number.opcode)
        module.function(
            "blocks", operands, [result],
            code: operands.enumerated().flatMap { place, type in
                [UInt8].block(
                    type, .localGet(UInt32(place)) ++ .localGet(UInt32(place)) ++ .i32(1) ++ .brIf(0) ++ .drop)
            }, number.opcode)
        let instance = try Instance(module)
        for (operands, outcome) in number.cases {
            for name in module.exportNames {
                let found = instance.call(name, operands)
                #expect(found == outcome, "\(number) of \(operands.map { String($0, radix: 16) }) by \(name)")
            }
        }
    }

    @Test("compute the same with constants in their code", arguments: NumberCase.all)
    func constants(_ number: NumberCase) throws {
        var module = WasmModule()
        let (types, result) = (number.operands, number.result)
        // One function for each: every operand constant; and, of two, only the first or only the second.
        var checks: [(function: UInt32, arguments: [UInt64], outcome: String)] = []
        for (operands, outcome) in number.cases {
            checks.append(
                (module.function(nil, [], [result], code: number.constants(operands), number.opcode), [], outcome))
            guard operands.count == 2 else { continue }
            let constant0 = module.function(
                nil, [types[1]], [result], code: .constant(types[0], operands[0]), .localGet(0), number.opcode)
            let constant1 = module.function(
                nil, [types[0]], [result], code: .localGet(0), .constant(types[1], operands[1]), number.opcode)
            checks += [(constant0, [operands[1]], outcome), (constant1, [operands[0]], outcome)]
        }
        let instance = try Instance(module)
        for check in checks {
            let found = instance.call(check.function, check.arguments, results: 1)
            #expect(found == check.outcome, "\(number), constant, \(check.arguments.map { String($0, radix: 16) })")
        }
    }

    @Test("decide branches as they compute", arguments: NumberCase.all.filter { $0.result == .i32 })
    func conditions(_ number: NumberCase) throws {
        var module = WasmModule()
        let types = number.operands
        let test = number.locals ++ number.opcode
        module.function("if", types, [.i32], code: test, .when(.i32, .i32(1), else: .i32(0)))
        module.function("ifNot", types, [.i32], code: test, .i32Eqz, .when(.i32, .i32(0), else: .i32(1)))
        module.function("brIf", types, [.i32], code: .block(.i32, .i32(1) ++ test ++ .brIf(0) ++ .drop ++ .i32(0)))
        module.function(
            "brIfNot", types, [.i32], code: .block(.i32, .i32(0) ++ test ++ .i32Eqz ++ .brIf(0) ++ .drop ++ .i32(1)))
        module.function("select", types, [.i32], code: .i32(1), .i32(0), test, .select)
        module.function("selectNot", types, [.i32], code: .i32(0), .i32(1), test, .i32Eqz, .select)
        module.function(
            "loop", types, [.i32], locals: [.i32],
            code: .block(
                nil,
                .loop(
                    nil,
                    .localGet(UInt32(types.count)) ++ .brIf(1) ++ .i32(1) ++ .localSet(UInt32(types.count)) ++ test
                        ++ .brIf(0) ++ .i32(0) ++ .ret)), .i32(1))
        module.function(
            "brTable", types, [.i32],
            code: .block(.i32, .block(.i32, .i32(1) ++ test ++ .brTable([0], 1)) ++ .drop ++ .i32(0)))
        let instance = try Instance(module)
        for (operands, outcome) in number.cases {
            let expected = outcome.hasPrefix("trap") || outcome == "0" ? outcome : "1"
            for name in module.exportNames {
                let found = instance.call(name, operands)
                #expect(found == expected, "\(number) of \(operands.map { String($0, radix: 16) }) by \(name)")
            }
        }
    }

    /// Constants are operands of instructions where they fit, and come from elsewhere where they do not.
    @Test(
        "decide branches by constants beside what is no local",
        arguments: NumberCase.all.filter { $0.operands.count == 2 })
    func constantConditions(_ number: NumberCase) throws {
        var module = WasmModule()
        let (types, result) = (number.operands, number.result)
        let global = module.global(types[0], .constant(types[0], 0))
        var checks: [(function: UInt32, argument: UInt64, outcome: String)] = []
        /// One function for the value, and one that branches by it.
        func add(_ code: [UInt8], _ argument: UInt64, _ outcome: String, to module: inout WasmModule) {
            let set = [UInt8].localGet(0) ++ .globalSet(global)
            checks.append((module.function(nil, [types[0]], [result], code: set, code), argument, outcome))
            guard result == .i32 else { return }
            let truth = outcome.hasPrefix("trap") || outcome == "0" ? outcome : "1"
            let branch = [UInt8].block(.i32, .i32(1) ++ code ++ .brIf(0) ++ .drop ++ .i32(0))
            checks.append((module.function(nil, [types[0]], [.i32], code: set, branch), argument, truth))
            let arms = [UInt8].when(.i32, .i32(1), else: .i32(0))
            checks.append((module.function(nil, [types[0]], [.i32], code: set, code, arms), argument, truth))
        }
        for (operands, outcome) in number.cases {
            add(
                .constant(types[0], operands[0]) ++ .globalGet(global) ++ number.opcode, operands[1], outcome,
                to: &module)
            add(
                .globalGet(global) ++ .constant(types[1], operands[1]) ++ number.opcode, operands[0], outcome,
                to: &module)
        }
        let instance = try Instance(module)
        for check in checks {
            let found = instance.call(check.function, [check.argument], results: 1)
            #expect(
                found == check.outcome, "\(number), function \(check.function) of \(String(check.argument, radix: 16))")
        }
    }

    @Test("are all there: 136 of them, and every opcode once")
    func complete() {
        let opcodes = Set(NumberCase.all.map(\.opcode))
        #expect(opcodes.count == NumberCase.all.count)
        #expect(opcodes == Set((0x45...0xc4).map { [$0] } + (0...7).map { [0xfc, $0] }))
    }
}

/// A load or a store, with what wasmtime makes of it.
struct AccessCase: Sendable, CustomStringConvertible {
    let description: String
    let opcode: UInt8
    let kind: WasmType
    let width: Int
    let cases: [(address: UInt64, offset: UInt32, outcome: String)]

    static let all = vectors.cases("memory").map(AccessCase.init)

    init(_ row: Vector) {
        description = row["name"].string
        opcode = row["opcode"].bytes[0]
        kind = WasmType(row["kind"].string)
        width = Int(row["width"].uint64)
        cases = row["cases"].cases.map {
            (address: $0.list[0].uint64, offset: UInt32($0.list[1].uint64), outcome: $0.list[2].string)
        }
    }

    var isLoad: Bool { description.contains("load") }
}

@Suite("Loads and stores")
struct AccessVectorTests {
    @Test("reach what wasmtime's reach, and trap at the same borders without a trace", arguments: AccessCase.all)
    func borders(_ access: AccessCase) throws {
        let pattern = vectors.root["pattern"].bytes
        let size = 65536
        var module = WasmModule()
        module.memory(1)
        module.data(at: 0, pattern)
        module.data(at: UInt32(size - pattern.count), pattern)
        let stored = try #require(UInt64(vectors.root["stored"]["\(access.kind)"].string, radix: 16))
        for offset in Set(access.cases.map(\.offset)).sorted() {
            let code = [UInt8].access(access.opcode, offset: offset)
            if access.isLoad {
                module.function("local \(offset)", [.i32], [access.kind], code: .localGet(0), code)
                module.function(
                    "added \(offset)", [.i32, .i32], [access.kind], code: .localGet(0), .localGet(1), .i32Add, code)
            } else {
                module.function("local \(offset)", [.i32, access.kind], [], code: .localGet(0), .localGet(1), code)
                module.function(
                    "constant \(offset)", [.i32], [], code: .localGet(0), .constant(access.kind, stored), code)
            }
        }
        // The address as a constant.
        for (number, row) in access.cases.enumerated() {
            let address = [UInt8].constant(.i32, row.address)
            if access.isLoad {
                module.function(
                    "fixed \(number)", [], [access.kind], code: address, .access(access.opcode, offset: row.offset))
            } else {
                module.function(
                    "fixed \(number)", [access.kind], [], code: address, .localGet(0),
                    .access(access.opcode, offset: row.offset))
            }
        }
        let instance = try Instance(module)
        for (number, row) in access.cases.enumerated() {
            let calls: [(String, [UInt64])] =
                access.isLoad
                ? [
                    ("local \(row.offset)", [row.address]), ("fixed \(number)", []),
                    ("added \(row.offset)", [row.address &- 5 & 0xffff_ffff, 5]),
                ]
                : [
                    ("local \(row.offset)", [row.address, stored]), ("constant \(row.offset)", [row.address]),
                    ("fixed \(number)", [stored]),
                ]
            for (name, arguments) in calls {
                #expect(instance.reset() == wasm_ok)
                let before = Array(instance.memory)
                let found = instance.call(name, arguments)
                let comment: Comment = "\(access) at \(row.address) + \(row.offset) by \(name)"
                if access.isLoad || row.outcome.hasPrefix("trap") {
                    #expect(found == row.outcome, comment)
                    #expect(instance.holds(before), comment)
                } else {
                    #expect(found == "", comment)
                    // Nothing where the bytes were there already.
                    let words = row.outcome.split(separator: " ")
                    let place = words.first.flatMap { Int($0, radix: 16) } ?? 0
                    let bytes = try [UInt8](hex: words.dropFirst().first ?? "")
                    var after = before
                    after.replaceSubrange(place..<place + bytes.count, with: bytes)
                    #expect(instance.holds(after), comment)
                }
            }
        }
    }

    @Test("are all there")
    func complete() { #expect(AccessCase.all.map(\.opcode) == Array(0x28...0x3e)) }
}
