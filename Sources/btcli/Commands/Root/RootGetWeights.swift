// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubtensorClient

/// `btcli root get-weights`: which member of the root gives which subnet how much.
struct RootGetWeights: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "get-weights",
        abstract: "Show the weights that the members of the root give the subnets.",
        discussion: "One line for each member who has set any, one column for each subnet.")

    @OptionGroup var block: BlockOption
    @OptionGroup var table: TableOptions
    @OptionGroup var network: NetworkOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        let answer = try await network.read("Reading the root weights", at: block.block, console) { subtensor, place in
            try await subtensor.state().requireRootWeights()
            async let weights = subtensor.weights(on: 0)
            let hotkeys = try await subtensor.hotkeys(on: 0)
            return RootWeightsAnswer(place: place, weights: try await weights, hotkeys: hotkeys)
        }
        try await table.show(answer, on: console)
        return .done
    }
}

/// Who weighs which subnet.
struct RootWeightsAnswer: TableAnswer {
    let place: ReadPlace
    /// By the uid of the member.
    let weights: [UInt16: [UIDValue]]
    let hotkeys: [UInt16: AccountID]

    var title: String { "Root weights of \(place.network)" }
    var summary: [Fact] { place.facts }
    var rowsName: String { "weights" }
    var emptyText: String { "No member of the root has set weights." }

    var table: DataTable {
        let netuids = Set(weights.values.joined().map(\.uid)).sorted()
        var table = DataTable(
            [.number("uid", "Uid"), .text("hotkey", "Hotkey", .middle)]
                + netuids.enumerated().map { .number("netuid_\($1)", "\($1)").expendable($0 + 1) })
        for (uid, row) in weights.sorted(by: { $0.key < $1.key }) where !row.isEmpty {
            let parts = row.rootParts
            table.add(
                [.integer(uid), hotkeys[uid].map { .address($0) } ?? .none]
                    + netuids.map { parts[NetUID($0)].map { .fraction(Double($0)) } ?? .none })
        }
        return table
    }
}
