// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// An amount that belongs to an account.
public struct AccountAmount<Amount: Hashable & Sendable>: Hashable, Sendable {
    public let account: AccountID
    public let amount: Amount

    public init(account: AccountID, amount: Amount) {
        self.account = account
        self.amount = amount
    }
}
