// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec
public import SubstratePrimitives

/// A neuron of a subnet, with its weights and bonds.
public struct NeuronInfo: Hashable, Sendable {
    /// The hotkey that runs the neuron.
    public let hotkey: AccountID
    /// The coldkey that owns the hotkey.
    public let coldkey: AccountID
    /// The slot of the subnet that the neuron holds.
    public let uid: UInt16
    /// The subnet.
    public let netuid: NetUID
    /// Whether it set weights within the activity cutoff.
    public let isActive: Bool
    /// Where it serves requests.
    public let axonInfo: AxonInfo
    /// Where it serves measurements.
    public let prometheusInfo: PrometheusInfo
    /// The stake on the hotkey, by coldkey.
    public let stakes: [AccountAmount<Alpha>]
    /// Its share of the ranks, before trust.
    public let rank: Proportion
    /// What it earned in the last epoch.
    public let emission: Alpha
    /// Its share of the miners' part.
    public let incentive: Proportion
    /// The weight that the validators agree on.
    public let consensus: Proportion
    /// How much of its rank the consensus keeps.
    public let trust: Proportion
    /// How much of the weights that it sets the consensus keeps.
    public let validatorTrust: Proportion
    /// Its share of the validators' part.
    public let dividends: Proportion
    /// When it last set weights.
    public let lastUpdate: BlockNumber
    /// Whether it may set weights as a validator.
    public let hasValidatorPermit: Bool
    /// The weights that it sets, by uid.
    public let weights: [UIDValue]
    /// Its bonds, by uid.
    public let bonds: [UIDValue]
    /// The lowest score is pruned first when the subnet is full.
    public let pruningScore: Proportion
}

extension NeuronInfo: ScaleRecord {
    public init(fields: inout some FieldSource) throws(ScaleError) {
        hotkey = try fields.read("hotkey")
        coldkey = try fields.read("coldkey")
        uid = try fields.compact("uid")
        netuid = try fields.compact("netuid")
        isActive = try fields.read("active")
        axonInfo = try fields.read("axon_info")
        prometheusInfo = try fields.read("prometheus_info")
        stakes = try fields.amounts("stake")
        rank = try fields.compact("rank")
        emission = try fields.compact("emission")
        incentive = try fields.compact("incentive")
        consensus = try fields.compact("consensus")
        trust = try fields.compact("trust")
        validatorTrust = try fields.compact("validator_trust")
        dividends = try fields.compact("dividends")
        lastUpdate = try fields.compact("last_update")
        hasValidatorPermit = try fields.read("validator_permit")
        weights = try fields.uidValues("weights")
        bonds = try fields.uidValues("bonds")
        pruningScore = try fields.compact("pruning_score")
    }
}
