// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec
public import SubstratePrimitives

/// A subnet that a crowdloan paid for, and who earns from it.
public struct SubnetLease: Hashable, Sendable {
    /// Who runs the subnet.
    public let beneficiary: AccountID
    /// The keys that own it meanwhile.
    public let coldkey: AccountID
    public let hotkey: AccountID
    /// The percent of the owner's emission that go to those who paid.
    public let emissionsShare: UInt8
    /// The block from which the beneficiary may end the lease; nil for a lease without end.
    public let end: BlockNumber?
    public let netuid: NetUID
    /// What the subnet cost.
    public let cost: Balance
}

extension SubnetLease: ScaleRecord {
    public init(fields: inout some FieldSource) throws(ScaleError) {
        beneficiary = try fields.read("beneficiary")
        coldkey = try fields.read("coldkey")
        hotkey = try fields.read("hotkey")
        emissionsShare = try fields.read("emissions_share")
        end = try fields.read("end_block")
        netuid = try fields.read("netuid")
        cost = try fields.read("cost")
    }
}
