// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// Which subnets there are, whose they are, and what making one costs.
extension SubtensorPallet {
    static let totalNetworks = StorageItem(name, "TotalNetworks", "u16", default: UInt16(0))
    static let networksAdded = StorageItem(name, "NetworksAdded", subnet, "bool", default: false)
    static let networkRegisteredAt = StorageItem(name, "NetworkRegisteredAt", subnet, "u64", default: UInt64(0))
    static let subnetOwner = StorageItem(name, "SubnetOwner", subnet, "AccountId32", default: noAccount)
    static let subnetOwnerHotkey = StorageItem(name, "SubnetOwnerHotkey", subnet, "AccountId32", default: noAccount)
    static let subnetMechanism = StorageItem(name, "SubnetMechanism", subnet, "u16", default: UInt16(0))
    static let tokenSymbol = StorageItem(name, "TokenSymbol", subnet, "Vec<u8>", default: [UInt8]("𝜏".utf8))
    static let subnetLocked = StorageItem(name, "SubnetLocked", subnet, "u64", default: UInt64(0))
    static let subnetLimit = StorageItem(name, "SubnetLimit", "u16", default: UInt16(128))
    static let networkMinLockCost = StorageItem(name, "NetworkMinLockCost", "u64", default: UInt64(1_000_000_000_000))
    static let networkLastLockCost = StorageItem(name, "NetworkLastLockCost", "u64", default: UInt64(1_000_000_000_000))
    static let networkLockReductionInterval = StorageItem(
        name, "NetworkLockReductionInterval", "u64", default: UInt64(100_800))
    static let networkRateLimit = StorageItem(name, "NetworkRateLimit", "u64", default: UInt64(7_200))
    static let subnetOwnerCut = StorageItem(name, "SubnetOwnerCut", "u16", default: UInt16(11_796))
    static let firstEmissionBlockNumber = OptionalStorageItem(
        name, "FirstEmissionBlockNumber", subnet, "u64", of: UInt64.self)
    static let subtokenEnabled = StorageItem(name, "SubtokenEnabled", subnet, "bool", default: false)
    static let transferToggle = StorageItem(name, "TransferToggle", subnet, "bool", default: true)
    static let subnetIdentities = OptionalStorageItem(
        name, "SubnetIdentitiesV3", [.blake2_128Concat: "u16"], "SubnetIdentityV3", of: EncodedStruct.self)
    static let lastRateLimitedBlock = StorageItem(
        name, "LastRateLimitedBlock", [.identity: "RateLimitKey"], "u64", default: UInt64(0))
    static let mechanismCount = StorageItem(
        name, "MechanismCountCurrent", [.twox64Concat: "u16"], "u8", default: UInt8(1))
    static let maxMechanismCount = StorageItem(name, "MaxMechanismCount", "u8", default: UInt8(2))
    static let mechanismEmissionSplit = OptionalStorageItem(
        name, "MechanismEmissionSplit", [.twox64Concat: "u16"], "Vec<u16>", of: [UInt16].self)
    static let subnetsStorage: [any DeclaredItem] = [
        totalNetworks, networksAdded, networkRegisteredAt, subnetOwner, subnetOwnerHotkey, subnetMechanism, tokenSymbol,
        subnetLocked, subnetLimit, networkMinLockCost, networkLastLockCost, networkLockReductionInterval,
        networkRateLimit, subnetOwnerCut, firstEmissionBlockNumber, subtokenEnabled, transferToggle, subnetIdentities,
        lastRateLimitedBlock, mechanismCount, maxMechanismCount, mechanismEmissionSplit,
    ]
}
