// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstrateKeys
import SubstratePrimitives
import SubtensorLocalnet

/// A chain that has begun to run.
struct LocalnetAnswer: Answer {
    private let url: String
    private let port: Int
    private let genesisHash: Hash256
    private let runtime: (name: String, specVersion: UInt32)
    private let configuration: LocalnetConfiguration
    /// Where it was forked from another network's; nil for a chain of its own.
    private let fork: Fork?
    /// The accounts under well-known secrets that have funds, in rao.
    private let funded: [(uri: String, account: AccountID, rao: UInt64)]

    /// Another network's block, after which the chain goes on.
    private struct Fork {
        let network: String
        let chain: String
        let block: BlockHeader
        let head: BlockNumber

        /// What cannot work on a fork by its nature.
        static let missing = [
            "drand's pulses do not come: timelocked weights stay closed", "finality is the fork's own: nobody votes",
            "encrypted calls stay closed: their keys are the authors'", "offchain workers do not run",
            "roots in headers are stand-ins: no read proofs",
        ]

        var document: OutputDocument {
            [
                "network": .string(network), "chain": .string(chain),
                "block": .integer(Int(clamping: block.number.rawValue)), "block_hash": .string(block.hash.hex),
                "head": .integer(Int(clamping: head.rawValue)), "missing": .array(Self.missing.map { .string($0) }),
            ]
        }
    }

    /// - Parameter network: What the network is called that was forked.
    init(
        _ localnet: RunningLocalnet, _ configuration: LocalnetConfiguration, network: String = ""
    ) async throws {
        let head = await localnet.chain.headNumber
        fork = localnet.chain.forkedFrom.map {
            Fork(network: network, chain: $0.chain, block: $0.block, head: head)
        }
        url = localnet.url
        port = localnet.port
        genesisHash = localnet.chain.genesisHash
        runtime = try await localnet.chain.runtimeName()
        self.configuration = configuration
        var funded: [(String, AccountID, UInt64)] = []
        for uri in DevelopmentAccounts.uris {
            let account = try KeyPair(uri: uri).accountID
            let rao = try await localnet.chain.freeBalance(of: account)
            if rao > 0 { funded.append((uri, account, rao)) }
        }
        self.funded = funded
    }

    private var isGenuine: Bool { configuration.genuine != nil || fork != nil }
    private var blockTime: Double? { configuration.blockTime.map { $0 / .seconds(1) } }
    private var occasion: BlockOccasion {
        switch configuration.blocks {
        case .timer: .timer
        case .instant: .instant
        case .onDemand: .onDemand
        }
    }
    private var blocks: String {
        switch occasion {
        case .timer: "every \(blockTime ?? 0) s"
        case .instant: "when a transaction comes"
        case .onDemand: "on demand"
        }
    }

    var document: OutputDocument {
        [
            "url": .string(url), "port": .integer(port),
            "rules": isGenuine ? .null : .string(configuration.rules.rawValue),
            "runtime": .string(runtime.name), "spec_version": .integer(Int(runtime.specVersion)),
            "genesis_hash": .string(genesisHash.hex), "blocks": .string(occasion.rawValue),
            "block_time": blockTime.map { .number($0) } ?? .null,
            "commit_reveal": isGenuine ? .null : .bool(configuration.commitReveal),
            "state": .string(orNull: configuration.stateFile), "fork": fork?.document ?? .null,
            "impersonator": .string(orNull: configuration.fork?.impersonator?.ss58()),
        ]
    }

    func text(width: Int?) -> StyledText {
        let difficulty = "\(configuration.difficulty)\(configuration.isDifficultyPinned ? ", pinned" : "")"
        let rules = "\(configuration.rules.rawValue) (registration as in spec \(configuration.rules.specVersion))"
        let own = [
            ("Rules", rules), ("Difficulty", difficulty),
            ("Weights", configuration.commitReveal ? "committed first (commit-reveal)" : "set openly"),
        ]
        let origin = fork.map {
            [
                (
                    "Fork of",
                    "\($0.network) (\(excerpt($0.chain))) after block \($0.block.number), \($0.block.hash.hex)"
                ),
                ("Newest block", "\($0.head)"),
            ] + (configuration.fork?.impersonator.map { [("Signs for all", $0.ss58())] } ?? [])
        }
        let facts = Facts(
            [("Endpoint", url)] + (origin ?? [])
                + (isGenuine ? [("Runtime", "\(runtime.name) \(runtime.specVersion)")] : own) + [
                    ("Blocks", blocks), ("Genesis", genesisHash.hex),
                    ("State", configuration.stateFile ?? "in memory only"),
                ])
        let parts = [
            facts.text(width: width), fork.map { _ in StyledText(missing) },
            funded.isEmpty ? nil : accounts.text(width: width), StyledText(nextSteps),
        ]
        return parts.compactMap(\.self).joined(separator: "\n\n")
    }

    private var accounts: DataTable {
        var table = DataTable([
            .text("account", "Account", .never), .text("address", "Address", .middle),
            .number("balance_tao", "Balance (TAO)"),
        ])
        for (uri, account, rao) in funded { table.add([.text(uri), .address(account), .tao(Balance(rao: rao))]) }
        return table
    }

    private var missing: String {
        "Nothing that happens here reaches the network. What cannot work on a fork:\n"
            + Fork.missing.map { "  \($0)" }.joined(separator: "\n")
    }

    private var nextSteps: String {
        let network = port == 9944 ? "local" : url
        let steps =
            isGenuine
            ? "  btcli localnet runtime show \(url)"
            : """
              btcli wallet faucet --network \(network)
              btcli subnets pow-register --netuid 1 --network \(network)
            """
        // Nothing that is sent comes into a block by itself then.
        let mining = occasion == .onDemand ? "\n  btcli localnet mine --network \(network)   (makes a block)" : ""
        return """
            Try next, in another terminal:
              btcli config set network \(network)   (then --network can be left out)
              btcli wallet new-coldkey && btcli wallet new-hotkey
            \(steps)\(mining)
            Ctrl-C stops the chain.
            """
    }
}
