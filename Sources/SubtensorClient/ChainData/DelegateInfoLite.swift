// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstratePrimitives

/// A hotkey that takes stake from nominators, without naming them.
public struct DelegateInfoLite: Hashable, Sendable {
    public let hotkey: AccountID
    /// The part of the dividends that it keeps.
    public let take: Proportion
    /// How many gave it stake.
    public let nominatorCount: Int
    public let owner: AccountID
    /// The subnets on which it is registered.
    public let registrations: [NetUID]
    /// The subnets on which it may validate.
    public let validatorPermits: [NetUID]
    /// What 1000 TAO earn in a day.
    public let returnPer1000: Balance

    public init(_ delegate: DelegateInfo) {
        hotkey = delegate.hotkey
        take = delegate.take
        nominatorCount = delegate.nominators.count
        owner = delegate.owner
        registrations = delegate.registrations
        validatorPermits = delegate.validatorPermits
        returnPer1000 = delegate.returnPer1000
    }
}
