// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import SubtensorClient

/// `btcli localnet mine`: blocks that a localnet makes because it is asked to.
struct LocalnetMine: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "mine",
        abstract: "Let a localnet make blocks, now.",
        discussion: """
            It asks by engine_createBlock, as one asks a development node of Substrate that seals by hand, and without --network the \
            node on this machine. A chain that makes blocks by a timer goes on by that, too.
              btcli localnet start --blocks on-demand
              btcli localnet mine 100
            """)

    @Argument(
        help: ArgumentHelp("How many blocks, up to 100000. (default: 1)", valueName: "n"),
        transform: { try WholeNumber.parse($0) })
    var count: UInt32 = 1

    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        guard (1...100_000).contains(count) else {
            throw CLIError(.usage, "\(count) blocks: ask for 1 to 100000")
        }
        var network = network
        if network.setting(console).source == .default { network.network = "local" }
        let title = network.setting(console).title
        let head = try await network.withSubtensor(console) { [count] subtensor in
            try await console.working("Making blocks") { try await subtensor.client.mine(count, on: title) }
        }
        let facts = [
            Fact("network", "Network", .text(title)), Fact("made", "Blocks made", .integer(count)),
            Fact("block", "Newest block", .block(head.number)), Fact("hash", "Hash", .text(head.hash.hex)),
        ]
        try console.show(FactsAnswer(facts))
        return .done
    }
}

extension SubstrateClient {
    /// Lets the node make blocks, one after another, and tells the last one's header.
    fileprivate func mine(_ count: UInt32, on network: String) async throws -> BlockHeader {
        for _ in 1..<count { _ = try await sealedBlock(on: network) }
        return try await header(at: try await sealedBlock(on: network))
    }

    /// A block that the node makes now, empty if nothing waits.
    private func sealedBlock(on network: String) async throws -> Hash256 {
        let answer: JSONValue
        do {
            answer = try await connection.request(method: "engine_createBlock", params: [true, true, .null])
        } catch {
            guard error.code == .remote(code: -32601) else { throw error }
            throw CLIError(
                .usage,
                "\(network) makes no blocks for those who ask: its node has no engine_createBlock, which localnets and development "
                    + "nodes that seal by hand have")
        }
        guard let text = answer["hash"]?.string, let hash = try? Hash256([UInt8](hex: text)) else {
            throw ClientError(.malformedAnswer, "engine_createBlock answers what has no block's hash")
        }
        return hash
    }
}
