// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import SubstratePrimitives

/// Who gets something, as a person writes it: an address, or the name of a wallet of the folder.
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
            var options = wallets
            options.name = text
            guard let wallet = try? options.wallet(console), wallet.exists else {
                let names =
                    (try? Wallet.list(path: wallets.path(console), homeFolder: console.environment["HOME"])) ?? []
                let nearest = NearestName.of(text, in: names.map(\.name)).map {
                    "; did you mean the wallet \(excerpt($0))?"
                }
                throw CLIError(.usage, "\(error.reason), and no wallet is called so\(nearest ?? "")")
            }
            let account = try wallet.coldkeyPublic()
            console.say("\(excerpt(text)) is the wallet of that name: \(account)")
            return account
        }
    }
}
