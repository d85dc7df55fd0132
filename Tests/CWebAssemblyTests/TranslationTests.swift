// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CWebAssembly
import Testing

@Suite("Translation")
struct TranslationTests {
    /// A branch table as long as a function may be, whose labels are by turns two blocks of 64 results each, of equal
    /// types that the module lists apart.
    private static func longBranchTable(limit: Int) -> WasmModule {
        var module = WasmModule()
        let values = [WasmType](repeating: .i32, count: 64)
        module.types = [
            WasmModule.FunctionType(parameters: [], results: values),
            WasmModule.FunctionType(parameters: [], results: values),
            WasmModule.FunctionType(parameters: [.i32], results: [.i32]),
        ]
        // Everything beside the labels has less than 400 bytes; nops take what is left.
        let labels = limit - 400
        let table: [UInt8] = [0x0e] ++ .leb(UInt32(labels)) ++ (0..<labels).map { UInt8($0 % 2) } ++ [0]
        let constants: [UInt8] = (0..<64).flatMap { [UInt8].i32($0) }
        let inner: [UInt8] = [0x02, 0x01] ++ constants ++ .localGet(0) ++ table ++ .end
        // What the inner block leaves is taken away and left again with 1 in place of its last value.
        let outer: [UInt8] = [0x02, 0x00] ++ inner ++ .drop ++ .i32(100) ++ .end
        let code: [UInt8] = outer ++ .localSet(0) ++ [UInt8](repeating: 0x1a, count: 63) ++ .localGet(0)
        // Its locals' count and its end are two bytes more.
        let nops = [UInt8](repeating: 0x01, count: limit - code.count - 2)
        module.functions = [WasmModule.Function(type: 2, locals: [], code: nops ++ code ++ .end)]
        module.exports = [.name("f") ++ [0x00, 0x00]]
        return module
    }

    @Test("checks what the labels of a branch table carry once for each block, however many labels there are")
    func branchTable() throws {
        let limit = Int(wasm_default_limits.function_bytes)
        let module = try Module(Self.longBranchTable(limit: limit).bytes)
        // The index, both blocks' values by the table, what is carried, and the end of the outer block; then what the
        // function does with one value after the other.
        #expect(module.checkedOperands == 1 + 2 * 64 + 64 + 1 + 64 + 64 + 1)
        let instance = try Instance(module)
        for (index, result) in [(0, "64"), (1, "3f"), (2, "64"), (1_000_001, "3f"), (UInt64.max >> 32, "64")] {
            #expect(instance.call("f", [index]) == result, "label \(index)")
        }
    }

    /// Functions that each have all locals that one may have, in ten bytes.
    private static func manyLocals(_ count: Int) -> [UInt8] {
        var module = WasmModule()
        let type = module.type([.i32], [])
        let most = wasm_default_limits.locals
        for _ in 0..<count {
            module.functions.append(WasmModule.Function(type: type, locals: [(most - 1, .i64)], code: .end))
        }
        return module.bytes
    }

    @Test("takes no more locals than all functions may have together, which is found out before any is translated")
    func locals() throws {
        let most = Int(wasm_default_limits.all_locals / wasm_default_limits.locals)
        #expect(most == 335)
        _ = try Module(Self.manyLocals(most))
        let refusal = #expect(throws: Refusal.self) { _ = try Module(Self.manyLocals(most + 1), isLazy: true) }
        #expect(refusal?.status == wasm_over_limit.rawValue)
        #expect(
            refusal?.message
                == "the functions up to 335 have 16800000 locals together, and 16777216 are the limit")
    }

    @Test(
        "leaves it to the function that is called to say what is wrong with its locals",
        arguments: [
            [0x05], [0x01, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x7e, 0x0b], [0x01, 0x02], [0x01, 0x02, 0x01, 0x0b], [],
        ] as [[UInt8]])
    func malformedLocals(body: [UInt8]) throws {
        var module = WasmModule()
        module.function("good", code: .nop)
        var sections = module.sections
        let place = try #require(sections.firstIndex { $0.id == 10 })
        let functions = try #require(sections.firstIndex { $0.id == 3 })
        let good: [UInt8] = [3, 0x00, 0x01, 0x0b]
        sections[functions].content = .vector([[0], [0]])
        sections[place].content = .vector([good, [UInt8(body.count)] ++ body])
        let bytes = sections.reduce(into: WasmModule.header) { $0 += WasmModule.section($1.id, $1.content) }
        let instance = try Instance(try Module(bytes, isLazy: true))
        #expect(instance.call("good", []) == "")
        #expect(throws: Refusal.self) { _ = try Module(bytes) }
    }

    @Test("is refused for the one label of a long branch table that carries something else")
    func wrongLabel() throws {
        let labels = [UInt8](repeating: 0, count: 10_000) ++ [1] ++ [UInt8](repeating: 0, count: 10_000)
        let table: [UInt8] = [0x0e] ++ .leb(UInt32(labels.count)) ++ labels ++ [0]
        for (outer, isTaken) in [(WasmType.i32, true), (.i64, false)] {
            var module = WasmModule()
            module.function(
                nil, code: .block(outer, .block(.i32, .i32(1) ++ .i32(2) ++ table) ++ .unreachable), .drop)
            let bytes = module.bytes
            if isTaken {
                #expect(throws: Never.self) { _ = try Module(bytes) }
            } else {
                let refusal = #expect(throws: Refusal.self) { _ = try Module(bytes) }
                #expect(refusal?.status == wasm_invalid.rawValue)
                #expect(refusal?.message.contains("type mismatch: i64 is wanted and i32 is there") == true)
            }
        }
    }
}
