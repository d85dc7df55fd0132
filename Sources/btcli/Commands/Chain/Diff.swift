// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubtensorClient

/// `btcli diff`: what differs between two blocks.
struct Diff: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show what differs between two blocks: a value or a map by its name, or else the runtimes.",
        discussion: """
            With a name, as of 'btcli query', the value or the entries of the map at both blocks, as far as they differ. \
            Without one what the later runtime has that the earlier had not, and the other way round: calls, storage, \
            events, errors, constants, functions.
              btcli diff 6000000 head Tempo 1
              btcli diff 6000000 head Owner --limit 50000
              btcli diff 5000000 6000000
            Exit status 1 when nothing differs. Old blocks are kept by archive nodes only.
            """)

    @Argument(
        help: ArgumentHelp("The earlier block: its number or hash.", valueName: "block"),
        transform: BlockReference.parse)
    var first: BlockReference

    @Argument(
        help: ArgumentHelp("The later block: its number, its hash, head or finalized.", valueName: "block"),
        transform: BlockReference.parse)
    var second: BlockReference

    @Argument(help: ArgumentHelp("A name, as of 'btcli query'.", valueName: "name"))
    var name: String?

    @Argument(help: ArgumentHelp("The keys or arguments.", valueName: "key"))
    var keys: [String] = []

    @Option(
        help: ArgumentHelp("How many entries a map may have, up to 100000. (default: 10000)", valueName: "n"),
        transform: { try WholeNumber.parse($0) })
    var limit: UInt32 = 10_000

    // Whose names may stand for accounts.
    @OptionGroup(visibility: .hidden) var wallet: WalletOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let reading = try name.map {
            try QueryReading($0, keys, limit: limit, spelled: Spellings(wallet, console))
        }
        // An archive is asked for the earlier block, and has the later one too.
        let answer = try await network.read("Comparing two blocks", at: first, console) { subtensor, place in
            let before = try await subtensor.state()
            let after = try await subtensor.unpinned.state(at: second)
            var differences: [Difference]
            if let reading {
                async let old = reading.readIfThere(before)
                let new = try await reading.readIfThere(after)
                // What neither has is no difference: that is told as by a query.
                let first =
                    if let old = try await old { old } else if new == nil { try await reading.read(after) } else {
                        nil as QueryAnswer?
                    }
                differences = try Difference.between(first, new)
            } else {
                differences = Difference.between(before.runtime.metadata, after.runtime.metadata)
                if before.runtime.version != after.runtime.version {
                    differences.insert(
                        Difference(
                            "spec_version", .integer(Int(before.runtime.version.specVersion)),
                            .integer(Int(after.runtime.version.specVersion))), at: 0)
                }
            }
            return DifferencesAnswer(
                [
                    Fact("network", "Network", .text(place.network)),
                    Fact("first_block", "Before", .block(before.number)),
                    Fact("second_block", "After", .block(after.number)),
                ], differences)
        }
        try console.show(answer)
        return answer.differences.isEmpty ? .no : .done
    }
}
