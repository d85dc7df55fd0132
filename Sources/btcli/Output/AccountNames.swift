// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import SubstratePrimitives

/// What people call accounts: the names of the wallets and hotkeys in a folder.
struct AccountNames: Sendable {
    private var names: [String: String] = [:]

    /// No names at all.
    init() {}

    init(_ wallets: [WalletListing]) {
        for wallet in wallets {
            for hotkey in wallet.hotkeys {
                if let account = hotkey.account { names[account.ss58()] = "\(wallet.name)/\(hotkey.name)" }
            }
        }
        // Where one key is both, the wallet is what people think of.
        for wallet in wallets {
            if let account = wallet.coldkey { names[account.ss58()] = wallet.name }
        }
    }

    /// A sentence with each account by its name, and both ends of its address: `bob (5FHn…94ty)`.
    func naming(_ sentence: StyledText) -> StyledText {
        sentence.replacing(.address) { address in
            let short = address.shortened(to: Self.shortLength, .middle)
            return names[address].map { "\($0.printable, .address) (\(short, .address))" }
                ?? StyledText(short, .address)
        }
    }

    /// Four characters of each end, as explorers show them.
    private static let shortLength = 9
}
