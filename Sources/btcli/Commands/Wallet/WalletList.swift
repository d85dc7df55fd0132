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

    func text(width: Int?) -> StyledText {
        guard !wallets.isEmpty else {
            return StyledText("There are no wallets in \(path): make one with 'btcli wallet new-coldkey'")
                .wrapped(to: width ?? .max)
        }
        var lines: [StyledText] = ["\(path.printable, .heading)"]
        /// A name, and behind it an address that fits the line.
        func add(_ branch: StyledText, _ name: String, _ address: String) {
            let line = branch + " \(name.printable)  "
            let room = max(Self.shortestAddress, (width ?? .max) - line.count)
            lines.append(line + StyledText(address, .address).shortened(to: room, .middle))
        }
        for (place, wallet) in wallets.enumerated() {
            let isLast = place == wallets.count - 1
            add(isLast ? .lastBranch : .branch, wallet.name, wallet.coldkey?.ss58() ?? "?")
            for (place, hotkey) in wallet.hotkeys.enumerated() {
                let branch: StyledText = place == wallet.hotkeys.count - 1 ? .lastBranch : .branch
                let address = hotkey.account?.ss58() ?? (hotkey.isEncrypted ? "<ENCRYPTED>" : "?")
                add((isLast ? "    " : .trunk) + branch, hotkey.name, address)
            }
        }
        return lines.joined(separator: "\n")
    }

    /// Enough of both ends to tell one from another.
    private static let shortestAddress = 9
}

/// The lines of a tree; for a voice, words and blanks.
extension StyledText {
    fileprivate static let branch = StyledText(sign: "├──", .hint, words: "  -")
    fileprivate static let lastBranch = StyledText(sign: "└──", .hint, words: "  -")
    fileprivate static let trunk = StyledText(sign: "│   ", .hint, words: "    ")
}
