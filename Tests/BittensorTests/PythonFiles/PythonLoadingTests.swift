// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import Foundation
import TestVectors
import Testing

/// The Python SDK of `scripts/python-sdk-peer`.
private enum PythonSDK {
    static let interpreter = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: ".build/python-peers/bittensor-10.5.0/bin/python")
    static let isThere = FileManager.default.isExecutableFile(atPath: interpreter.path)
}

@Suite(
    "Metagraphs between Python and us",
    .enabled(if: Lane.isWhole, "left out of the quick lane: Python"),
    .enabled(
        if: PythonSDK.isThere,
        "run scripts/python-sdk-peer first: it makes the Python SDK that these tests exchange files with"))
struct PythonLoadingTests {
    @Test("what we save where Python looks is what its metagraph.load() loads, array for array")
    func loads() async throws {
        let metagraph = try await MetagraphTests.read(count: 20)
        try await MetagraphFileTests.withFolder { home in
            try metagraph.save(library: .numpy, homeFolder: home.path)
            let script = """
                import json
                from bittensor.core.metagraph import Metagraph
                graph = Metagraph(netuid=1, network="local", sync=False)
                graph.load()
                names = ["n", "block", "uids", "stake", "consensus", "validator_trust", "incentive", "emission",
                    "dividends", "active", "last_update", "validator_permit", "weights", "bonds"]
                print(json.dumps({name: {"type": str(getattr(graph, name).dtype), "shape": getattr(graph, name).shape,
                    "values": [float(x) for x in getattr(graph, name).flatten()]} for name in names}))
                """
            let read = try JSONDecoder().decode([String: Reading].self, from: Self.python(script, home: home))
            #expect(read.count == 14)
            for name in MetagraphArrays.Name.allCases {
                guard let reading = read[name.rawValue] else { continue }
                let array = try #require(metagraph.array(name))
                #expect(reading.type == array.type.rawValue && reading.shape == array.shape, "\(name)")
                #expect(reading.values.map { Float($0) } == array.floats, "\(name)")
            }
        }
    }

    @Test("what Python saves is loaded here, and stands beside ours")
    func saves() async throws {
        try await MetagraphFileTests.withFolder { home in
            // Written by Python's own save(), after loading a file of the vectors.
            let source = URL(filePath: VectorFile.path("metagraph_files/10.5.0/network-test/netuid-7"))
            let ours = try Metagraph.load(from: source)
            let script = """
                from bittensor.core.metagraph import Metagraph
                import numpy
                graph = Metagraph(netuid=7, network="test", sync=False)
                graph.load_from_path("\(source.path)")
                graph.block = numpy.array(6000000)
                graph.alpha_stake = graph.tao_stake = graph.stake
                graph.save()
                graph.load()
                print(graph.block.item())
                """
            try ours.save(homeFolder: home.path)
            #expect(try Self.python(script, home: home) == Data("6000000\n".utf8))
            let loaded = try Metagraph.load(network: "test", netuid: 7, homeFolder: home.path)
            #expect(loaded.block == 6_000_000)
            #expect(loaded.hotkeys == ours.hotkeys && loaded.axons == ours.axons)
            #expect(loaded.S == ours.S && loaded.AS == ours.S && loaded.W == ours.W && loaded.I == ours.I)
        }
    }

    /// Runs a program with the Python SDK, and returns what it prints.
    private static func python(_ script: String, home: URL) throws -> Data {
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        let process = Process()
        process.executableURL = PythonSDK.interpreter
        process.arguments = ["-c", script]
        process.environment = ["HOME": home.path, "PATH": "/usr/bin:/bin", "BT_NO_PARSE_CLI_ARGS": "1"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return output
    }

    private struct Reading: Decodable {
        let type: String
        let shape: [Int]
        let values: [Double]
    }
}
