// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

extension GenesisEditor {
    /// Gives an account this free balance. What is issued in all grows or shrinks by the difference.
    mutating func endow(_ account: AccountID, with balance: UInt64) throws(LocalnetError) {
        let least = (try? metadata.constant("Balances", "ExistentialDeposit"))?.uint64 ?? 1
        guard balance >= max(least, 1) else {
            throw LocalnetError(
                .genesisRefused,
                "\(account.ss58()) cannot begin with \(balance) rao: an account needs \(max(least, 1)) to exist")
        }
        let place = Place("System", "Account", .account(account))
        guard let info = try value(place), let before = info["data"]?["free"]?.uint64,
            let providers = info["providers"]?.uint64,
            let funded = info.replacing(["data", "free"], with: .number(balance))?
                .replacing(["providers"], with: .number(max(providers, 1)))
        else {
            throw LocalnetError(
                .genesisRefused,
                "the runtime \(excerpt(runtime)) keeps no balances in System.Account: nobody can be endowed")
        }
        try set(funded, at: place)
        for pallet in ["Balances", "SubtensorModule"] {
            try change(Place(pallet, "TotalIssuance"), from: before, to: balance)
        }
    }

    /// Names who may use the pallet Sudo.
    mutating func setSudoKey(_ account: AccountID) throws(LocalnetError) {
        let place = Place("Sudo", "Key")
        guard has(place) else {
            throw LocalnetError(
                .genesisRefused, "the runtime \(excerpt(runtime)) has no pallet Sudo: leave the sudo key out")
        }
        try set(.account(account), at: place)
    }

    /// Names `//Alice` as the one who makes blocks, where nobody is. Who finalizes them stays as it is.
    mutating func seatAuthor() throws(LocalnetError) {
        let place = Place("Aura", "Authorities")
        guard has(place), try value(place)?.list?.isEmpty != false, let author = DevelopmentAccounts.sudo else {
            return
        }
        try set(.list([.account(author)]), at: place)
    }
}
