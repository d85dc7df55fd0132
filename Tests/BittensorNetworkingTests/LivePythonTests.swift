// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorNetworking
import ConformanceSynapses
import Foundation
import SubstrateKeys
import SubstratePrimitives
import TestVectors
import Testing

/// The Python SDK of `scripts/python-sdk-peer`.
private enum PythonSDK {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let interpreter = folder.appending(path: ".build/python-peers/bittensor-10.5.0/bin/python")
    static let isThere = FileManager.default.isExecutableFile(atPath: interpreter.path)

    /// A process that runs `peer.py`, with its input and output.
    static func start(_ arguments: [String]) throws -> (Process, FileHandle, FileHandle) {
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = interpreter
        process.arguments =
            [
                URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Python/peer.py").path
            ] + arguments
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        return (process, input.fileHandleForWriting, output.fileHandleForReading)
    }

    static func lines(_ data: Data) throws -> [PythonJSON] {
        try data.split(separator: UInt8(ascii: "\n")).map { try PythonJSON(parsing: $0) }
    }
}

@Suite(
    "With the Python SDK", .serialized,
    .enabled(if: Lane.isWhole, "left out of the quick lane: Python"),
    .enabled(
        if: PythonSDK.isThere, "run scripts/python-sdk-peer first: it makes the Python SDK that these tests talk with"))
struct LivePythonTests {
    @Test("Python's dendrite calls our axon", .timeLimit(.minutes(2)))
    func pythonCalls() async throws {
        let key = try KeyPair(uri: "//WireAxon")
        var configuration = AxonConfiguration()
        configuration.port = 0
        var axon = try Axon(hotkey: key.accountID, configuration: configuration)
        var handlers = ConformanceHandlers()
        handlers.blocked = [try KeyPair(uri: "//WireBlocked").accountID]
        try handlers.attach(to: &axon)
        let output = try await axon.serve { ports in
            let (process, _, output) = try PythonSDK.start(["dendrite", "\(ports.calls)", key.accountID.ss58()])
            // Reading to the end blocks: it has a thread of its own.
            let data = await withCheckedContinuation { continuation in
                Thread.detachNewThread { continuation.resume(returning: (try? output.readToEnd()) ?? Data()) }
            }
            process.waitUntilExit()
            return data
        }
        let answers = try PythonSDK.lines(output)
        #expect(
            answers.map { $0["status"] ?? .null } == [200, 200, 200, 200, 418, 403, 500, 429, 200, 200, 200, 403])
        #expect(answers.count == 12)
        guard answers.count == 12 else { return }
        #expect(answers[1]["fields"]?["output"] == 42)
        #expect(answers[2]["fields"]?["result"] == "naïve ☃ it's \"q\"|-1|1e-05")
        #expect(answers[3]["fields"]?["answer"] == "3:x:a,b:1:0.25:True")
        #expect(answers[4]["message"] == "teapot")
        #expect(answers[5]["message"] == "déjà ?")
        #expect(answers[8]["fields"]?["seen_hotkey"]?.text == (try KeyPair(uri: "//WireCaller").accountID.ss58()))
        let echo = try Tensor(json: answers[9]["fields"]?["y"] ?? .null)
        #expect(echo == (try Tensor([1.5, -2] as [Float], shape: [1, 2])))
        #expect(answers[10]["fields"]?["completion"] == "p-0;p-1;p-2;")
        #expect(answers[11]["message"] == "Forbidden. Key is blacklisted: hotkey is on the list.")
    }

    @Test("Our dendrite calls Python's axon", .timeLimit(.minutes(2)))
    func pythonAnswers() async throws {
        let (process, input, output) = try PythonSDK.start(["axon"])
        defer {
            try? input.close()
            process.waitUntilExit()
        }
        let first = await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: output.availableData) }
        }
        let port = try Int(json: try PythonSDK.lines(first).first?["port"] ?? .null)
        let target = AxonTarget(host: "127.0.0.1", port: port, hotkey: try KeyPair(uri: "//WireAxon").accountID)
        try await Dendrite.with(try KeyPair(uri: "//WireCaller")) { dendrite in
            var plain = IntSynapse()
            plain.input = 41
            #expect(await dendrite.call(plain, target).message().output == 42)
            var hashed = HashedSynapse()
            hashed.text = "naïve ☃ it's \"q\""
            hashed.numbers = [1, -2]
            hashed.scale = 1e-05
            #expect(await dendrite.call(hashed, target).message().result == "naïve ☃ it's \"q\"|-1|1e-05")
            var required = RequiredSynapse()
            required.count = 3
            required.tags = ["a", "b"]
            required.flag = true
            #expect(await dendrite.call(required, target).message().answer == "3::a,b:0:0.0:True")
            // Python's own dendrite cannot send a required tensor: a header has to stand in for it.
            var topk = Topk()
            topk.input = Tensor([3, 1, 2] as [Float])
            let largest = await dendrite.call(topk, target).message()
            #expect(largest.v == Tensor([3, 2] as [Float]))
            #expect(largest.i == Tensor([0, 2] as [Int64]))
            #expect(await dendrite.call(Ping(), target).message().isSuccess)
            #expect(await dendrite.call(BoomSynapse(), target).message().dendrite.statusCode == 500)
            let gate = await dendrite.call(GateSynapse(), target).message()
            #expect(gate.isBlacklisted)
            #expect(gate.dendrite.statusMessage == "Forbidden. Key is blacklisted: hotkey is on the list.")
            var stream = StreamSynapse()
            stream.prompt = "p"
            var completion: String?
            for await element in dendrite.stream(stream, target) {
                if case .finished(let result) = element { completion = result.message().completion }
            }
            #expect(completion == "p-0;p-1;p-2;")
        }
    }
}
