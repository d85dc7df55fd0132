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
        transform: Self.block)
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
        guard (1...100_000).contains(limit) else {
            throw CLIError(.usage, "--limit is \(limit): it must be from 1 to 100000")
        }
        guard list else {
            guard let name, !name.comparable.isEmpty else {
                throw CLIError(
                    .usage,
                    (name.map { "\(excerpt($0)) is no name" } ?? "a name is missing")
                        + ": 'btcli query --list' shows what there is")
            }
            let spellings = Spellings(wallet, console)
            try console.show(
                try await network.read("Reading \(excerpt(name))", at: block, console) { subtensor, _ in
                    try await read(name, spellings, try await subtensor.state())
                })
            return .done
        }
        let answer = try await network.read("Reading the names", at: block, console) { subtensor, _ in
            let metadata = try await subtensor.state().runtimeAfter.metadata
            let pattern = words.comparable
            let targets = QueryTarget.all(in: metadata).filter {
                pattern.isEmpty || $0.fullName.comparable.contains(pattern)
            }
            return QueryListAnswer(targets: targets, types: metadata.types)
        }
        guard !answer.targets.isEmpty else {
            throw QueryError(.unknownName, "this runtime has nothing whose name contains \(excerpt(words))")
        }
        try console.show(answer)
        return .done
    }

    /// Name and keys as they were written, where all are parts of a name.
    private var words: String { ([name].compactMap { $0 } + keys).joined(separator: " ") }

    private func read(_ name: String, _ spellings: Spellings, _ state: ChainState) async throws -> QueryAnswer {
        let calls = state.runtimeAfter.metadata
        let (target, isTwoWords) = try QueryTarget.named(name, before: keys.first, in: calls)
        let words = keys.dropFirst(isTwoWords ? 1 : 0).map { WrittenValue.word($0) }
        switch target.kind {
        case .storage: return try await read(target, words, spellings, state)
        case .constant(let constant):
            guard words.isEmpty else { throw CLIError(.usage, "the constant \(target.fullName) takes no keys") }
            let value = try calls.constant(target.home, target.name)
            let found = QueryValue(value: value, type: constant.type, types: calls.types)
            return QueryAnswer(target: target, state: state, content: .value(found))
        case .function(let method):
            let arguments = try calls.encodeArguments(words, of: target.home, target.name, spelled: spellings)
            let bytes = try await state.call("\(target.home)_\(target.name)", arguments)
            let value = try calls.decodeResult(bytes, of: target.home, target.name)
            let found = QueryValue(value: value, type: method.output, types: calls.types)
            return QueryAnswer(target: target, state: state, content: .value(found))
        }
    }

    /// Storage is read as the runtime wrote it, which in the block of an upgrade is not the one that answers calls.
    private func read(
        _ target: QueryTarget, _ words: [WrittenValue], _ spellings: Spellings, _ state: ChainState
    ) async throws -> QueryAnswer {
        let metadata = state.runtime.metadata
        let item = try metadata.storage(target.home, target.name)
        let keys = try metadata.encodeKeys(words, of: target.home, target.name, spelled: spellings)
        guard keys.count < item.hashers.count else {
            let key = try metadata.storageKey(target.home, target.name, keys: keys)
            let found = try await state.client.storage([key], at: state.hash)[key]
            guard let bytes = found ?? (item.modifier == .default ? item.fallback : nil) else {
                return QueryAnswer(target: target, state: state, content: .value(nil), isStored: false)
            }
            let value: ScaleValue
            do {
                value = try metadata.types.decode(bytes, as: item.value)
            } catch {
                throw ClientError(.malformedAnswer, "\(target.fullName) cannot be read: \(error.reason)")
            }
            return QueryAnswer(
                target: target, state: state,
                content: .value(QueryValue(value: value, type: item.value, types: metadata.types)),
                isStored: found != nil)
        }
        let listing = StorageListing(state: state, pallet: target.home, item: item, keys: keys)
        let (entries, hasMore) = try await listing.entries(limit: Int(limit))
        return QueryAnswer(target: target, state: state, content: .entries(entries, hasMore: hasMore))
    }

    private static func block(_ text: String) throws -> BlockReference {
        switch text {
        case "head": .head
        case "finalized", "finalised": .finalized
        case _ where text.hasPrefix("0x") && text.utf8.count == 66: .hash(try Hash256(hex: text))
        default: .number(BlockNumber(try WholeNumber.parse(text, as: UInt64.self)))
        }
    }
}
