// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubtensorClient

/// `btcli stake swap`: exchanges stake on one subnet for stake on another.
struct StakeSwap: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "swap", abstract: "Exchange stake on one subnet for stake on another, on the same hotkey.")

    @OptionGroup var subnets: StakeSubnets
    @OptionGroup var amount: AmountOption
    @OptionGroup var protection: PriceProtectionOptions
    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        let hotkey = try await transaction.wallet.hotkey(console).account
        let from = try await subnets.origin(console)
        let to = try await subnets.destination(console)
        let amount = try await amount.alpha(console, "How much shall be swapped", of: from)
        return try await transaction.carryOut(console) { subtensor, wallet in
            try await subtensor.requireSubnets([from, to])
            let limit = try await protection.limit {
                try await subtensor.limit(
                    swapping: amount, of: wallet.coldkeyPublic(), on: hotkey, from: from, to: to, protection: $0)
            }
            return ActionStep(.swapStake(amount, on: .hotkey(hotkey), from: from, to: to, limit: limit), \.report)
        }
    }
}
