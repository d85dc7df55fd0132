// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorPrimitives
import SubtensorClient

/// `btcli wallet swap-hotkey`: puts another hotkey in the place of one.
struct WalletSwapHotkey: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "swap-hotkey",
        abstract: "Put a new hotkey in the place of the wallet's hotkey, with its stake and its uids.",
        discussion: "The chain takes a price for it, which is shown before anything is sent.")

    @Option(
        help: ArgumentHelp("The hotkey that takes the place of --wallet-hotkey.", valueName: "name|ss58"))
    var newHotkey: String?

    @Option(
        name: [.long, .customShort("n")], help: ArgumentHelp("Only on this subnet.", valueName: "n"),
        transform: { NetUID(try WholeNumber.parse($0)) })
    var netuid: NetUID?

    @Flag(help: "On all subnets. This is the default.")
    var allNetuids = false

    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func validate() throws {
        guard !allNetuids || netuid == nil else {
            throw CLIError(.usage, "--all-netuids and --netuid exclude each other: leave one out")
        }
    }

    func run(_ console: Console) async throws -> ExitStatus {
        let old = try await transaction.wallet.hotkey(console).account
        let new =
            if let newHotkey { try transaction.wallet.hotkey(newHotkey, console).account } else {
                try await console.ask(
                    transaction.wallet.question("Enter the name of the new hotkey", option: "--new-hotkey", console)
                ) { try transaction.wallet.hotkey($0, console).account }
            }
        return try await transaction.carryOut(console) { _, _ in
            ActionStep(.swapHotkey(old, for: new, on: netuid)) { swap in
                ActionReport(
                    "Put the hotkey \(swap.new) in the place of \(swap.old)",
                    [
                        Fact("old_hotkey", "Old hotkey", .address(swap.old)),
                        Fact("new_hotkey", "New hotkey", .address(swap.new)),
                        Fact("owner", "Owned by", swap.owner.map { .address($0) } ?? .none),
                    ])
            }
        }
    }
}
