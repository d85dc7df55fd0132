// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import Foundation
import TestVectors
import Testing

/// A Python SDK of `scripts/python-sdk-peer`.
private enum PythonSDK: String, CaseIterable, CustomTestStringConvertible {
    case seven = "7.4.0"
    case ten = "10.5.0"

    var interpreter: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: ".build/python-peers/bittensor-\(rawValue)/bin/python")
    }

    static let present = allCases.filter { FileManager.default.isExecutableFile(atPath: $0.interpreter.path) }
    var testDescription: String { rawValue }

    /// Python that gives `Metagraph`, the class of this release.
    ///
    /// What SDK 7 imports no longer installs: around its own `metagraph.py` stand modules that have every name.
    var preamble: String {
        switch self {
        case .ten: "from bittensor.core.metagraph import Metagraph"
        case .seven:
            """
            import importlib.util, os, sys, sysconfig
            from types import ModuleType
            from unittest.mock import MagicMock
            class StandIn(ModuleType):
                def __getattr__(self, name):
                    if name.startswith("__"):
                        raise AttributeError(name)
                    return MagicMock()
            for name in ["bittensor"] + ["bittensor." + part for part in ("chain_data", "utils", "utils.registration")]:
                sys.modules[name] = StandIn(name)
            sys.modules["bittensor"].__path__ = [os.path.join(sysconfig.get_paths()["purelib"], "bittensor")]
            sys.modules["bittensor"].__version_as_int__ = 740
            sys.modules["bittensor.utils.registration"].use_torch = lambda: False
            from bittensor.metagraph import metagraph as Metagraph
            """
        }
    }
}

@Suite(
    "Metagraphs between Python and us",
    .enabled(if: Lane.isWhole, "left out of the quick lane: Python"),
    .enabled(
        if: !PythonSDK.present.isEmpty,
        "run scripts/python-sdk-peer first: it makes the Python SDKs that these tests exchange files with"))
struct PythonLoadingTests {
    @Test(
        "what we save where Python looks is what its metagraph.load() loads, array for array",
        arguments: PythonSDK.present)
    private func loads(sdk: PythonSDK) async throws {
        let metagraph = try await MetagraphTests.read(count: 20)
        try await MetagraphFileTests.withFolder { home in
            try metagraph.save(library: .numpy, homeFolder: home.path)
            let script = """
                \(sdk.preamble)
                import json
                graph = Metagraph(netuid=1, network="local", sync=False)
                graph.load()
                names = ["n", "block", "uids", "stake", "consensus", "validator_trust", "incentive", "emission",
                    "dividends", "active", "last_update", "validator_permit", "weights", "bonds"]
                print(json.dumps({name: {"type": str(getattr(graph, name).dtype), "shape": getattr(graph, name).shape,
                    "values": [float(x) for x in getattr(graph, name).flatten()]} for name in names}))
                """
            let read = try JSONDecoder().decode([String: Reading].self, from: sdk.run(script, home: home))
            #expect(read.count == 14)
            for name in MetagraphArrays.Name.allCases {
                guard let reading = read[name.rawValue] else { continue }
                let array = try #require(metagraph.array(name))
                #expect(reading.type == array.type.rawValue && reading.shape == array.shape, "\(name)")
                #expect(reading.values.map { Float($0) } == array.floats, "\(name)")
            }
        }
    }

    @Test("what Python saves is loaded here, and stands beside ours", arguments: PythonSDK.present)
    private func saves(sdk: PythonSDK) async throws {
        try await MetagraphFileTests.withFolder { home in
            // Written by Python's own save(), after loading a file that all releases read.
            let source = URL(filePath: VectorFile.path("metagraph_files/written/network-test/netuid-7"))
            let ours = try Metagraph.load(from: source)
            let script = """
                \(sdk.preamble)
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
            #expect(try sdk.run(script, home: home) == Data("6000000\n".utf8))
            let loaded = try Metagraph.load(network: "test", netuid: 7, homeFolder: home.path)
            #expect(loaded.block == 6_000_000)
            #expect(loaded.hotkeys == ours.hotkeys && loaded.axons == ours.axons)
            #expect(loaded.S == ours.S && loaded.W == ours.W && loaded.I == ours.I)
            if sdk == .ten { #expect(loaded.AS == ours.S) }
        }
    }

    private struct Reading: Decodable {
        let type: String
        let shape: [Int]
        let values: [Double]
    }
}

extension PythonSDK {
    /// Runs a program with the Python SDK, and returns what it prints.
    fileprivate func run(_ script: String, home: URL) throws -> Data {
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        let process = Process()
        process.executableURL = interpreter
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
}
