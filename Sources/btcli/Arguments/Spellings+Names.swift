// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives
import SubtensorClient

extension Spellings {
    /// As a person writes values who has these wallets: their names stand for accounts, and are shown beside them.
    init(_ wallets: WalletOptions, _ console: Console) {
        let names = wallets.accountNames(console)
        self.init(
            accounts: "an address, 0x and 64 hex digits, or a name of a wallet or the address book",
            account: { text throws(ScaleError) in
                do {
                    return try Receiver(text).account(among: wallets, console)
                } catch {
                    throw ScaleError(.mismatch, Failure(error).message)
                }
            },
            name: { account in names[account].map { "\($0) (\(account.ss58()))" } ?? account.ss58() },
            money: { field, typeName in Spellings.money(field, typeName) })
    }
}
