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
    /// The accounts under well-known secrets that have funds, in rao.
    private let funded: [(uri: String, account: AccountID, rao: UInt64)]

    init(_ localnet: RunningLocalnet, _ configuration: LocalnetConfiguration) async throws {
        url = localnet.url
        port = localnet.port
        genesisHash = localnet.chain.genesisHash
        runtime = try await localnet.chain.runtimeName()
        self.configuration = configuration
        var funded: [(String, AccountID, UInt64)] = []
        for uri in DevelopmentAccounts.uris {
            let account = try KeyPair(uri: uri).accountID
            let rao = await localnet.chain.freeBalance(of: account)
            if rao > 0 { funded.append((uri, account, rao)) }
        }
        self.funded = funded
    }

    private var isGenuine: Bool { configuration.genuine != nil }
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
            "state": .string(orNull: configuration.stateFile),
        ]
    }

    func text(width: Int?) -> StyledText {
        let difficulty = "\(configuration.difficulty)\(configuration.isDifficultyPinned ? ", pinned" : "")"
        let rules = "\(configuration.rules.rawValue) (registration as in spec \(configuration.rules.specVersion))"
        let own = [
            ("Rules", rules), ("Difficulty", difficulty),
            ("Weights", configuration.commitReveal ? "committed first (commit-reveal)" : "set openly"),
        ]
        let facts = Facts(
            [("Endpoint", url)] + (isGenuine ? [("Runtime", "\(runtime.name) \(runtime.specVersion)")] : own) + [
                ("Blocks", blocks), ("Genesis", genesisHash.hex),
                ("State", configuration.stateFile ?? "in memory only"),
            ])
        let parts = [
            facts.text(width: width), funded.isEmpty ? nil : accounts.text(width: width), StyledText(nextSteps),
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
