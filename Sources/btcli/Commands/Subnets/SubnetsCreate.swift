// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubtensorClient

/// `btcli subnets create`: makes a subnet that the coldkey owns.
struct SubnetsCreate: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Create a subnet that the wallet's coldkey owns.",
        discussion: "The wallet's hotkey becomes its first neuron. 'btcli subnets lock-cost' tells the price.")

    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        try await transaction.carryOut(console) { _, wallet in
            ActionStep(.createSubnet(hotkey: try wallet.hotkeyPublic())) { netuid in
                ActionReport(
                    "Created subnet \(netuid)", [Fact("netuid", "Subnet", .integer(netuid.rawValue))],
                    next: "'btcli subnets start --netuid \(netuid)' starts its emission when the chain allows it")
            }
        }
    }
}
