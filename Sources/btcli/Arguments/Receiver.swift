// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import SubstratePrimitives

/// An account as a person writes it: an address, a name of the address book, or the name of a wallet of the folder.
struct Receiver: Hashable, Sendable {
    private let text: String

    init(_ text: String) { self.text = text }

    /// The account. Whose address a name stands for is told in full, before anyone is asked for consent.
    ///
    /// - Throws: what is wrong with the address, where no wallet has that name.
    func account(among wallets: WalletOptions, _ console: Console) throws -> AccountID {
        do {
            return try AccountID(parsing: text)
        } catch {
            let book = try AddressBook(environment: console.environment)
            var options = wallets
            options.name = text
            let wallet = (try? options.wallet(console)).flatMap { $0.exists ? $0 : nil }
            switch (book[text], wallet) {
            case (let entry?, nil):
                console.say("\(excerpt(text)) is in the address book: \(entry.account)")
                return entry.account
            case (nil, let wallet?):
                let account = try wallet.coldkeyPublic()
                console.say("\(excerpt(text)) is the wallet of that name: \(account)")
                return account
            case (let entry?, let wallet?):
                let account = try wallet.coldkeyPublic()
                guard account != entry.account else { return account }
                throw CLIError(
                    .usage,
                    "\(excerpt(text)) is the wallet \(account) and in the address book \(entry.account): give the address"
                )
            case (nil, nil):
                let nearest =
                    NearestName.of(text, in: wallets.others(console).map(\.name)).map { "the wallet \(excerpt($0))" }
                    ?? NearestName.of(text, in: book.entries.map(\.name)).map { "\(excerpt($0)) of the address book" }
                throw CLIError(
                    .usage,
                    "\(error.reason), and no wallet is called so"
                        + (nearest.map { "; did you mean \($0)?" } ?? ""))
            }
        }
    }
}
