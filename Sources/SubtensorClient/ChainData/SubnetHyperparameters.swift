// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec

/// A subnet's parameters.
///
/// The last six are nil where a runtime answers only the first version of the call.
public struct SubnetHyperparameters: Hashable, Sendable {
    /// Steepness of the trust curve.
    public let rho: UInt16
    /// The stake majority that makes consensus, of 65535.
    public let kappa: UInt16
    /// Blocks for which a new neuron cannot be pruned.
    public let immunityPeriod: UInt16
    /// The fewest weights that a validator sets.
    public let minAllowedWeights: UInt16
    /// The largest single weight, of 65535.
    public let maxWeightsLimit: UInt16
    /// Blocks from one epoch to the next.
    public let tempo: UInt16
    /// The least difficulty of registration by work.
    public let minDifficulty: UInt64
    /// The greatest difficulty of registration by work.
    public let maxDifficulty: UInt64
    /// The version key that weights must carry at least.
    public let weightsVersion: UInt64
    /// Blocks between two settings of weights.
    public let weightsRateLimit: UInt64
    /// Blocks between two adjustments of burn and difficulty.
    public let adjustmentInterval: UInt16
    /// Blocks without weights after which a validator is inactive.
    public let activityCutoff: UInt16
    /// Whether registration is open.
    public let registrationAllowed: Bool
    /// Registrations per interval that the adjustment aims at.
    public let targetRegsPerInterval: UInt16
    /// The least cost of registration by burning.
    public let minBurn: Balance
    /// The greatest cost of registration by burning.
    public let maxBurn: Balance
    /// How slowly bonds move, of 1,000,000.
    public let bondsMovingAvg: UInt64
    /// The most registrations in one block.
    public let maxRegsPerBlock: UInt16
    /// Blocks between two announcements of an axon.
    public let servingRateLimit: UInt64
    /// How many neurons may have a validator permit.
    public let maxValidators: UInt16
    /// How slowly burn and difficulty move, of 2⁶⁴ - 1.
    public let adjustmentAlpha: UInt64
    /// Difficulty of registration by work.
    public let difficulty: UInt64
    /// Epochs between commitment and reveal of weights.
    public let commitRevealPeriod: UInt64
    /// Whether weights are committed first and revealed later.
    public let commitRevealWeightsEnabled: Bool
    /// Upper bound of liquid alpha, of 65535.
    public let alphaHigh: UInt16
    /// Lower bound of liquid alpha, of 65535.
    public let alphaLow: UInt16
    /// Whether bonds move with liquid alpha.
    public let liquidAlphaEnabled: Bool
    /// Steepness of the liquid alpha curve.
    public let alphaSigmoidSteepness: I32F32?
    /// The version of the consensus, 2 or 3.
    public let yumaVersion: UInt16?
    /// Whether emission has started.
    public let subnetIsActive: Bool?
    /// Whether stake may be transferred between coldkeys.
    public let transfersEnabled: Bool?
    /// Whether bonds are reset with a new commitment.
    public let bondsResetEnabled: Bool?
    /// Whether users may provide liquidity.
    public let userLiquidityEnabled: Bool?
}

extension SubnetHyperparameters: ScaleRecord {
    public init(fields: inout some FieldSource) throws(ScaleError) {
        rho = try fields.compact("rho")
        kappa = try fields.compact("kappa")
        immunityPeriod = try fields.compact("immunity_period")
        minAllowedWeights = try fields.compact("min_allowed_weights")
        maxWeightsLimit = try fields.compact("max_weights_limit")
        tempo = try fields.compact("tempo")
        minDifficulty = try fields.compact("min_difficulty")
        maxDifficulty = try fields.compact("max_difficulty")
        weightsVersion = try fields.compact("weights_version")
        weightsRateLimit = try fields.compact("weights_rate_limit")
        adjustmentInterval = try fields.compact("adjustment_interval")
        activityCutoff = try fields.compact("activity_cutoff")
        registrationAllowed = try fields.read("registration_allowed")
        targetRegsPerInterval = try fields.compact("target_regs_per_interval")
        minBurn = try fields.compact("min_burn")
        maxBurn = try fields.compact("max_burn")
        bondsMovingAvg = try fields.compact("bonds_moving_avg")
        maxRegsPerBlock = try fields.compact("max_regs_per_block")
        servingRateLimit = try fields.compact("serving_rate_limit")
        maxValidators = try fields.compact("max_validators")
        adjustmentAlpha = try fields.compact("adjustment_alpha")
        difficulty = try fields.compact("difficulty")
        commitRevealPeriod = try fields.compact("commit_reveal_period")
        commitRevealWeightsEnabled = try fields.read("commit_reveal_weights_enabled")
        alphaHigh = try fields.compact("alpha_high")
        alphaLow = try fields.compact("alpha_low")
        liquidAlphaEnabled = try fields.read("liquid_alpha_enabled")
        alphaSigmoidSteepness = try fields.readIfPresent("alpha_sigmoid_steepness", as: I32F32.self)
        yumaVersion = try fields.readIfPresent("yuma_version", as: Compact<UInt16>.self)?.value
        subnetIsActive = try fields.readIfPresent("subnet_is_active", as: Bool.self)
        transfersEnabled = try fields.readIfPresent("transfers_enabled", as: Bool.self)
        bondsResetEnabled = try fields.readIfPresent("bonds_reset_enabled", as: Bool.self)
        userLiquidityEnabled = try fields.readIfPresent("user_liquidity_enabled", as: Bool.self)
    }
}
