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

    /// Names of other accounts, which count less than those of keys that are here.
    mutating func add(_ others: [(name: String, account: AccountID)]) {
        for (name, account) in others where names[account.ss58()] == nil { names[account.ss58()] = name }
    }

    /// What an account is called; nil for one without a name.
    subscript(account: AccountID) -> String? { names[account.ss58()] }
    subscript(address address: String) -> String? { names[address] }

    var isEmpty: Bool { names.isEmpty }

    /// A text in which the name of each account stands in front of its whole address: `bob (5FHne…)`.
    func besideAddresses(_ text: String) -> String {
        var words: [Substring] = text.split(separator: " ", omittingEmptySubsequences: false)
        for (place, word) in words.enumerated() {
            let address = word.drop { "(['\"".contains($0) }.prefix { $0.isLetter || $0.isNumber }
            guard address.count > 40, let name = names[String(address)] else { continue }
            // It stands there already.
            if word.hasPrefix("("), place > 0, words[place - 1].hasSuffix(name) { continue }
            words[place] = "\(word[..<address.startIndex])\(name) (\(address))\(word[address.endIndex...])"
        }
        return words.joined(separator: " ")
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
