// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import BittensorWallet
import SubstratePrimitives

/// `btcli wallet list`: the wallets of a folder as a tree.
struct WalletList: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the wallets of a folder, or the one that is named, with their hotkeys.")

    @OptionGroup var wallet: WalletOptions
    @OptionGroup var global: GlobalOptions

    func run(_ console: Console) async throws -> ExitStatus {
        try console.show(WalletListAnswer(path: wallet.path(console), wallets: try wallet.listing(console)))
        return .done
    }
}

/// The wallets of a folder.
struct WalletListAnswer: Answer {
    let path: String
    let wallets: [WalletListing]

    /// The document that btcli 9 prints.
    var document: OutputDocument {
        [
            "wallets": .array(
                wallets.map { wallet in
                    [
                        "name": .string(wallet.name),
                        "ss58_address": .string(orNull: wallet.coldkey?.ss58()),
                        "hotkeys": .array(
                            wallet.hotkeys.map { hotkey in
                                [
                                    "name": .string(hotkey.name),
                                    "ss58_address": .string(orNull: hotkey.account?.ss58()),
                                ]
                            }),
                    ]
                })
        ]
    }

    func text(width: Int?) -> String {
        guard !wallets.isEmpty else {
            return "There are no wallets in \(path): make one with 'btcli wallet new-coldkey'"
        }
        var lines = [path]
        for (place, wallet) in wallets.enumerated() {
            let isLast = place == wallets.count - 1
            lines.append("\(isLast ? "└──" : "├──") \(wallet.name)  \(wallet.coldkey?.ss58() ?? "?")")
            for (place, hotkey) in wallet.hotkeys.enumerated() {
                let branch = place == wallet.hotkeys.count - 1 ? "└──" : "├──"
                let address = hotkey.account?.ss58() ?? (hotkey.isEncrypted ? "<ENCRYPTED>" : "?")
                lines.append("\(isLast ? " " : "│")   \(branch) \(hotkey.name)  \(address)")
            }
        }
        return lines.map(\.printable).joined(separator: "\n")
    }
}
