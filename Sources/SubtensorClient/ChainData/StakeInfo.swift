// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec
public import SubstratePrimitives

/// The stake of one coldkey on one hotkey on one subnet.
public struct StakeInfo: Hashable, Sendable {
    /// The hotkey on which the stake lies.
    public let hotkey: AccountID
    /// The coldkey that the stake belongs to.
    public let coldkey: AccountID
    /// The subnet.
    public let netuid: NetUID
    /// The stake.
    public let stake: Alpha
    /// The part that is locked.
    public let locked: UInt64
    /// What it earned in the last epoch.
    public let emission: Alpha
    /// What it earned in TAO.
    public let taoEmission: Balance
    /// Unused by current runtimes.
    public let drain: UInt64
    /// Whether the hotkey is registered on the subnet.
    public let isRegistered: Bool
}

extension StakeInfo: ScaleRecord {
    public init(fields: inout some FieldSource) throws(ScaleError) {
        hotkey = try fields.read("hotkey")
        coldkey = try fields.read("coldkey")
        netuid = try fields.compact("netuid")
        stake = try fields.compact("stake")
        locked = try fields.compact("locked")
        emission = try fields.compact("emission")
        taoEmission = try fields.compact("tao_emission")
        drain = try fields.compact("drain")
        isRegistered = try fields.read("is_registered")
    }
}
