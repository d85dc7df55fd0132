// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ArgumentParser
import BittensorPrimitives
public import SubtensorClient

/// `btcli weights set`: sets weights in the way in which the subnet takes them.
struct WeightsSet: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Set the weights that the wallet's hotkey gives the neurons of a subnet.",
        discussion: """
            Weights are any numbers from 0 up; only their proportions count. The hotkey signs.

            How they are sent follows from the subnet and the chain's runtime. Where the owner wants weights committed first, as is \
            usual, they are timelocked: encrypted until a round of drand's beacon, and opened by the chain itself some epochs later. A \
            runtime without that takes a hash with a salt, which 'btcli weights reveal' reveals. Else they are in force at once.
            """)

    @OptionGroup var subnet: SubnetOption
    @OptionGroup var mechanism: WeightMechanismOption
    @OptionGroup var list: WeightListOptions

    @Option(
        help: ArgumentHelp(
            "How to send them: plain, salted or timelocked. (default: as the subnet takes them)", valueName: "mode"))
    var mode: WeightsMode?

    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        let netuid = try await subnet.netuid(console)
        let (uids, weights) = try await list.lists(console)
        // What is no weights at all is refused before a node is asked.
        let quantized = try QuantizedWeights(uids: uids, weights: weights)
        return try await transaction.carryOut(console) { subtensor, wallet in
            let chosen = if let mode { mode } else { try await subtensor.weightsMode(on: netuid) }
            guard chosen != .plain else {
                return ActionStep(
                    .setWeights(
                        weights, for: uids, on: netuid, mechanism: mechanism.mechanism, versionKey: list.versionKey)
                ) { stored in
                    ActionReport(
                        "Set \(stored.count) \(stored.count == 1 ? "weight" : "weights") on \(netuid.title)",
                        [Fact("mode", "Mode", .text(chosen.rawValue))] + stored.weightFacts, news: ["uids", "weights"])
                }
            }
            console.warn(ofRounding: weights, of: uids)
            guard chosen == .salted else {
                return .timelocking(
                    quantized, on: netuid, mechanism: mechanism.mechanism, versionKey: list.versionKey)
            }
            return try await .committing(
                quantized, on: netuid, mechanism: mechanism.mechanism, versionKey: list.versionKey,
                by: wallet.hotkeyPublic(), in: CommitmentFile.Folder(environment: console.environment), subtensor,
                console)
        }
    }
}

extension WeightsMode: ExpressibleByArgument {}

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
