// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubtensorClient

/// `btcli query`: anything that the chain stores, or computes on request, by its name.
struct Query: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "Read anything that the chain stores or computes, by its name.",
        discussion: """
            A storage item with its keys, a constant, or a function of a runtime API with its arguments. Names in any \
            spelling, with or without their pallet:
              btcli query Tempo 1
              btcli query SubtensorModule.Tempo 1
              btcli query SubtensorModule Tempo 1
              btcli query total-issuance
              btcli query Balances.ExistentialDeposit
              btcli query get_subnet_info 1
              btcli query Uids 1 5GrwvaEF…
            A map with fewer keys than it has is listed. Keys are numbers, addresses, 0x hex or text as they stand; what \
            has parts is JSON: '[1, "5GrwvaEF…"]'. What the runtime has:
              btcli query --list weights
            """)

    @Argument(help: ArgumentHelp("The name, or with --list a part of it.", valueName: "name"))
    var name: String?

    @Argument(help: ArgumentHelp("The keys or arguments.", valueName: "key"))
    var keys: [String] = []

    @Flag(help: "List the names that the runtime has, instead of reading.")
    var list = false

    @Option(
        help: ArgumentHelp("A block: its number, its hash, head or finalized. (default: head)", valueName: "block"),
        transform: BlockReference.parse)
    var block: BlockReference?

    @Option(
        help: ArgumentHelp("How many entries of a map to list, up to 100000. (default: 100)", valueName: "n"),
        transform: { try WholeNumber.parse($0) })
    var limit: UInt32 = 100

    // Whose names may stand for accounts.
    @OptionGroup(visibility: .hidden) var wallet: WalletOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        guard list else {
            guard let name else {
                throw CLIError(.usage, "a name is missing: 'btcli query --list' shows what there is")
            }
            let reading = try QueryReading(name, keys, limit: limit, spelled: Spellings(wallet, console))
            try console.show(
                try await network.read("Reading \(excerpt(name))", at: block, console) { subtensor, _ in
                    let state = try await subtensor.state()
                    if block == nil { RuntimeNamesFile.keep(state.runtimeAfter, console) }
                    return try await reading.read(state)
                })
            return .done
        }
        let answer = try await network.read("Reading the names", at: block, console) { subtensor, _ in
            let runtime = try await subtensor.state().runtimeAfter
            if block == nil { RuntimeNamesFile.keep(runtime, console) }
            let metadata = runtime.metadata
            let pattern = words.comparable
            let targets = QueryTarget.all(in: metadata).filter {
                pattern.isEmpty || $0.fullName.comparable.contains(pattern)
            }
            guard !targets.isEmpty else {
                throw QueryError(
                    .unknownName,
                    "this runtime has nothing whose name contains \(excerpt(words))" + metadata.embeddedNote)
            }
            return QueryListAnswer(targets: targets, types: metadata.types)
        }
        try console.show(answer)
        return .done
    }

    /// Name and keys as they were written, where all are parts of a name.
    private var words: String { ([name].compactMap { $0 } + keys).joined(separator: " ") }
}
