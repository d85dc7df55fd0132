// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorClient

/// `btcli root register`: makes a hotkey a member of the root network.
struct RootRegister: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "Register the wallet's hotkey on the root network, by the stake it has.",
        discussion: "On a full root the member with the least stake makes room.")

    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        try await transaction.carryOut(console, orSay: "The hotkey is registered on the root network already.") {
            subtensor, wallet in
            let hotkey = try wallet.hotkeyPublic()
            guard try await subtensor.uid(of: hotkey, on: 0) == nil else { return nil }
            return ActionStep(.rootRegister(hotkey), \.report)
        }
    }
}
