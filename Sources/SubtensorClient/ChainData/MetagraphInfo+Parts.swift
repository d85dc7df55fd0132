// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec

/// What the owner of a subnet and the root of the chain have set.
public struct MetagraphInfoParams: Hashable, Sendable {
    /// Blocks without weights after which a validator is inactive.
    public let activityCutoff: UInt16
    /// How slowly burn and difficulty move, of 2⁶⁴ - 1.
    public let adjustmentAlpha: UInt64
    /// Blocks between two adjustments of burn and difficulty.
    public let adjustmentInterval: UInt16
    /// Upper bound of liquid alpha, of 65535.
    public let alphaHigh: UInt16
    /// Lower bound of liquid alpha, of 65535.
    public let alphaLow: UInt16
    /// How slowly bonds move, of 1,000,000.
    public let bondsMovingAvg: UInt64
    /// What registration by burning costs now.
    public let burn: Balance
    /// Epochs between commitment and reveal of weights.
    public let commitRevealPeriod: UInt64
    /// Whether weights are committed first and revealed later.
    public let commitRevealWeightsEnabled: Bool
    /// Difficulty of registration by work.
    public let difficulty: UInt64
    /// Blocks for which a new neuron cannot be pruned.
    public let immunityPeriod: UInt16
    /// The stake majority that makes consensus, of 65535.
    public let kappa: UInt16
    /// Whether bonds move with liquid alpha.
    public let liquidAlphaEnabled: Bool
    /// The greatest cost of registration by burning.
    public let maxBurn: Balance
    /// The greatest difficulty of registration by work.
    public let maxDifficulty: UInt64
    /// The most registrations in one block.
    public let maxRegsPerBlock: UInt16
    /// How many neurons may have a validator permit.
    public let maxValidators: UInt16
    /// The largest single weight, of 65535.
    public let maxWeightsLimit: UInt16
    /// The fewest weights that a validator sets.
    public let minAllowedWeights: UInt16
    /// The least cost of registration by burning.
    public let minBurn: Balance
    /// The least difficulty of registration by work.
    public let minDifficulty: UInt64
    /// Whether registration by work is open.
    public let powRegistrationAllowed: Bool
    /// Whether registration is open.
    public let registrationAllowed: Bool
    /// Steepness of the trust curve.
    public let rho: UInt16
    /// Blocks between two announcements of an axon.
    public let servingRateLimit: UInt64
    /// Registrations per interval that the adjustment aims at.
    public let targetRegsPerInterval: UInt16
    /// Blocks from one epoch to the next.
    public let tempo: UInt16
    /// Blocks between two settings of weights.
    public let weightsRateLimit: UInt64
    /// The version key that weights must carry at least.
    public let weightsVersion: UInt64
}

/// A subnet's market.
public struct MetagraphInfoPool: Hashable, Sendable {
    /// Alpha outside the pool.
    public let alphaOut: Alpha
    /// Alpha in the pool.
    public let alphaIn: Alpha
    /// TAO in the pool.
    public let taoIn: Balance
    /// All that was traded so far, in rao.
    public let subnetVolume: UInt128
    /// The moving average of the price of alpha in TAO.
    public let movingPrice: I96F32
}

/// What flows into a subnet with each block, and what waits.
public struct MetagraphInfoEmissions: Hashable, Sendable {
    /// The share of emission.
    public let subnetEmission: UInt64
    /// Alpha added to the pool per block.
    public let alphaInEmission: Alpha
    /// Alpha given to neurons per block.
    public let alphaOutEmission: Alpha
    /// TAO added to the pool per block.
    public let taoInEmission: Balance
    /// Alpha that waits for the next epoch.
    public let pendingAlphaEmission: Alpha
    /// TAO that waits for the root stakers.
    public let pendingRootEmission: Balance
}

extension MetagraphInfo {
    /// What the owner of the subnet and the root of the chain have set.
    public var parameters: MetagraphInfoParams {
        MetagraphInfoParams(
            activityCutoff: activityCutoff, adjustmentAlpha: adjustmentAlpha, adjustmentInterval: adjustmentInterval,
            alphaHigh: alphaHigh, alphaLow: alphaLow, bondsMovingAvg: bondsMovingAvg, burn: burn,
            commitRevealPeriod: commitRevealPeriod, commitRevealWeightsEnabled: commitRevealWeightsEnabled,
            difficulty: difficulty, immunityPeriod: immunityPeriod, kappa: kappa,
            liquidAlphaEnabled: liquidAlphaEnabled, maxBurn: maxBurn, maxDifficulty: maxDifficulty,
            maxRegsPerBlock: maxRegsPerBlock, maxValidators: maxValidators, maxWeightsLimit: maxWeightsLimit,
            minAllowedWeights: minAllowedWeights, minBurn: minBurn, minDifficulty: minDifficulty,
            powRegistrationAllowed: powRegistrationAllowed, registrationAllowed: registrationAllowed, rho: rho,
            servingRateLimit: servingRateLimit, targetRegsPerInterval: targetRegsPerInterval, tempo: tempo,
            weightsRateLimit: weightsRateLimit, weightsVersion: weightsVersion)
    }

    /// The subnet's market.
    public var pool: MetagraphInfoPool {
        MetagraphInfoPool(
            alphaOut: alphaOut, alphaIn: alphaIn, taoIn: taoIn, subnetVolume: subnetVolume, movingPrice: movingPrice)
    }

    /// What flows into the subnet with each block, and what waits.
    public var emissions: MetagraphInfoEmissions {
        MetagraphInfoEmissions(
            subnetEmission: subnetEmission, alphaInEmission: alphaInEmission, alphaOutEmission: alphaOutEmission,
            taoInEmission: taoInEmission, pendingAlphaEmission: pendingAlphaEmission,
            pendingRootEmission: pendingRootEmission)
    }
}
