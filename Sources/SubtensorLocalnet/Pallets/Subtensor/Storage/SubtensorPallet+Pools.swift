// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// Each subnet's pool of TAO and alpha, and what is emitted into it.
extension SubtensorPallet {
    static let subnetTAO = StorageItem(name, "SubnetTAO", subnet, "u64", default: UInt64(0))
    static let subnetAlphaIn = StorageItem(name, "SubnetAlphaIn", subnet, "u64", default: UInt64(0))
    static let subnetAlphaOut = StorageItem(name, "SubnetAlphaOut", subnet, "u64", default: UInt64(0))
    static let subnetTaoInEmission = StorageItem(name, "SubnetTaoInEmission", subnet, "u64", default: UInt64(0))
    static let subnetAlphaInEmission = StorageItem(name, "SubnetAlphaInEmission", subnet, "u64", default: UInt64(0))
    static let subnetAlphaOutEmission = StorageItem(name, "SubnetAlphaOutEmission", subnet, "u64", default: UInt64(0))
    static let subnetVolume = StorageItem(name, "SubnetVolume", subnet, "u128", default: UInt128(0))
    static let subnetMovingPrice = StorageItem(name, "SubnetMovingPrice", subnet, "FixedI128", default: I96F32(bits: 0))
    static let blockEmission = StorageItem(name, "BlockEmission", "u64", default: UInt64(1_000_000_000))
    static let taoWeight = StorageItem(name, "TaoWeight", "u64", default: UInt64(971_718_665_099_567_868))
    static let totalStake = StorageItem(name, "TotalStake", "u64", default: UInt64(0))
    static let totalIssuance = StorageItem(name, "TotalIssuance", "u64", default: UInt64(0))
    static let pendingServerEmission = StorageItem(name, "PendingServerEmission", subnet, "u64", default: UInt64(0))
    static let pendingValidatorEmission = StorageItem(
        name, "PendingValidatorEmission", subnet, "u64", default: UInt64(0))
    static let pendingRootAlphaDivs = StorageItem(name, "PendingRootAlphaDivs", subnet, "u64", default: UInt64(0))
    static let pendingOwnerCut = StorageItem(name, "PendingOwnerCut", subnet, "u64", default: UInt64(0))
    static let blocksSinceLastStep = StorageItem(name, "BlocksSinceLastStep", subnet, "u64", default: UInt64(0))
    static let lastStepBlock = StorageItem(name, "LastMechansimStepBlock", subnet, "u64", default: UInt64(0))
    /// Exist in runtimes that count epochs only: the block of the last, one that the owner asked for, how many there were, and by
    /// which consensus, of which there is one here.
    static let lastEpochBlock = StorageItem(name, "LastEpochBlock", subnet, "u64", default: UInt64(0))
    static let pendingEpochAt = StorageItem(name, "PendingEpochAt", subnet, "u64", default: UInt64(0))
    static let subnetEpochIndex = StorageItem(name, "SubnetEpochIndex", subnet, "u64", default: UInt64(0))
    static let subnetEpochConsensus = StorageItem(
        name, "SubnetEpochConsensus", subnet, "EpochConsensus", default: UInt8(0))
    static let epochsStorage: [any DeclaredItem] = [
        lastEpochBlock, pendingEpochAt, subnetEpochIndex, subnetEpochConsensus,
    ]
    static let poolsStorage: [any DeclaredItem] = [
        subnetTAO, subnetAlphaIn, subnetAlphaOut, subnetTaoInEmission, subnetAlphaInEmission, subnetAlphaOutEmission,
        subnetVolume, subnetMovingPrice, blockEmission, taoWeight, totalStake, totalIssuance, pendingServerEmission,
        pendingValidatorEmission, pendingRootAlphaDivs, pendingOwnerCut, blocksSinceLastStep, lastStepBlock,
    ]
}
