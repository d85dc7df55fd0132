// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstrateClient
import SubstratePrimitives
import SubtensorClient

/// `btcli replay`: a block of the past, run again.
struct Replay: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Run a block of the past again, here, and show what each of its extrinsics changed.",
        discussion: """
            The chain's own runtime runs it upon the state before it, of which the node is asked for what the run reads. What comes \
            of it is compared with what the chain has, value by value.
              btcli replay head
              btcli replay 6012345
              btcli replay 6012345-3
            With a place, as of 'btcli extrinsic', every change of that extrinsic is shown. Exit status 1 where the chain has \
            something else. Nodes keep the states of the newest 256 blocks, archive nodes all.

            With --trace each part shows its calls into the storage, in order, those within a transaction of its own indented:
              btcli replay 6012345-3 --trace
            """)

    @Argument(
        help: ArgumentHelp("A number, a hash, head or finalized; or block and place.", valueName: "block|block-place"),
        transform: ReplayedPlace.parse)
    var place: ReplayedPlace

    @Flag(help: "Show each call into the storage, with its key and what was read or written.")
    var trace = false

    @Option(
        help: ArgumentHelp(
            "With --trace, how many calls are shown over the whole block, the first ones. (default: 10000)",
            valueName: "count"),
        transform: { try WholeNumber.parse($0) })
    var traceLimit: UInt32?

    // Whose names are shown beside addresses.
    @OptionGroup(visibility: .hidden) var wallet: WalletOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        guard trace || traceLimit == nil else { throw CLIError(.usage, "--trace-limit has no effect without --trace") }
        guard traceLimit != 0 else {
            throw CLIError(.usage, "--trace-limit is 0, which shows nothing: leave --trace out")
        }
        let spellings = Spellings(wallet, console)
        let codes = CodeFiles(console.environment)
        let traced = trace ? TraceLimits(accesses: Int(traceLimit ?? 10_000)) : nil
        let answer = try await network.read("Running the block again", at: place.block, console) { subtensor, read in
            let state = try await subtensor.state()
            guard state.number > 0 else {
                throw CLIError(.usage, "block 0 was not made by rules: it is where the chain begins")
            }
            async let body = state.client.extrinsics(at: state.hash)
            let parent = try await state.client.state(at: .hash(state.header.parentHash))
            let fork = try await ChainFork.open(at: parent, codes: codes)
            let extrinsics = try await body
            if let index = place.index, index >= extrinsics.count {
                throw CLIError(
                    .notFound, "block \(state.number) has \(extrinsics.count) extrinsics, and none in place \(index)")
            }
            let replayed = try await fork.replay(state.header, extrinsics, traced: traced)
            return ReplayAnswer(
                network: read.network, state: state, extrinsics: extrinsics, replayed: replayed, shown: place.index,
                disagreements: try await replayed.disagreements(with: state), spellings: spellings)
        }
        try console.show(answer)
        return answer.agrees ? .done : .no
    }
}

/// What is to be replayed: a block, or one extrinsic of it.
struct ReplayedPlace: Hashable, Sendable {
    let block: BlockReference
    let index: Int?

    static func parse(_ text: String) throws -> ReplayedPlace {
        guard text.contains("-") else { return ReplayedPlace(block: try BlockReference.parse(text), index: nil) }
        guard case .place(let number, let index) = try ExtrinsicName.parse(text) else {
            throw CLIError(.usage, "\(excerpt(text)) names no extrinsic: write BLOCK-PLACE")
        }
        return ReplayedPlace(block: .number(number), index: Int(index))
    }
}
