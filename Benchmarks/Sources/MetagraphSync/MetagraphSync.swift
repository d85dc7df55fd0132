// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import Foundation
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import SubtensorClient
import SubtensorLocalnet

/// How long the metagraph of a large subnet takes from a node on the same machine.
@main
struct MetagraphSync: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "metagraph-sync",
        abstract: "Measure the sync of a metagraph over loopback, by WebSocket, from a node with ready answers.",
        discussion: """
            With `--localnet` the node is an embedded chain, which computes its answers. Else the subnet is made up, on the recorded metadata of spec 343; 64 of its neurons are validators with weights \
            for everybody. `--serve` only serves, for the Python SDK: see PythonMetagraph/measure.
            """)

    @Option(help: "How many neurons.")
    var neurons = 256

    @Option(help: "How many syncs.")
    var rounds = 20

    @Flag(help: "Read weights and bonds too.")
    var whole = false

    @Flag(help: "Sync with an embedded chain, of up to 256 neurons.")
    var localnet = false

    @Flag(help: "Serve until standard input ends, after printing the address.")
    var serve = false

    @Option(help: "Metadata of version 15, as the runtime answers it, and of version 14.")
    var metadata = "../Tests/Vectors/metadata/metadata-v15-spec343.option-opaque.bin"

    @Flag(help: "Fail above 50 ms for up to 256 neurons, and above 500 ms for up to 4096.")
    var check = false

    func validate() throws {
        guard neurons > 0 else { throw ValidationError("--neurons must be 1 or more") }
        guard rounds > 0 else { throw ValidationError("--rounds must be 1 or more") }
    }

    func run() async throws {
        guard !localnet else { return try await runLocalnet() }
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: metadata)))
        let older = [UInt8](
            try Data(
                contentsOf: URL(
                    filePath: metadata.replacing("v15", with: "v14").replacing(".option-opaque", with: ""))))
        let subnet = MadeUpSubnet(count: neurons, metadata: try RuntimeMetadata(optionOpaque: bytes))
        var (functions, storage) = try subnet.answers()
        functions["Metadata_metadata_at_version"] = bytes
        let node = CannedNode(functions: functions, storage: storage, metadata14: older)
        try await RPCServer.with(handler: node) { server in
            guard !serve else {
                print(server.url)
                fflush(nil)
                while readLine() != nil {}
                return
            }
            try await measure(server.url)
        }
    }

    private func runLocalnet() async throws {
        guard 1...LiveSubnet.largest ~= neurons else { throw ValidationError("--localnet takes 1 to 256 neurons") }
        var configuration = LocalnetConfiguration(blockTime: nil, tempo: LiveSubnet.tempo)
        configuration.commitReveal = false
        try await Localnet.with(configuration) { running in
            try await withSubtensor(Network(running.url)) { subtensor in
                try await LiveSubnet(chain: running.chain, subtensor: subtensor).fill(neurons)
            }
            try await measure(running.url)
        }
    }

    private func measure(_ url: String) async throws {
        var times = try await withSubtensor(Network(url)) { subtensor in
            let clock = ContinuousClock()
            var times: [Duration] = []
            for _ in 0...rounds {
                let start = clock.now
                let metagraph = try await subtensor.metagraph(1, lite: !whole)
                times.append(start.duration(to: clock.now))
                guard metagraph.n == neurons else { throw ExitCode.failure }
            }
            return times
        }
        // The first one also reads the runtime.
        let first = times.removeFirst()
        times.sort()
        let median = times[times.count / 2]
        func text(_ time: Duration) -> String { String(format: "%.1f ms", time / .milliseconds(1)) }
        print("\(neurons) neurons\(whole ? " with weights and bonds" : "")")
        print("first    \(text(first))")
        print("median   \(text(median))")
        print("slowest  \(text(times[times.count - 1]))")
        if let memory = Self.largestMemory { print("memory   \(memory / 1024) MB at most, the node included") }
        if check, median > .milliseconds(neurons <= 256 ? 50 : 500) { throw ExitCode.failure }
    }

    /// The largest resident size so far, in kB; nil where the system does not tell.
    private static var largestMemory: Int? {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line.flatMap { Int($0.filter(\.isNumber)) }
    }
}
