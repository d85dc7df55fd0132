// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorClient

/// `btcli sudo trim`: takes neurons off a subnet.
struct SudoTrim: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "trim",
        abstract: "Take the neurons with the least emission off a subnet that the wallet's coldkey owns.",
        discussion: "So many stay, and the subnet has no room for more from then on. A chain allows it once a month.")

    @OptionGroup var subnet: SubnetOption

    @Option(
        name: [.customLong("max"), .customLong("max-uids"), .customLong("max-n")],
        help: ArgumentHelp("How many neurons may be left.", valueName: "n"))
    var most: UInt16?

    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        let netuid = try await subnet.netuid(console)
        let most =
            if let most { most } else {
                try await console.ask("Enter how many neurons may be left", option: "--max") {
                    try WholeNumber.parse($0, as: UInt16.self)
                }
            }
        return try await transaction.carryOut(console) { _, _ in
            ActionStep(.setHyperparameter("trim", to: "\(most)", on: netuid)) { change in
                ActionReport(
                    "Trimmed \(change.netuid.title) to \(change.value) neurons",
                    [
                        Fact("netuid", "Subnet", .integer(change.netuid.rawValue)),
                        Fact("max_neurons_before", "Room before", .text(orNone: change.before.map { "\($0)" })),
                        Fact("max_neurons", "Room", .text("\(change.value)")),
                    ])
            }
        }
    }
}
