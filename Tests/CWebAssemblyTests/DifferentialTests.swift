// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import TestVectors
import Testing

/// wasmtime in the virtual environment that `scripts/python-peers` makes.
private enum Wasmtime {
    static let interpreter: URL = {
        let folder =
            ProcessInfo.processInfo.environment["BITTENSOR_PYTHON_PEERS"].map { URL(filePath: $0) }
            ?? URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
            .appending(path: ".build/python-peers")
        return folder.appending(path: "wasmtime-50.0.1/bin/python")
    }()

    static var isThere: Bool { FileManager.default.isExecutableFile(atPath: interpreter.path) }

    private struct Task: Encodable {
        struct Call: Encodable {
            let name: String
            let arguments: [String]
        }

        let module: String
        let calls: [Call]
    }

    /// What wasmtime makes of the calls of each module; of none, "taken" or "refused". And what its memory is then.
    static func outcomes(
        _ modules: [(bytes: [UInt8], calls: [(name: String, arguments: [UInt64])])]
    ) throws -> [(outcomes: [String], memory: [UInt8])] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "wasm-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let tasks = try modules.enumerated().map { number, module in
            try Data(module.bytes).write(to: folder.appending(path: "\(number).wasm"))
            return Task(
                module: "\(number).wasm",
                calls: module.calls.map { call in
                    Task.Call(name: call.name, arguments: call.arguments.map { String($0, radix: 16) })
                })
        }
        try JSONEncoder().encode(tasks).write(to: folder.appending(path: "tasks.json"))
        let process = Process()
        process.executableURL = interpreter
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Oracle/differential.py")
        process.arguments = ["-B", script.path, folder.path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return try JSONDecoder().decode([[String]].self, from: said).enumerated().map { number, outcomes in
            let memory = FileManager.default.contents(atPath: folder.appending(path: "\(number).memory").path)
            return (outcomes, [UInt8](memory ?? Data()))
        }
    }
}

@Suite(
    "Beside wasmtime", .enabled(if: Lane.isWhole, "left out of the quick lane: Python"),
    .enabled(if: Wasmtime.isThere, "wasmtime is not installed: run scripts/python-peers"))
struct DifferentialTests {
    /// The first of the seeds, and how many: others by SWIFT_BITTENSOR_WASM_SEEDS="FIRST COUNT".
    static let seeds: [UInt64] = {
        let words = ProcessInfo.processInfo.environment["SWIFT_BITTENSOR_WASM_SEEDS"]?.split(separator: " ").compactMap
        { UInt64($0) }
        guard let words, words.count == 2 else { return Array(1...300) }
        return Array(words[0]..<words[0] + words[1])
    }()

    @Test("modules that seeds draw do the same, call by call, in globals and in memory")
    func random() throws {
        let modules = Self.seeds.map { RandomModule(seed: $0) }
        let expected = try Wasmtime.outcomes(modules.map { (bytes: $0.module.bytes, calls: $0.calls) })
        var (ended, trapped) = (0, 0)
        for (number, drawn) in modules.enumerated() {
            let comment: Comment = "seed \(Self.seeds[number])"
            try #require(expected[number].outcomes != ["refused"], "\(comment) draws no valid module")
            let instance = try Instance(Module(drawn.module.bytes))
            let found = drawn.calls.map { instance.call($0.name, $0.arguments) }
            ended += found.count { !$0.hasPrefix("trap") }
            trapped += found.count { $0.hasPrefix("trap") }
            #expect(found == expected[number].outcomes, comment)
            #expect(instance.holds(expected[number].memory), comment)
        }
        // Neither is rare.
        #expect(ended > modules.count && trapped > modules.count / 10)
    }

    @Test("modules that are refused here are refused there")
    func refusals() throws {
        let expected = try Wasmtime.outcomes(RefusedModule.all.map { (bytes: $0.bytes, calls: []) })
        for (refused, outcome) in zip(RefusedModule.all, expected) where refused.isWrongAnywhere {
            #expect(outcome.outcomes == ["refused"], "\(refused)")
        }
    }

    @Test("what damage makes of a module is taken or refused alike", arguments: ProgramCase.all)
    func damage(_ program: ProgramCase) throws {
        var numbers = Numbers(seed: 5)
        let damaged = (0..<100).map { _ in
            var bytes = program.module
            bytes[numbers.next(8...bytes.count - 1)] = UInt8(numbers.next(0...255))
            return bytes
        }
        let expected = try Wasmtime.outcomes(damaged.map { (bytes: $0, calls: []) })
        for (bytes, outcome) in zip(damaged, expected) {
            // What wasmtime takes may lie beyond WebAssembly 1.0 or our limits; what it refuses is wrong by any standard.
            guard outcome.outcomes == ["refused"] else { continue }
            #expect(throws: Refusal.self, "\(bytes.map { String($0, radix: 16) })") { _ = try Module(bytes) }
        }
    }
}
