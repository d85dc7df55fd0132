// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A column of ``SelectiveMetagraph``, by the name of its property: what a question for some of them names.
///
/// ```swift
/// let stakes = try await subtensor.selectiveMetagraph(1, columns: [.hotkeys, .totalStake])
/// ```
public enum SelectiveMetagraphIndex: UInt16, Hashable, Sendable, CaseIterable {
    case netuid = 0, name, symbol, identity, networkRegisteredAt, ownerHotkey, ownerColdkey, block, tempo, lastStep
    case blocksSinceLastStep, subnetEmission, alphaIn, alphaOut, taoIn, alphaOutEmission, alphaInEmission
    case taoInEmission, pendingAlphaEmission, pendingRootEmission, subnetVolume, movingPrice, rho, kappa
    case minAllowedWeights, maxWeightsLimit, weightsVersion, weightsRateLimit, activityCutoff, maxValidators
    case numUIDs, maxUIDs, burn, difficulty, registrationAllowed, powRegistrationAllowed, immunityPeriod
    case minDifficulty, maxDifficulty, minBurn, maxBurn, adjustmentAlpha, adjustmentInterval, targetRegsPerInterval
    case maxRegsPerBlock, servingRateLimit, commitRevealWeightsEnabled, commitRevealPeriod, liquidAlphaEnabled
    case alphaHigh, alphaLow, bondsMovingAvg, hotkeys, coldkeys, identities, axons, active, validatorPermit
    case pruningScore, lastUpdate, emission, dividends, incentives, consensus, trust, rank, blockAtRegistration
    case alphaStake, taoStake, totalStake, taoDividendsPerHotkey, alphaDividendsPerHotkey, validators, commitments
}
