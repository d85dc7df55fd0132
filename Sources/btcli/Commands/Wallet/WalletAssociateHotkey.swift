// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubtensorClient

/// `btcli wallet associate-hotkey`: makes a hotkey the coldkey's without registering it.
struct WalletAssociateHotkey: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "associate-hotkey",
        abstract: "Make the wallet's hotkey the coldkey's on the chain, without a registration.")

    @OptionGroup var transaction: TransactionOptions
    var global: GlobalOptions { transaction.global }

    func run(_ console: Console) async throws -> ExitStatus {
        let hotkey = try await transaction.wallet.hotkey(console).account
        let note = "The hotkey belongs to the coldkey already."
        return try await transaction.carryOut(console, orSay: note) { subtensor, wallet in
            guard try await subtensor.owner(of: hotkey) != wallet.coldkeyPublic() else { return nil }
            return ActionStep(.associateHotkey(hotkey)) { ownership in
                ActionReport(
                    "The hotkey \(ownership.hotkey) belongs to the coldkey now",
                    [
                        Fact("hotkey", "Hotkey", .address(ownership.hotkey)),
                        Fact("coldkey", "Owned by", ownership.coldkey.map { .address($0) } ?? .none),
                    ])
            }
        }
    }
}
