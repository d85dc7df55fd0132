// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubtensorClient

/// `btcli weights set`: sets weights openly.
struct WeightsSet: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Set the weights that the wallet's hotkey gives the neurons of a subnet.",
        discussion: "Weights are any numbers from 0 up; only their proportions count. The hotkey signs.")

    @OptionGroup var subnet: SubnetOption
    @OptionGroup var list: WeightListOptions
    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        let netuid = try await subnet.netuid(console)
        let (uids, weights) = try await list.lists(console)
        // What is no weights at all is refused before a node is asked.
        _ = try QuantizedWeights(uids: uids, weights: weights)
        return try await transaction.carryOut(console) { _, _ in
            ActionStep(.setWeights(weights, for: uids, on: netuid, versionKey: list.versionKey), \.weightFacts)
        }
    }
}

extension [UIDValue] {
    /// The weights that a chain stores, as it stores them.
    var weightFacts: [Fact] {
        let values = CellValue.list(map { .integer($0.value) })
        return [
            Fact("uids", "Stored for uids", .list(map { .integer($0.uid) })),
            Fact(
                "weights", "Stored weights",
                isEmpty ? values : CellValue(values.document, text: "\(values.text) (scaled: the largest is 65535)")),
        ]
    }
}
