// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// What a subnet's owner or the sudo key sets.
extension SubtensorPallet {
    static let tempo = StorageItem(name, "Tempo", subnet, "u16", default: UInt16(360))
    static let immunityPeriod = StorageItem(name, "ImmunityPeriod", subnet, "u16", default: UInt16(4_096))
    static let minAllowedUids = StorageItem(name, "MinAllowedUids", subnet, "u16", default: UInt16(64))
    static let maxAllowedUids = StorageItem(name, "MaxAllowedUids", subnet, "u16", default: UInt16(4_096))
    static let registrationAllowed = StorageItem(name, "NetworkRegistrationAllowed", subnet, "bool", default: true)
    static let servingRateLimit = StorageItem(name, "ServingRateLimit", subnet, "u64", default: UInt64(50))
    static let rho = StorageItem(name, "Rho", subnet, "u16", default: UInt16(10))
    static let kappa = StorageItem(name, "Kappa", subnet, "u16", default: UInt16(32_767))
    static let alphaSigmoidSteepness = StorageItem(name, "AlphaSigmoidSteepness", subnet, "i16", default: Int16(1_000))
    static let activityCutoff = StorageItem(name, "ActivityCutoff", subnet, "u16", default: UInt16(5_000))
    /// Thousandths of a tempo, in the newest runtime in the place of `ActivityCutoff`.
    static let activityCutoffFactor = StorageItem(
        name, "ActivityCutoffFactorMilli", subnet, "u32", default: UInt32(13_889))
    static let maxWeightsLimit = StorageItem(name, "MaxWeightsLimit", subnet, "u16", default: UInt16(65_535))
    static let weightsVersionKey = StorageItem(name, "WeightsVersionKey", subnet, "u64", default: UInt64(0))
    static let minAllowedWeights = StorageItem(name, "MinAllowedWeights", subnet, "u16", default: UInt16(1_024))
    static let maxAllowedValidators = StorageItem(name, "MaxAllowedValidators", subnet, "u16", default: UInt16(128))
    static let bondsMovingAverage = StorageItem(name, "BondsMovingAverage", subnet, "u64", default: UInt64(900_000))
    static let bondsPenalty = StorageItem(name, "BondsPenalty", subnet, "u16", default: UInt16(65_535))
    static let bondsResetOn = StorageItem(name, "BondsResetOn", subnet, "bool", default: false)
    static let weightsSetRateLimit = StorageItem(name, "WeightsSetRateLimit", subnet, "u64", default: UInt64(100))
    static let scalingLawPower = StorageItem(name, "ScalingLawPower", subnet, "u16", default: UInt16(50))
    static let commitRevealEnabled = StorageItem(name, "CommitRevealWeightsEnabled", subnet, "bool", default: true)
    static let commitRevealVersion = StorageItem(name, "CommitRevealWeightsVersion", "u16", default: UInt16(4))
    static let revealPeriodEpochs = StorageItem(
        name, "RevealPeriodEpochs", [.twox64Concat: "u16"], "u64", default: UInt64(1))
    static let liquidAlphaOn = StorageItem(name, "LiquidAlphaOn", [.blake2_128Concat: "u16"], "bool", default: false)
    static let yuma3On = StorageItem(name, "Yuma3On", [.blake2_128Concat: "u16"], "bool", default: false)
    static let alphaValues = StorageItem(
        name, "AlphaValues", subnet, "(u16, u16)", default: ScalePair(UInt16(45875), UInt16(58982)))
    static let immuneOwnerUidsLimit = StorageItem(name, "ImmuneOwnerUidsLimit", subnet, "u16", default: UInt16(1))
    static let stakeThreshold = StorageItem(name, "StakeThreshold", "u64", default: UInt64(0))
    static let txRateLimit = StorageItem(name, "TxRateLimit", "u64", default: UInt64(1_000))
    static let hyperparametersStorage: [any DeclaredItem] = [
        tempo, immunityPeriod, minAllowedUids, maxAllowedUids, registrationAllowed, servingRateLimit, rho, kappa,
        alphaSigmoidSteepness, activityCutoff, maxWeightsLimit, weightsVersionKey, minAllowedWeights,
        maxAllowedValidators, bondsMovingAverage, bondsPenalty, bondsResetOn, weightsSetRateLimit, scalingLawPower,
        commitRevealEnabled, commitRevealVersion, revealPeriodEpochs, liquidAlphaOn, yuma3On, alphaValues,
        immuneOwnerUidsLimit, stakeThreshold, txRateLimit,
    ]
}
