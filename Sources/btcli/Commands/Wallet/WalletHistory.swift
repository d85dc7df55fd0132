// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubstratePrimitives
import SubtensorClient

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `btcli wallet history`: what a coldkey did lately, from the events of blocks.
struct WalletHistory: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract:
            "Show what a coldkey and its hotkeys did in the newest blocks: transfers, stake, registrations, fees.",
        discussion: """
            Read from the events of one block after the other, as far back as the node keeps them: ordinary nodes keep \
            256 blocks, about 51 minutes; archive nodes and localnets all. There is no index of older times on the chain. \
            Without --blocks it goes back 256 blocks, and further, to at most 4096, to the first that this machine sent on \
            that chain for one of these keys.
            """)

    /// More would take hours.
    static let mostBlocks: UInt32 = 100_000

    @OptionGroup var coldkeys: ColdkeySelection

    @Option(
        help: ArgumentHelp(
            "How many blocks to look at, from the newest back. (default: 256, or as far as this machine has sent something)",
            valueName: "n"),
        transform: { try WholeNumber.parse($0) })
    var blocks: UInt32?

    @Option(
        help: ArgumentHelp("Stop after so many entries. (default: 1000)", valueName: "n"),
        transform: { try WholeNumber.parse($0) })
    var limit: UInt16 = 1000

    @OptionGroup var table: TableOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if let blocks, !(1...Self.mostBlocks).contains(blocks) {
            throw CLIError(.usage, "--blocks is \(blocks): it must be from 1 to \(Self.mostBlocks)")
        }
        guard limit > 0 else { throw CLIError(.usage, "--limit is 0: it must be 1 or more") }
    }

    func run(_ console: Console) async throws -> ExitStatus {
        let coldkeys = try await coldkeys.coldkeys(console)
        let network = network.setting(console).title
        let answer = try await self.network.withSubtensor(console) { subtensor in
            try await console.working("Reading the events of blocks") {
                let owned = try await subtensor.hotkeys(ownedBy: coldkeys.map(\.account)).values.joined()
                let named = coldkeys.flatMap(\.hotkeys).map(\.account)
                let keys = HistoryKeys(
                    coldkeys: Set(coldkeys.map(\.account)), hotkeys: Set(named).union(owned))
                let blocks =
                    if let blocks { UInt64(blocks) } else { try await usualBlocks(of: keys, subtensor, console) }
                let history = try await subtensor.history(of: keys, blocks: blocks, limit: Int(limit))
                return HistoryAnswer(network: network, coldkeys: coldkeys, history: history)
            }
        }
        try await table.show(answer, on: console)
        return .done
    }

    /// As many blocks as ordinary nodes keep, or back to the first that this machine sent for these keys on this chain.
    private func usualBlocks(
        of keys: HistoryKeys, _ subtensor: Subtensor, _ console: Console
    ) async throws -> UInt64 {
        let sent = (try? SentFile(environment: console.environment).entries()) ?? []
        let anchors = sent.map(\.trace).filter { trace in
            trace.genesisHash == subtensor.client.genesisHash
                && (keys.coldkeys.contains(trace.signer) || keys.hotkeys.contains(trace.signer))
        }.map(\.anchor)
        guard let first = anchors.min() else { return Self.keptBlocks }
        let head = try await subtensor.head().number
        guard head > first else { return Self.keptBlocks }
        return min(Self.mostUsualBlocks, max(Self.keptBlocks, head.rawValue - first.rawValue + 1))
    }

    /// What nodes keep that are no archives.
    private static let keptBlocks: UInt64 = 256
    /// What a localnet answers at once, and an archive node in a minute.
    private static let mostUsualBlocks: UInt64 = 4096
}

/// What happened to some coldkeys.
struct HistoryAnswer: TableAnswer {
    let summary: [Fact]
    let title: String
    let table: DataTable
    let hiddenColumns: Set<String>
    let rowsName = "entries"
    let emptyText = "Nothing happened in these blocks."

    init(network: String, coldkeys: [NamedColdkey], history: History) {
        title = "History on \(network)"
        hiddenColumns = coldkeys.count == 1 ? ["coldkey"] : []
        let reach =
            switch history.end {
            case .reached: "all that were asked for"
            case .genesis: "back to the first block"
            case .limit: "the limit of entries ended it"
            case .discarded: "the node keeps no older ones"
            }
        summary =
            [Fact("network", "Network", .text(network))] + coldkeys.facts + [
                Fact("from_block", "From block", .block(history.first)),
                Fact("to_block", "To block", .block(history.last)), Fact("reach", "Blocks", .text(reach)),
            ]
        var table = DataTable([
            .number("block", "Block"), .text("time", "Time", .never).expendable(2),
            .text("coldkey", "Coldkey", .middle).expendable(3), .text("event", "Event", .never),
            .text("other", "Other account", .middle), .number("netuid", "Netuid").expendable(1),
            .number("amount_tao", "Amount (τ)"), .text("extrinsic", "Extrinsic").expendable(4),
        ])
        for entry in history.entries {
            table.add([
                .block(entry.block), .text(orNone: history.times[entry.block]?.formatted(.iso8601)),
                entry.coldkey.map { .address($0) } ?? .none, .text(entry.event),
                entry.other.map { .address($0) } ?? .none, entry.netuid.map { .integer($0.rawValue) } ?? .none,
                entry.amount.map { .tao($0) } ?? .none,
                .text(orNone: entry.extrinsic.map { "\(entry.block)-\($0)" }),
            ])
        }
        self.table = table
    }
}
