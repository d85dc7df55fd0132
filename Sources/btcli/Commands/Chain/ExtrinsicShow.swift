// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubtensorClient

/// `btcli extrinsic`: one extrinsic with everything that it did.
struct ExtrinsicShow: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "extrinsic",
        abstract: "Show an extrinsic: what it called with which arguments, who signed it, and everything that it did.",
        discussion: """
            By its hash, which is looked for in the newest blocks, or by the number of its block and its place there, as \
            explorers write it:
              btcli extrinsic 0x5f0a…
              btcli extrinsic 6012345-3
            There is no index of hashes on the chain: an old one is found with --block, or with more --blocks.
            """)

    /// More would take long.
    private static let mostBlocks: UInt32 = 100_000

    @Argument(
        help: ArgumentHelp("The hash, or block and place.", valueName: "hash|block-place"),
        transform: ExtrinsicName.parse)
    var name: ExtrinsicName

    @Option(
        help: ArgumentHelp("The block that holds it: its number, its hash, head or finalized.", valueName: "block"),
        transform: BlockReference.parse)
    var block: BlockReference?

    @Option(
        help: ArgumentHelp("How many of the newest blocks to look through. (default: 256)", valueName: "n"),
        transform: { try WholeNumber.parse($0) })
    var blocks: UInt32 = 256

    // Whose names are shown beside addresses.
    @OptionGroup(visibility: .hidden) var wallet: WalletOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (1...Self.mostBlocks).contains(blocks) else {
            throw CLIError(.usage, "--blocks is \(blocks): it must be from 1 to \(Self.mostBlocks)")
        }
        if case .place = name, block != nil {
            throw CLIError(.usage, "the block stands in front of the place already: leave --block out")
        }
    }

    func run(_ console: Console) async throws -> ExitStatus {
        let spellings = Spellings(wallet, console)
        let answer = try await network.read("Looking for the extrinsic", at: named, console) { subtensor, place in
            let state = try await subtensor.state()
            let holder = named == nil ? try await self.holder(from: state) : state
            let contents = try await holder.contents()
            let found = contents.extrinsics.first { extrinsic in
                switch name {
                case .hash(let hash): extrinsic.hash == hash
                case .place(_, let index): extrinsic.index == index
                }
            }
            guard let found else {
                throw CLIError(
                    .notFound,
                    "block \(holder.number) does not hold it: it has \(contents.extrinsics.count) extrinsics")
            }
            return ExtrinsicAnswer(network: place.network, state: holder, extrinsic: found, spellings: spellings)
        }
        try console.show(answer)
        return .done
    }

    /// The block that is named, by option or by place.
    private var named: BlockReference? {
        if case .place(let number, _) = name { return .number(number) }
        return block
    }

    /// The newest block that holds it.
    private func holder(from head: ChainState) async throws -> ChainState {
        guard case .hash(let hash) = name else { return head }
        let first = head.number.rawValue - min(head.number.rawValue, UInt64(blocks) - 1)
        guard let block = try await head.client.block(holding: hash, in: BlockNumber(first)...head.number) else {
            throw CLIError(
                .notFound,
                "no block from \(first) to \(head.number) holds \(hash): name its block with --block, or look through more "
                    + "with --blocks")
        }
        return try await head.client.state(at: .hash(block))
    }
}

/// How a person names an extrinsic.
enum ExtrinsicName: Hashable, Sendable {
    case hash(Hash256)
    case place(BlockNumber, UInt32)

    static func parse(_ text: String) throws -> ExtrinsicName {
        if text.hasPrefix("0x") { return .hash(try Hash256(hex: text)) }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = UInt64(parts[0]), let place = UInt32(parts[1]) else {
            throw CLIError(
                .usage, "\(excerpt(text)) names no extrinsic: write its hash, 0x and 64 hex digits, or BLOCK-PLACE")
        }
        return .place(BlockNumber(number), place)
    }
}

/// An extrinsic, what it is and what it did.
struct ExtrinsicAnswer: Answer {
    private let facts: [Fact]
    private let call: OutputDocument
    private let callText: String
    private let told: [ToldEvent]

    init(network: String, state: ChainState, extrinsic: BlockExtrinsic, spellings: Spellings) {
        let metadata = state.runtime.metadata
        let content = try? extrinsic.content.get()
        var problem: String?
        if case .failure(let error) = extrinsic.content { problem = error.reason }
        facts = [
            Fact("network", "Network", .text(network)), Fact("block", "Block", .block(state.number)),
            Fact("block_hash", "Block hash", .text(state.hash.hex)), Fact("index", "Place", .integer(extrinsic.index)),
            Fact("extrinsic_hash", "Extrinsic", .text(extrinsic.hash.hex)),
            Fact(
                "signer", "Signed by",
                content?.signer.map { .address($0).told(as: spellings.name($0)) } ?? .none),
            Fact("nonce", "Nonce", content?.nonce.map { .integer($0) } ?? .none),
            Fact("tip_tao", "Tip", content?.tip.map { .tao(Balance(rao: UInt64(clamping: $0))) } ?? .none),
            Fact("fee_tao", "Fee", extrinsic.fee), Fact("size_bytes", "Bytes", .integer(extrinsic.size)),
            Fact("result", "Result", extrinsic.result),
            Fact("unreadable", "Unreadable", .text(orNone: problem)),
        ]
        call =
            content.map { content in
                ["name": .string(content.call.description), "args": OutputDocument(json: metadata.json(content.call))]
            } ?? .null
        callText = content.map { metadata.text($0.call, spelled: spellings) } ?? ""
        told = extrinsic.events.map { ToldEvent($0, metadata, spellings) }
    }

    var document: OutputDocument {
        OutputDocument(facts) + ["call": call, "events": .array(told.map(\.document))]
    }

    func text(width: Int?) -> StyledText {
        let rows = facts.filter { $0.value != .none }
        let head = Facts(rows) + Facts(callText.isEmpty ? [] : [("Call", callText)])
        let events = told.map {
            StyledText(reading: $0.text.printable).wrapped(to: width.map { max(20, $0 - 2) } ?? .max).indented
        }
        return ([head.text(width: width), "", StyledText("Events", .label)] + events).joined(separator: "\n")
    }
}
