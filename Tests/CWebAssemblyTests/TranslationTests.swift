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
