// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstrateClient
import SubstratePrimitives
import SubtensorClient

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// `btcli block`: what a block holds.
struct BlockShow: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "block",
        abstract: "Show a block: when it was made, by which runtime, and what each of its extrinsics did.",
        discussion: """
            A block by its number or its hash, or 'finalized'; without one the newest. 'btcli extrinsic BLOCK-PLACE' shows \
            one of its extrinsics with all arguments, 'btcli events --block BLOCK' everything that happened in it.
            """)

    @Argument(
        help: ArgumentHelp("A number, a hash, head or finalized. (default: head)", valueName: "block"),
        transform: BlockReference.parse)
    var block: BlockReference?

    // Whose names are shown beside addresses.
    @OptionGroup(visibility: .hidden) var wallet: WalletOptions
    @OptionGroup var table: TableOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let answer = try await network.read("Reading the block", at: block, console) { subtensor, place in
            let state = try await subtensor.state()
            async let time = state.value(.timestamp)
            return BlockAnswer(
                network: place.network, state: state, milliseconds: try await time ?? 0,
                contents: try await state.contents())
        }
        try await table.show(answer, on: console)
        return .done
    }
}

/// A block and its extrinsics.
struct BlockAnswer: TableAnswer {
    let summary: [Fact]
    let table: DataTable
    let title: String
    let rowsName = "extrinsics"
    let emptyText = "It holds no extrinsics."

    init(network: String, state: ChainState, milliseconds: UInt64, contents: BlockContents) {
        title = "Block \(state.number)"
        let time = Date(timeIntervalSince1970: Double(milliseconds) / 1000).formatted(.iso8601)
        summary = [
            Fact("network", "Network", .text(network)), Fact("block", "Block", .block(state.number)),
            Fact("block_hash", "Hash", .text(state.hash.hex)),
            Fact("parent_hash", "Parent", .text(state.header.parentHash.hex)),
            Fact("state_root", "State root", .text(state.header.stateRoot.hex)),
            // The first block has no time.
            Fact("time", "Time", milliseconds == 0 ? .none : .text(time)),
            Fact("spec_version", "Runtime", .integer(state.runtime.version.specVersion)),
            Fact("extrinsic_count", "Extrinsics", .integer(contents.extrinsics.count)),
            Fact("event_count", "Events", .integer(contents.events.count)),
        ]
        var table = DataTable([
            .number("index", "Place"), .text("call", "Call", .never),
            .text("signer", "Signed by", .middle).expendable(2),
            .text("result", "Result"), .number("fee_tao", "Fee (τ)").expendable(3),
            .text("extrinsic_hash", "Extrinsic", .middle).expendable(1), .number("nonce", "Nonce").expendable(4),
            .number("size_bytes", "Bytes").expendable(5),
        ])
        for extrinsic in contents.extrinsics {
            let content = try? extrinsic.content.get()
            table.add([
                .integer(extrinsic.index), .text(orNone: content?.call.description),
                content?.signer.map { .address($0) } ?? .none, extrinsic.result, extrinsic.fee,
                .text(extrinsic.hash.hex), content?.nonce.map { .integer($0) } ?? .none, .integer(extrinsic.size),
            ])
        }
        self.table = table
    }
}
