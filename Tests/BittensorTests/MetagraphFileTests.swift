// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import Foundation
import SubstrateClient
import SubstratePrimitives
import Testing

@Suite("A saved metagraph")
struct MetagraphFileTests {
    static func withFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "metagraph-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }

    static func files(_ folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    @Test("is loaded as it was saved, lite or whole", arguments: [true, false])
    func roundTrip(lite: Bool) async throws {
        let metagraph = try await MetagraphTests.read(count: 20, lite: lite)
        try await Self.withFolder { folder in
            let file = try metagraph.save(in: folder)
            #expect(file.lastPathComponent == "block_1000.json")
            #expect(try Metagraph.load(from: file) == metagraph)
            #expect(try Metagraph.load(from: folder) == metagraph)
        }
        let json = try JSONEncoder().encode(metagraph)
        #expect(try JSONDecoder().decode(Metagraph.self, from: json) == metagraph)
    }

    @Test("an empty subnet is one too")
    func empty() async throws {
        let node = try await ActionNode()
        try MetagraphSubnet(count: 0).install(.storage, on: node)
        let metagraph = try await node.subtensor.metagraph(1, lite: false)
        #expect(metagraph.n == 0)
        try await Self.withFolder { folder in
            let file = try metagraph.save(in: folder)
            #expect(try Metagraph.load(from: file) == metagraph)
        }
    }

    @Test("replaces what was saved of the same block, and leaves nothing behind")
    func replaced() async throws {
        let (lite, whole) = (try await MetagraphTests.read(lite: true), try await MetagraphTests.read())
        try await Self.withFolder { folder in
            try lite.save(in: folder)
            try whole.save(in: folder)
            #expect(try Self.files(folder).count == 2)
            #expect(try Metagraph.load(from: folder) == whole)
            try whole.save(in: folder)
            #expect(try Metagraph.load(from: folder) == whole)
        }
    }

    @Test("of several blocks the folder gives the newest")
    func newest() async throws {
        let node = try await ActionNode()
        try MetagraphSubnet(count: 3).install(.neurons, on: node)
        let (old, new) = (try await node.subtensor.metagraph(1), try await node.subtensor.metagraph(1, at: 1003))
        try await Self.withFolder { folder in
            try new.save(in: folder)
            try old.save(in: folder)
            #expect(try Metagraph.load(from: folder) == new)
        }
    }

    @Test("is refused when any byte of it was changed, or the end is missing")
    func damaged() async throws {
        let metagraph = try await MetagraphTests.read(count: 3)
        try await Self.withFolder { folder in
            let main = try metagraph.save(in: folder)
            for name in try Self.files(folder) {
                let file = folder.appending(path: name)
                let whole = try Data(contentsOf: file)
                for place in stride(from: 0, to: whole.count, by: max(1, whole.count / 97)) {
                    var changed = whole
                    // A digit becomes another digit, so that much of the JSON stays JSON.
                    changed[place] ^= 1
                    try changed.write(to: file)
                    // A blank between two names may change; what is loaded then is what was saved.
                    if let loaded = try? Metagraph.load(from: main) { #expect(loaded == metagraph, "\(name) \(place)") }
                    try whole.prefix(place).write(to: file)
                    #expect(throws: BittensorError(.damagedFile, "")) { try Metagraph.load(from: main) }
                }
                try whole.write(to: file)
            }
            #expect(try Metagraph.load(from: main) == metagraph)
        }
    }

    @Test("is refused when a file is not there, or lies elsewhere")
    func missing() async throws {
        let metagraph = try await MetagraphTests.read(count: 3)
        try await Self.withFolder { folder in
            #expect(throws: BittensorError(.damagedFile, "")) { try Metagraph.load(from: folder) }
            let main = try metagraph.save(in: folder)
            let text = try String(contentsOf: main, encoding: .utf8)
            try Data(text.replacing("\"block_1000.", with: "\"../block_1000.").utf8).write(to: main)
            #expect(throws: BittensorError(.damagedFile, "")) { try Metagraph.load(from: main) }
            try Data(text.utf8).write(to: main)
            for name in try Self.files(folder) where name.hasSuffix(".safetensors") {
                try FileManager.default.removeItem(at: folder.appending(path: name))
            }
            #expect(throws: BittensorError(.damagedFile, "")) { try Metagraph.load(from: main) }
        }
    }

    @Test("a folder that cannot be made is named")
    func unwritable() async throws {
        let metagraph = try await MetagraphTests.read(count: 3)
        let error = #expect(throws: BittensorError.self) {
            try metagraph.save(in: URL(filePath: "/dev/null/metagraphs"))
        }
        #expect(error?.code == .fileNotWritten)
        #expect(error?.reason.contains("/dev/null/metagraphs") == true)
    }

    /// The interpreter of a virtual environment with numpy and safetensors, as `scripts/python-peers` makes it.
    static let interpreter = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: ".build/python-peers/safetensors/bin/python")

    @Test(
        "is read by Python with numpy's safetensors",
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: interpreter.path),
            "scripts/python-peers makes the Python environment for this test"))
    func python() async throws {
        let metagraph = try await MetagraphTests.read(count: 20)
        try await Self.withFolder { folder in
            let main = try metagraph.save(in: folder)
            let script = """
                import json, os, sys
                from safetensors.numpy import load_file
                facts = json.load(open(sys.argv[1]))
                arrays = load_file(os.path.join(os.path.dirname(sys.argv[1]), facts["tensors"]["file"]))
                print(json.dumps({"facts": facts["metagraph"], "types": {k: str(v.dtype) for k, v in arrays.items()},
                    "arrays": {k: [float(x) for x in v] for k, v in arrays.items()}}))
                """
            let output = try Self.python(script, main.path)
            let read = try JSONDecoder().decode(PythonReading.self, from: output)
            #expect(read.facts.netuid == 1 && read.facts.block == 1000 && read.facts.n == 20)
            #expect(read.facts.hotkeys == metagraph.hotkeys.map { $0.ss58() })
            #expect(read.facts.axons.map(\.address) == metagraph.axons.map(\.ipText))
            for (name, array) in [
                ("stake", metagraph.S), ("alpha_stake", metagraph.AS), ("tao_stake", metagraph.TS),
                ("ranks", metagraph.R), ("trust", metagraph.T), ("validator_trust", metagraph.Tv),
                ("consensus", metagraph.C), ("incentive", metagraph.I), ("emission", metagraph.E),
                ("dividends", metagraph.D),
            ] {
                #expect(read.types[name] == "float32", "\(name)")
                #expect(read.arrays[name]?.map { Float($0) } == array, "\(name)")
            }
            #expect(read.types["validator_permit"] == "bool")
            #expect(read.types["total_stake_rao"] == "uint64")
            #expect(read.arrays["uids"] == (0..<20).map { Double($0) })
            #expect(read.arrays["total_stake_rao"] == metagraph.totalStake.map { Double($0.rao) })
            let weights = try #require(metagraph.weights)
            let given = weights.givers.map { weights[$0].count }.reduce(0, +)
            #expect(read.arrays["weights_from"]?.count == given)
        }
    }

    @Test(
        "is loaded as Python's safetensors writes it",
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: interpreter.path),
            "scripts/python-peers makes the Python environment for this test"))
    func fromPython() async throws {
        let metagraph = try await MetagraphTests.read(count: 20)
        try await Self.withFolder { folder in
            let main = try metagraph.save(in: folder)
            // The numbers in a file of Python's making, under another name; the description is as it was.
            let script = """
                import hashlib, json, os, sys
                from safetensors import safe_open
                from safetensors.numpy import save_file
                folder = os.path.dirname(sys.argv[1])
                facts = json.load(open(sys.argv[1]))
                with safe_open(os.path.join(folder, facts["tensors"]["file"]), "np") as file:
                    arrays, texts = {name: file.get_tensor(name) for name in file.keys()}, file.metadata()
                path = os.path.join(folder, "python.safetensors")
                save_file(arrays, path, texts)
                hash = hashlib.blake2b(open(path, "rb").read(), digest_size=32).hexdigest()
                facts["tensors"] = {"file": "python.safetensors", "blake2b": "0x" + hash}
                json.dump(facts, open(sys.argv[1], "w"))
                """
            _ = try Self.python(script, main.path)
            #expect(try Metagraph.load(from: main) == metagraph)
        }
    }

    /// Runs a Python program, and returns what it prints.
    private static func python(_ script: String, _ argument: String) throws -> Data {
        let process = Process()
        process.executableURL = interpreter
        process.arguments = ["-c", script, argument]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return output
    }

    private struct PythonReading: Decodable {
        struct Facts: Decodable {
            struct Axon: Decodable { let address: String }
            let netuid: Int
            let block: Int
            let n: Int
            let hotkeys: [String]
            let axons: [Axon]
        }
        let facts: Facts
        let types: [String: String]
        let arrays: [String: [Double]]
    }
}
