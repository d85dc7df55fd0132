// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ScaleCodec
import SubstrateClient

/// Accounts' money, in rao.
enum BalancesPallet {
    static let totalIssuance = StorageItem("Balances", "TotalIssuance", "u64", default: UInt64(0))

    /// Balances.ExistentialDeposit: an account with less is removed.
    static let existentialDeposit: UInt64 = 500

    static let declaration = PalletDeclaration(
        name: "Balances", index: 5, storage: [totalIssuance.declaration],
        calls: [
            CallDeclaration("transfer_allow_death", 0, ["dest": "MultiAddress", "value": "Compact<Balance>"]) {
                try $0.transfer($1, keepAlive: false)
            },
            CallDeclaration("transfer_keep_alive", 3, ["dest": "MultiAddress", "value": "Compact<Balance>"]) {
                try $0.transfer($1, keepAlive: true)
            },
            CallDeclaration("transfer_all", 4, ["dest": "MultiAddress", "keep_alive": "bool"]) {
                try $0.transferAll($1)
            },
        ],
        events: [
            .named("Endowed", 0, ["account": "AccountId32", "free_balance": "u64"]),
            .named("DustLost", 1, ["account": "AccountId32", "amount": "Balance"]),
            .named("Transfer", 2, ["from": "AccountId32", "to": "AccountId32", "amount": "Balance"]),
            .named("Reserved", 4, ["who": "AccountId32", "amount": "Balance"]),
            .named("Unreserved", 5, ["who": "AccountId32", "amount": "Balance"]),
            .named("Deposit", 7, ["who": "AccountId32", "amount": "Balance"]),
            .named("Withdraw", 8, ["who": "AccountId32", "amount": "Balance"]),
        ],
        errors: [
            .error("InsufficientBalance", 2, "Balance too low to send value."),
            .error("ExistentialDeposit", 3, "Value too low to create account due to existential deposit."),
            .error("Expendability", 4, "Transfer/payment would kill account."),
        ],
        constants: [
            ConstantDeclaration(name: "ExistentialDeposit", type: "u64", value: existentialDeposit.scaleEncoded)
        ])
}
