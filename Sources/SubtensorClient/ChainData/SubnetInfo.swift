// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec
public import SubstratePrimitives

/// A subnet and its main parameters.
public struct SubnetInfo: Hashable, Sendable {
    /// The subnet.
    public let netuid: NetUID
    /// Steepness of the trust curve.
    public let rho: UInt16
    /// The stake majority that makes consensus, of 65535.
    public let kappa: UInt16
    /// Difficulty of registration by work.
    public let difficulty: UInt64
    /// Blocks for which a new neuron cannot be pruned.
    public let immunityPeriod: UInt16
    /// How many neurons may have a validator permit.
    public let maxAllowedValidators: UInt16
    /// The fewest weights that a validator sets.
    public let minAllowedWeights: UInt16
    /// The largest single weight, of 65535.
    public let maxWeightsLimit: UInt16
    /// Power of the scaling law, unused by current runtimes.
    public let scalingLawPower: UInt16
    /// How many neurons there are.
    public let subnetworkN: UInt16
    /// How many neurons there may be.
    public let maxAllowedUIDs: UInt16
    /// Blocks since the last epoch.
    public let blocksSinceLastStep: UInt64
    /// Blocks from one epoch to the next.
    public let tempo: UInt16
    /// Always 0; modalities are gone.
    public let networkModality: UInt16
    /// The share of emission, of 10⁹.
    public let emissionValue: UInt64
    /// What registration by burning costs now.
    public let burn: Balance
    /// The coldkey that owns the subnet.
    public let owner: AccountID
    /// How the owner presents the subnet.
    public let identity: SubnetIdentity?
}

extension SubnetInfo: ScaleRecord {
    public init(fields: inout some FieldSource) throws(ScaleError) {
        netuid = try fields.compact("netuid")
        rho = try fields.compact("rho")
        kappa = try fields.compact("kappa")
        difficulty = try fields.compact("difficulty")
        immunityPeriod = try fields.compact("immunity_period")
        maxAllowedValidators = try fields.compact("max_allowed_validators")
        minAllowedWeights = try fields.compact("min_allowed_weights")
        maxWeightsLimit = try fields.compact("max_weights_limit")
        scalingLawPower = try fields.compact("scaling_law_power")
        subnetworkN = try fields.compact("subnetwork_n")
        maxAllowedUIDs = try fields.compact("max_allowed_uids")
        blocksSinceLastStep = try fields.compact("blocks_since_last_step")
        tempo = try fields.compact("tempo")
        networkModality = try fields.compact("network_modality")
        _ = try fields.read("network_connect", as: [ScalePair<UInt16, UInt16>].self)
        emissionValue = try fields.compact("emission_value")
        burn = try fields.compact("burn")
        owner = try fields.read("owner")
        identity = try fields.read("identity")
    }
}
