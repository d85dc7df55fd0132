// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubtensorClient

/// `btcli events`: what happened in a block, or happens in each one that comes.
struct EventsShow: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "Show what happened in a block, or with --follow in every one that comes.",
        discussion: """
            --follow prints a line for each event as blocks come, until Ctrl-C; with --json-output each line is a document. \
            No block is left out, also when the connection was lost for a while.
              btcli events --follow --only SubtensorModule --only Balances.Transfer
            """)

    @Option(
        help: ArgumentHelp("A block: its number, its hash, head or finalized. (default: head)", valueName: "block"),
        transform: BlockReference.parse)
    var block: BlockReference?

    @Flag(name: [.long, .short], help: "Go on with each block that comes, until Ctrl-C.")
    var follow = false

    @Flag(help: "With --follow: only blocks that can no longer be replaced.")
    var finalized = false

    @Option(
        help: ArgumentHelp(
            "Only events of this pallet, or of this name: Balances, Balances.Transfer. May be repeated.",
            valueName: "name"))
    var only: [String] = []

    // Whose names are shown beside addresses.
    @OptionGroup(visibility: .hidden) var wallet: WalletOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if follow, block != nil { throw CLIError(.usage, "--follow begins with the newest block: leave --block out") }
        if finalized, !follow {
            throw CLIError(.usage, "--finalized is for --follow; for one block: --block finalized")
        }
    }

    func run(_ console: Console) async throws -> ExitStatus {
        let spellings = Spellings(wallet, console)
        guard follow else {
            let answer = try await network.read("Reading the events", at: block, console) { subtensor, place in
                let state = try await subtensor.state()
                return EventsAnswer(
                    place: place, hash: state.hash, events: try told(try await state.events(), state, spellings))
            }
            try console.show(answer)
            return .done
        }
        do {
            try await network.withSubtensor(console) { subtensor in
                try await subtensor.client.followBlocks(finalized: finalized) { state in
                    let events = try told(try await state.events(), state, spellings)
                    for event in events { try console.show(event, in: state) }
                }
            }
        } catch {
            // The way every stream ends is no error.
            guard Task.isCancelled else { throw error }
        }
        console.close()
        return .interrupted
    }

    private func told(_ events: [ChainEvent], _ state: ChainState, _ spellings: Spellings) throws -> [ToldEvent] {
        let metadata = state.runtime.metadata
        let wanted = only.map(\.comparable)
        for (name, text) in zip(wanted, only) where !metadata.hasEvents(called: name) {
            let names = metadata.eventNames
            let nearest = NearestName.of(text, in: names).map { ", did you mean \($0)?" } ?? ""
            throw QueryError(.unknownName, "this runtime has no events called \(excerpt(text))\(nearest)")
        }
        return events.filter { event in
            wanted.isEmpty
                || wanted.contains {
                    [event.pallet.comparable, "\(event.pallet).\(event.name)".comparable].contains($0)
                }
        }.map { ToldEvent($0, metadata, spellings) }
    }
}

extension Console {
    /// A line of a stream: a document, or words behind the block's number.
    fileprivate func show(_ event: ToldEvent, in state: ChainState) throws(CLIError) {
        guard !options.json else {
            let place: OutputDocument = [
                "block": .integer(Int(clamping: state.number.rawValue)), "block_hash": .string(state.hash.hex),
            ]
            return try write(data: (place + event.document).line)
        }
        let line = StyledText("\(state.number)", .label) + " " + StyledText(reading: event.text.printable)
        try write(data: line.text(outputPalette))
    }
}

extension RuntimeMetadata {
    /// The pallets that have events, and the events: `Balances`, `Balances.Transfer`.
    fileprivate var eventNames: [String] {
        pallets.flatMap { pallet -> [String] in
            guard let type = pallet.event, let shape = try? types.type(type).shape, case .variant(let cases) = shape
            else { return [] }
            return [pallet.name] + cases.map { "\(pallet.name).\($0.name)" }
        }
    }

    fileprivate func hasEvents(called name: String) -> Bool { eventNames.contains { $0.comparable == name } }
}

/// What happened in a block.
struct EventsAnswer: Answer {
    let place: ReadPlace
    let hash: Hash256
    let events: [ToldEvent]

    var document: OutputDocument {
        OutputDocument(place.facts) + [
            "block_hash": .string(hash.hex), "events": .array(events.map(\.document)),
        ]
    }

    func text(width: Int?) -> StyledText {
        let lines = events.map { StyledText(reading: $0.text.printable).wrapped(to: width ?? .max) }
        return ([Facts(place.facts).text(width: width), ""] + (lines.isEmpty ? ["It has no such events."] : lines))
            .joined(separator: "\n")
    }
}
