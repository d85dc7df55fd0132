// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// How one becomes a neuron, and at what price.
extension SubtensorPallet {
    static let difficulty = StorageItem(name, "Difficulty", subnet, "u64", default: UInt64(10_000_000))
    static let minDifficulty = StorageItem(name, "MinDifficulty", subnet, "u64", default: UInt64(10_000_000))
    static let maxDifficulty = StorageItem(
        name, "MaxDifficulty", subnet, "u64", default: UInt64(4_611_686_018_427_387_903))
    static let burn = StorageItem(name, "Burn", subnet, "u64", default: UInt64(100_000_000))
    static let minBurn = StorageItem(name, "MinBurn", subnet, "u64", default: UInt64(500_000))
    static let maxBurn = StorageItem(name, "MaxBurn", subnet, "u64", default: UInt64(100_000_000_000))
    static let adjustmentInterval = StorageItem(name, "AdjustmentInterval", subnet, "u16", default: UInt16(100))
    static let adjustmentAlpha = StorageItem(name, "AdjustmentAlpha", subnet, "u64", default: UInt64(0))
    static let lastAdjustmentBlock = StorageItem(name, "LastAdjustmentBlock", subnet, "u64", default: UInt64(0))
    static let targetRegistrationsPerInterval = StorageItem(
        name, "TargetRegistrationsPerInterval", subnet, "u16", default: UInt16(2))
    static let maxRegistrationsPerBlock = StorageItem(
        name, "MaxRegistrationsPerBlock", subnet, "u16", default: UInt16(1))
    static let registrationsThisBlock = StorageItem(name, "RegistrationsThisBlock", subnet, "u16", default: UInt16(0))
    static let registrationsThisInterval = StorageItem(
        name, "RegistrationsThisInterval", subnet, "u16", default: UInt16(0))
    static let powRegistrationsThisInterval = StorageItem(
        name, "POWRegistrationsThisInterval", subnet, "u16", default: UInt16(0))
    static let burnRegistrationsThisInterval = StorageItem(
        name, "BurnRegistrationsThisInterval", subnet, "u16", default: UInt16(0))
    static let recycled = StorageItem(name, "RAORecycledForRegistration", subnet, "u64", default: UInt64(0))
    static let usedWork = StorageItem(name, "UsedWork", [.identity: "Vec<u8>"], "u64", default: UInt64(0))
    static let powRegistrationAllowed = powRegistrationAllowed(byDefault: true)
    /// Exists in runtimes with `pow_register` only: the block of the newest work that brought a hotkey in.
    static let lastPowRegistrationBlock = OptionalStorageItem(
        name, "LastPowRegistrationBlock", account, "u64", of: UInt64.self)

    /// With `pow_register`, owners have to switch registration by work on.
    static func powRegistrationAllowed(byDefault fallback: Bool) -> StorageItem<Bool> {
        StorageItem(name, "NetworkPowRegistrationAllowed", subnet, "bool", default: fallback)
    }

    static let registrationStorage: [any DeclaredItem] = [
        difficulty, minDifficulty, maxDifficulty, burn, minBurn, maxBurn, adjustmentInterval, adjustmentAlpha,
        lastAdjustmentBlock, targetRegistrationsPerInterval, maxRegistrationsPerBlock, registrationsThisBlock,
        registrationsThisInterval, powRegistrationsThisInterval, burnRegistrationsThisInterval, recycled, usedWork,
    ]
}
