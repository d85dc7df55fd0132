// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec
public import SubstratePrimitives

/// The neurons of a subnet, column by column: place `n` of every list is uid `n`.
public struct SubnetState: Hashable, Sendable {
    /// The subnet.
    public let netuid: NetUID
    /// The hotkey of each uid.
    public let hotkeys: [AccountID]
    /// The coldkey of each uid.
    public let coldkeys: [AccountID]
    /// Whether each uid set weights within the activity cutoff.
    public let active: [Bool]
    /// Whether each uid may set weights as a validator.
    public let validatorPermit: [Bool]
    /// The score of each uid; the lowest is pruned first when the subnet is full.
    public let pruningScore: [Proportion]
    /// When each uid last set weights.
    public let lastUpdate: [BlockNumber]
    /// What each uid earned in the last epoch.
    public let emission: [Alpha]
    /// Each uid's share of the validators' part.
    public let dividends: [Proportion]
    /// Each uid's share of the miners' part.
    public let incentives: [Proportion]
    /// The weight of each uid that the validators agree on.
    public let consensus: [Proportion]
    /// How much of each uid's rank the consensus keeps.
    public let trust: [Proportion]
    /// Each uid's share of the ranks, before trust.
    public let rank: [Proportion]
    /// When each uid was registered.
    public let blockAtRegistration: [BlockNumber]
    /// The alpha on each uid.
    public let alphaStake: [Alpha]
    /// The root stake on each uid.
    public let taoStake: [Balance]
    /// Alpha and weighted root stake of each uid together.
    public let totalStake: [Balance]
    /// Emissions of each uid in the last epochs, by subnet.
    public let emissionHistory: [[Alpha]]
}

extension SubnetState: ScaleRecord {
    public init(fields: inout some FieldSource) throws(ScaleError) {
        netuid = try fields.compact("netuid")
        hotkeys = try fields.read("hotkeys")
        coldkeys = try fields.read("coldkeys")
        active = try fields.read("active")
        validatorPermit = try fields.read("validator_permit")
        pruningScore = try fields.compacts("pruning_score")
        lastUpdate = try fields.compacts("last_update")
        emission = try fields.compacts("emission")
        dividends = try fields.compacts("dividends")
        incentives = try fields.compacts("incentives")
        consensus = try fields.compacts("consensus")
        trust = try fields.compacts("trust")
        rank = try fields.compacts("rank")
        blockAtRegistration = try fields.compacts("block_at_registration")
        alphaStake = try fields.compacts("alpha_stake")
        taoStake = try fields.compacts("tao_stake")
        totalStake = try fields.compacts("total_stake")
        emissionHistory = try fields.compactLists("emission_history")
    }
}
