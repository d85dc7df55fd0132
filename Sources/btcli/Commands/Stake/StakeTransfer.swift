// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubstratePrimitives
import SubtensorClient

/// `btcli stake transfer`: gives stake to another coldkey.
struct StakeTransfer: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "transfer", abstract: "Give stake of the coldkey to another coldkey, where it stays on the hotkey."
    )

    @Option(
        name: [.long, .customShort("d")],
        help: ArgumentHelp("The coldkey that gets the stake.", valueName: "ss58|0x-hex|wallet"),
        transform: Receiver.init)
    var dest: Receiver?

    @OptionGroup var subnets: StakeSubnets
    @OptionGroup var amount: AmountOption
    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        let receiver =
            if let dest { try dest.account(among: transaction.wallet, console) } else {
                try await console.ask("Enter the coldkey that gets the stake", option: "--dest") {
                    try Receiver($0).account(among: transaction.wallet, console)
                }
            }
        let hotkey = try await transaction.wallet.hotkey(console).account
        let from = try await subnets.origin(console)
        let to = subnets.destination
        let amount = try await amount.alpha(console, "How much shall be given away", of: from)
        return try await transaction.carryOut(console) { _, _ in
            ActionStep(.transferStake(amount, on: .hotkey(hotkey), netuid: from, to: receiver, netuid: to), \.report)
        }
    }
}
