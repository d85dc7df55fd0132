// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstrateClient
import SubstratePrimitives
import SubtensorClient

/// `btcli wallet sent`: what this machine sent, and what became of it.
struct WalletSent: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "sent",
        abstract: "Show what this machine signed and sent, and what became of each.",
        discussion: """
            Everything that is sent is kept in ~/.bittensor/sent.jsonl before it leaves. What is not settled yet, because \
            the connection or this program ended too early, is looked for in the blocks of its network, until they prove \
            a yes or a no.
            """)

    @Option(
        help: ArgumentHelp("How many to show, the newest. (default: 20)", valueName: "n"),
        transform: { try WholeNumber.parse($0) })
    var limit: UInt16 = 20

    @Flag(help: "Show only those of which it is not known what became of them.")
    var unsettled = false

    @Flag(help: "Do not look for anything on a network.")
    var offline = false

    @OptionGroup var table: TableOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let file = try SentFile(environment: console.environment)
        var entries = try file.entries()
        if !offline { try await settle(&entries, in: file, console) }
        try file.tidy()
        let shown = entries.filter { !unsettled || !$0.state.isSettled }.suffix(Int(limit))
        try await table.show(SentAnswer(path: file.path, entries: Array(shown)), on: console)
        return .done
    }

    /// Looks for what is not settled, on each network that something was sent to.
    private func settle(_ entries: inout [SentEntry], in file: SentFile, _ console: Console) async throws {
        let open = entries.indices.filter { !entries[$0].state.isSettled }
        for name in Set(open.map { entries[$0].network }).sorted() {
            // A network that is named is the only one that is asked, by the key or password that is in its address.
            if let only = network.network, only != name, network.setting(console).title != name { continue }
            let traces = open.filter { entries[$0].network == name }.map { entries[$0].trace }
            var options = network
            options.network = network.network ?? (name.isEmpty ? nil : name)
            let found: [Hash256: SubmissionState]
            do {
                found = try await options.withSubtensor(console) { subtensor in
                    try await console.working("Looking for \(traces.count) extrinsics on \(name)") {
                        await subtensor.client.states(of: traces)
                    }
                }
            } catch let error where !(error is CancellationError) {
                console.warn("cannot look on \(name.isEmpty ? "the network" : name): \(Failure(error).line)")
                continue
            }
            for place in open {
                guard let state = found[entries[place].trace.hash] else { continue }
                entries[place].state = state
                await file.note(state, of: entries[place].trace.hash)
            }
        }
    }
}

/// What was sent.
struct SentAnswer: TableAnswer {
    let summary: [Fact]
    let title = "Sent from this machine"
    let table: DataTable
    let rowsName = "extrinsics"
    let emptyText = "Nothing was sent from here."

    init(path: String, entries: [SentEntry]) {
        summary = [
            Fact("file", "File", .text(path)), Fact("count", "Shown", .integer(entries.count)),
            Fact("unsettled", "Not settled", .integer(entries.count { !$0.state.isSettled })),
        ]
        var table = DataTable([
            .text("time", "Time", .never), .text("summary", "What"), .text("state", "State", .never),
            .number("block_number", "Block"), .text("extrinsic_hash", "Extrinsic", .middle),
            .number("nonce", "Nonce").expendable(1), .number("valid_until_block", "Last block").expendable(2),
            .text("signer", "Signed by", .middle).expendable(3), .text("network", "Network").expendable(4),
            .text("call", "Call").expendable(5), .text("intent", "Intent").expendable(6),
            .text("reason", "Why").expendable(7),
        ])
        for entry in entries {
            let (block, reason) = entry.state.details
            table.add([
                .text(entry.time),
                .text((entry.record.summary.isEmpty ? entry.record.call : entry.record.summary).printable),
                CellValue(.string(entry.state.name), text: entry.state.words), block.map { .block($0) } ?? .none,
                .text(entry.trace.hash.hex), .integer(entry.trace.nonce),
                entry.trace.lastBlock.map { .block($0) } ?? .none, .address(entry.trace.signer),
                .text(entry.network.printable),
                .text(entry.record.call.printable), .text(entry.record.intent.printable),
                .text(orNone: reason?.printable),
            ])
        }
        self.table = table
    }
}

extension SubmissionState {
    /// What a person reads.
    fileprivate var words: String {
        switch self {
        case .signed, .written: "not known yet"
        case .succeeded: "succeeded"
        case .failed: "failed"
        case .notSent: "never sent"
        case .refused: "refused by the node"
        case .notIncludable: "not carried out"
        }
    }

    fileprivate var details: (block: BlockNumber?, reason: String?) {
        switch self {
        case .signed, .written, .notSent: (nil, nil)
        case .succeeded(let block, _): (block, nil)
        case .failed(let block, _, let reason): (block, reason)
        case .refused(let reason), .notIncludable(let reason): (nil, reason)
        }
    }
}
