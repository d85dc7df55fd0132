// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorClient

/// `btcli wallet transfer`: sends TAO.
struct WalletTransfer: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "transfer",
        abstract: "Send TAO from a wallet's coldkey to any account.",
        discussion: "Shows amount, fee, key and network, and asks, before anything is sent.")

    @Option(
        name: [.long, .customShort("d")],
        help: ArgumentHelp("The account that receives.", valueName: "ss58|0x-hex|wallet"),
        transform: Receiver.init)
    var dest: Receiver?

    @OptionGroup var amount: AmountOption

    @Flag(help: "Let the sending account end if less than the existential deposit stays.")
    var allowDeath = false

    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        let receiver =
            if let dest { try dest.account(among: transaction.wallet, console) } else {
                try await console.ask("Enter the account that receives", option: "--dest") {
                    try Receiver($0).account(among: transaction.wallet, console)
                }
            }
        let amount = try await amount.tao(console, "How much shall be sent")
        return try await transaction.carryOut(console) { _, _ in
            ActionStep(
                amount.map { .transfer($0, to: receiver, allowDeath: allowDeath) }
                    ?? .transferAll(to: receiver, keepAlive: !allowDeath),
                \.report)
        }
    }
}

extension TransferReceipt {
    fileprivate var report: ActionReport {
        ActionReport(
            "Sent \(amount) to \(to)",
            [
                Fact("received_tao", "Received (τ)", .tao(amount)),
                Fact("balance_after_tao", "Left (τ)", .tao(balance)),
            ], news: ["balance_after_tao"])
    }
}
