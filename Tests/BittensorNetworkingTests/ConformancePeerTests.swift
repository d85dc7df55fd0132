// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorNetworking
import ConformanceSynapses
import Foundation
import SubstrateKeys
import SubstratePrimitives
import Testing

/// Both programs as other implementations' tests run them: as processes, by their arguments and their lines of JSON.
@Suite("The conformance programs", .serialized, .timeLimit(.minutes(3)))
struct ConformancePeerTests {
    private static let tensor: PythonJSON = Tensor([3, 1, 2] as [Float]).json
    private static let torchTensor: PythonJSON = Tensor([3, 1, 2] as [Float], naming: .torch).json

    private struct Expectation: Sendable {
        let name: String
        var fields: PythonJSON = [:]
        var key = "//WireCaller"
        var status: Int64 = 200
        var message: String?
        var answer: [String: PythonJSON] = [:]
        var chunks: [PythonJSON] = []
        var timeout = 30.0
    }

    private static let expectations = [
        Expectation(name: "Synapse"),
        Expectation(name: "IntSynapse", fields: ["input": 41], answer: ["input": 41, "output": 42]),
        Expectation(name: "IntSynapse", answer: ["output": 2]),
        Expectation(
            name: "HashedSynapse", fields: ["text": "naïve ☃", "numbers": [1, -2, 10], "scale": 1e-05],
            answer: ["result": "naïve ☃|9|1e-05"]),
        Expectation(
            name: "RequiredSynapse",
            fields: [
                "count": 3, "label": "x", "tags": ["a", "b"], "options": ["k": 1], "ratio": 0.25, "flag": true,
            ], answer: ["answer": "3:x:a,b:1:0.25:True"]),
        Expectation(
            name: "Topk", fields: ["topk": 2, "input": tensor],
            answer: [
                "v": Tensor([3, 2] as [Float]).json,
                "i": Tensor([0, 2] as [Int64]).json,
            ]),
        Expectation(
            name: "TopkOptional", fields: ["topk": 1, "input": tensor],
            answer: ["v": Tensor([3] as [Float]).json]),
        Expectation(name: "TopkOptional", answer: ["v": .null, "i": .null]),
        Expectation(name: "TensorEcho", fields: ["x": tensor], answer: ["y": tensor]),
        Expectation(name: "TensorEcho", fields: ["x": torchTensor], answer: ["y": torchTensor]),
        Expectation(name: "TensorEcho", answer: ["y": .null]),
        Expectation(name: "SlowSynapse", fields: ["delay": 0.01], answer: ["done": true]),
        Expectation(
            name: "SlowSynapse", fields: ["delay": 20], status: 408, message: "Request timeout after 0.3 seconds",
            answer: ["done": false], timeout: 0.3),
        Expectation(name: "BoomSynapse", status: 500),
        Expectation(name: "BoomSynapse", fields: ["kind": "value"], status: 500),
        Expectation(name: "BoomSynapse", fields: ["kind": "timeout"], status: 500),
        Expectation(name: "BoomSynapse", fields: ["kind": "none"], status: 500),
        Expectation(name: "BoomSynapse", fields: ["kind": "http"], status: 429),
        Expectation(name: "BoomSynapse", fields: ["kind": "fine"], answer: ["out": "ok"]),
        Expectation(name: "GateSynapse", fields: ["input": 1], answer: ["output": 2]),
        Expectation(
            name: "GateSynapse", key: "//WireBlocked", status: 403,
            message: "Forbidden. Key is blacklisted: hotkey is on the list."),
        Expectation(
            name: "GateSynapse", key: "//Eve", status: 403,
            message: "Forbidden. Key is blacklisted: hotkey is on the list."),
        Expectation(name: "VerifySynapse", fields: ["input": 1], answer: ["output": 2]),
        Expectation(
            name: "VerifySynapse", key: "//Stranger", status: 401,
            message: "Not Verified with error: caller not welcome"),
        Expectation(name: "PrioSynapse", fields: ["tag": "t"], answer: ["tag": "t", "order": 0]),
        Expectation(name: "PrioSynapse", fields: ["tag": "t"], answer: ["order": 1]),
        Expectation(name: "StatusSynapse", fields: ["code": 418, "message": "teapot"], status: 418, message: "teapot"),
        Expectation(name: "StatusSynapse", message: "Success"),
        Expectation(
            name: "BlobSynapse", fields: ["size": 5, "data": "abc"], answer: ["got": 3, "data": "xxxxx"]),
        Expectation(name: "WhoSynapse", answer: ["seen_timeout": 30.0]),
        Expectation(
            name: "StreamSynapse", fields: ["prompt": "p", "parts": 3],
            answer: ["completion": "p-0;p-1;p-2;"], chunks: ["p-0;", "p-1;", "p-2;"]),
        Expectation(
            name: "StreamSynapse", fields: ["prompt": "p", "fail_after": 1], status: 400,
            answer: ["completion": "p-0;"], chunks: ["p-0;"]),
    ]

    @Test("Every class is served by one and called by the other")
    func everyClass() async throws {
        let caller = try KeyPair(uri: "//WireCaller").accountID.ss58()
        let axon = try Program.start(
            "ConformanceAxon",
            [
                "--port", "0", "--key-uri", "//WireAxon", "--block", try KeyPair(uri: "//Eve").accountID.ss58(),
                "--allow-verify", caller, "--prio", "\(caller)=5",
            ])
        defer { axon.stop() }
        let ready = try PythonJSON(parsing: try #require(await axon.firstLine()))
        #expect(ready["ready"] == true)
        let hotkey = try KeyPair(uri: "//WireAxon").accountID.ss58()
        #expect(ready["hotkey"]?.text == hotkey)
        let port = try Int(json: ready["port"] ?? .null)

        for expected in Self.expectations {
            let order: PythonJSON = [
                "url": .text("http://127.0.0.1:\(port)"), "axon_hotkey": .text(hotkey), "key_uri": .text(expected.key),
                "class": .text(expected.name), "fields": expected.fields, "timeout": .number(expected.timeout),
                "streaming": .bool(expected.name == "StreamSynapse"),
            ]
            let dendrite = try Program.start(
                "ConformanceDendrite", [String(decoding: order.encoded(), as: UTF8.self)])
            let outcome = try PythonJSON(parsing: try #require(await dendrite.firstLine()))
            dendrite.stop()
            let comment: Comment = "\(expected.name) \(String(decoding: expected.fields.encoded(), as: UTF8.self))"
            #expect(outcome["status_code"] == .integer(expected.status), comment)
            if let message = expected.message { #expect(outcome["status_message"]?.text == message, comment) }
            for (name, value) in expected.answer { #expect(outcome["fields"]?[name] == value, comment) }
            // How a stream is cut into parts on its way is the network's business.
            #expect(Self.joined(outcome["chunks"]) == Self.joined(.array(expected.chunks)), comment)
            guard case .number(let seconds)? = outcome["seconds"] else {
                Issue.record("no seconds in \(outcome)")
                continue
            }
            #expect(seconds >= 0, comment)
        }
    }

    private static func joined(_ chunks: PythonJSON?) -> String {
        guard case .array(let chunks)? = chunks else { return "no list" }
        return chunks.compactMap(\.text).joined()
    }

    @Test("A wrong argument is told", arguments: ["", "{}", "[]", #"{"url": "http://127.0.0.1:1"}"#])
    func usage(_ argument: String) async throws {
        let dendrite = try Program.start("ConformanceDendrite", [argument])
        #expect(await dendrite.firstLine() == nil)
        #expect(dendrite.wait() != 0)
    }
}

/// One of the package's programs at work.
private struct Program {
    private let process: Process
    private let output: FileHandle

    static func start(_ name: String, _ arguments: [String]) throws -> Program {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = try productsFolder().appending(path: name)
        process.arguments = arguments
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        var environment = ProcessInfo.processInfo.environment
        environment["USE_TORCH"] = nil
        process.environment = environment
        try process.run()
        return Program(process: process, output: pipe.fileHandleForReading)
    }

    private static func productsFolder() throws -> URL {
        #if os(macOS)
            let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
            return try #require(bundle).bundleURL.deletingLastPathComponent()
        #else
            return try #require(Bundle.main.executableURL).deletingLastPathComponent()
        #endif
    }

    /// What the program prints before its first line break; nil if it ends before. Reading blocks: it has a thread.
    func firstLine() async -> String? {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var line = Data()
                while let byte = try? output.read(upToCount: 1), !byte.isEmpty {
                    if byte.first == UInt8(ascii: "\n") {
                        continuation.resume(returning: String(decoding: line, as: UTF8.self))
                        return
                    }
                    line += byte
                }
                continuation.resume(returning: nil)
            }
        }
    }

    /// The exit status.
    func wait() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }

    func stop() {
        if process.isRunning { process.terminate() }
        process.waitUntilExit()
    }
}
