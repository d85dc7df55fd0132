// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CWebAssembly
import SubstratePrimitives
import TestVectors
import Testing

/// A program, its calls, and what wasmtime makes of them.
struct ProgramCase: Sendable, CustomStringConvertible {
    let description: String
    let module: [UInt8]
    let steps: [Vector]

    static let all = VectorFile("wasm_programs.json").cases("programs").map(ProgramCase.init)

    init(_ row: Vector) {
        description = row["name"].string
        module = row["module"].bytes
        steps = row["steps"].cases
    }
}

@Suite("Programs")
struct ProgramVectorTests {
    @Test("do what they do under wasmtime, call by call, memory included", arguments: ProgramCase.all)
    func calls(_ program: ProgramCase) throws {
        let module = try Module(program.module)
        var instance = try Instance(module)
        for (number, step) in program.steps.enumerated() {
            guard step["new"].isNull else {
                // By turns a reset of the old instance and one that is new: both forget.
                if number.isMultiple(of: 2) {
                    #expect(instance.reset() == wasm_ok)
                } else {
                    instance = try Instance(module)
                }
                continue
            }
            let arguments = step["arguments"].list.compactMap { UInt64($0.string, radix: 16) }
            let comment: Comment = "step \(number): \(step["call"].string) \(arguments.map { String($0, radix: 16) })"
            #expect(instance.call(step["call"].string, arguments) == step["outcome"].string, comment)
            guard !step["memory"].isNull else { continue }
            #expect(instance.memory.count == 65536 * Int(step["memory"].list[0].uint64), comment)
            let digest = Hashing.sha256(Array(instance.memory)).prefix(8)
            #expect(digest.elementsEqual(step["memory"].list[1].bytes), comment)
        }
    }
}
