// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec
public import SubstratePrimitives

/// A hotkey that takes stake from nominators.
public struct DelegateInfo: Hashable, Sendable {
    /// The hotkey that takes stake.
    public let hotkey: AccountID
    /// The part of the dividends that it keeps.
    public let take: Proportion
    /// The stake of each nominator, by subnet.
    public let nominators: [Nominator]
    /// The coldkey that owns the hotkey.
    public let owner: AccountID
    /// The subnets on which it is registered.
    public let registrations: [NetUID]
    /// The subnets on which it may validate.
    public let validatorPermits: [NetUID]
    /// What 1000 TAO earn in a day.
    public let returnPer1000: Balance
    /// What all its stake earns in a day.
    public let totalDailyReturn: Balance
}

extension DelegateInfo: ScaleRecord {
    public init(fields: inout some FieldSource) throws(ScaleError) {
        hotkey = try fields.read("delegate_ss58")
        take = try fields.compact("take")
        nominators = try fields.read("nominators")
        owner = try fields.read("owner_ss58")
        registrations = try fields.compacts("registrations")
        validatorPermits = try fields.compacts("validator_permits")
        returnPer1000 = try fields.compact("return_per_1000")
        totalDailyReturn = try fields.compact("total_daily_return")
    }
}
