// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import Foundation
import ProofOfWork
import ScaleCodec
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubtensorClient
import SubtensorLocalnet

/// How fast the chain's data becomes values, beside the decoders of the Python SDKs.
@main
struct ChainDecode: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chain-decode",
        abstract: "Measure metadata, decoding, connecting and signing on recorded data of the main network.",
        discussion: """
            With --python "$(DecodePeers/python)", bittensor-core and bt-decode read the same bytes in the same run, turn \
            by turn, and every reader's sum over what it read must be the same. Run from the folder Benchmarks.
            """)

    @Option(help: "A Python that has the peers.")
    var python: String?

    @Option(help: "How many turns each reader takes.")
    var turns = 7

    @Option(help: "Where the recorded data is.")
    var vectors = "../Tests/Vectors"

    @Flag(help: "Fail below the ratios, and above the times, that the documentation claims.")
    var check = false

    func validate() throws {
        guard turns > 0 else { throw ValidationError("--turns must be 1 or more") }
    }

    func run() async throws {
        let chain = try RecordedChain(vectors: vectors)
        let peers = try python.map { try DecodePeers(python: $0, vectors: vectors) }
        let metadata = try RuntimeMetadata(optionOpaque: chain.metadataAnswer)

        var reading = Comparison(title: "metadata V15, \(chain.metadataAnswer.count) bytes")
        var typed = Comparison(title: "get_subnet_state, \(chain.state.count) bytes, into Swift types")
        var dynamic = Comparison(title: "the same into dynamic values")
        for _ in 0..<turns {
            try reading.ours(times: 30) {
                UInt64(try RuntimeMetadata(optionOpaque: chain.metadataAnswer).types.types.count)
            }
            try typed.ours(times: 60) {
                try metadata.decode(chain.state, of: .subnetState(1)).map(RecordedChain.checksum) ?? 0
            }
            try dynamic.ours(times: 20) {
                RecordedChain.checksum(try metadata.types.decode(chain.state, as: chain.stateType))
            }
            if let peers {
                reading.add(try peers.run("metadata", times: 10))
                let state = try peers.run("state", times: 5)
                typed.add(state)
                dynamic.add(state)
            }
        }
        for comparison in [reading, typed, dynamic] { print(comparison.table) }

        let connecting = try await connect(chain)
        print("connect, metadata, first storage read over loopback: \(connecting.milliseconds) ms")
        let signing = try sign(metadata)
        print("build and sign a transfer: \(signing.milliseconds) ms")

        let failures = [
            reading.agree && typed.agree && dynamic.agree ? nil : "the readers' sums differ",
            check && reading.ratio ?? 2 <= 1 ? "metadata is not read faster than both peers" : nil,
            check && typed.ratio ?? 10 < 10 ? "typed decoding is below 10 × the better peer" : nil,
            check && dynamic.ratio ?? 2 < 2 ? "dynamic decoding is below 2 × the better peer" : nil,
            check && connecting > .milliseconds(25) ? "connecting takes more than 25 ms" : nil,
            check && signing > .microseconds(200) ? "signing takes more than 200 µs" : nil,
        ].compactMap(\.self)
        guard failures.isEmpty else { throw ValidationError(failures.joined(separator: "; ")) }
    }

    /// The median time from no connection to the first value.
    private func connect(_ chain: RecordedChain) async throws -> Duration {
        let node = RecordedNode(chain)
        let rounds = turns * 3
        return try await RPCServer.with(handler: node) { server in
            let account = AccountID(unchecked: [UInt8](repeating: 7, count: 32))
            var times: [Duration] = []
            for _ in 0..<rounds {
                let start = ContinuousClock.now
                try await withSubtensor(Network(server.url)) { subtensor in
                    _ = try await subtensor.balance(of: account)
                    times.append(.now - start)
                }
            }
            return times.sorted()[times.count / 2]
        }
    }

    /// The median time for one transfer with its signature.
    private func sign(_ metadata: RuntimeMetadata) throws -> Duration {
        let keyPair = try KeyPair(uri: "//Alice")
        let destination = AccountID(unchecked: [UInt8](repeating: 7, count: 32))
        var times: [Duration] = []
        for nonce in 0..<UInt32(turns * 100) {
            let start = ContinuousClock.now
            let call = Call(
                "Balances", "transfer_keep_alive",
                ["dest": .variant("Id", .account(destination)), "value": .number(UInt64(1_000_000_000))])
            let context = SigningContext(
                genesisHash: .zero, specVersion: 343, transactionVersion: 1, nonce: nonce,
                era: Era(period: 64, current: 5_000_000), eraBlockHash: .zero)
            let extrinsic = try metadata.extrinsic(call, context: context).signed(by: keyPair)
            times.append(.now - start)
            guard extrinsic.bytes.count > 100 else { throw ExitCode.failure }
        }
        return times.sorted()[times.count / 2]
    }
}

extension Duration {
    /// In milliseconds, with three digits behind the point.
    fileprivate var milliseconds: String { String(format: "%.3f", self / .milliseconds(1)) }
}
