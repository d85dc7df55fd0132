import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// Subnets, their neurons and how one registers: the storage.
///
/// Names, hashers, types and defaults are those of the real runtime; a test compares them with recorded metadata.
enum SubtensorPallet {
    static let name = "SubtensorModule"
    private static let noAccount = AccountID(unchecked: [UInt8](repeating: 0, count: 32))
    private static let subnet: KeyValuePairs<StorageHasher, String> = [.identity: "u16"]
    private static let perAccount: KeyValuePairs<StorageHasher, String> = [.blake2_128Concat: "AccountId32"]

    // MARK: Subnets
    static let totalNetworks = StorageItem(name, "TotalNetworks", "u16", default: UInt16(0))
    static let networksAdded = StorageItem(name, "NetworksAdded", subnet, "bool", default: false)
    static let networkRegisteredAt = StorageItem(name, "NetworkRegisteredAt", subnet, "u64", default: UInt64(0))
    static let subnetOwner = StorageItem(name, "SubnetOwner", subnet, "AccountId32", default: noAccount)
    static let tempo = StorageItem(name, "Tempo", subnet, "u16", default: UInt16(360))
    static let immunityPeriod = StorageItem(name, "ImmunityPeriod", subnet, "u16", default: UInt16(4096))
    static let maxAllowedUids = StorageItem(name, "MaxAllowedUids", subnet, "u16", default: UInt16(4096))
    static let registrationAllowed = StorageItem(name, "NetworkRegistrationAllowed", subnet, "bool", default: true)
    static let powRegistrationAllowed = powRegistrationAllowed(byDefault: true)

    // MARK: Neurons
    static let subnetworkN = StorageItem(name, "SubnetworkN", subnet, "u16", default: UInt16(0))
    static let uids = OptionalStorageItem(
        name, "Uids", [.identity: "u16", .blake2_128Concat: "AccountId32"], "u16", of: UInt16.self)
    static let keys = StorageItem(
        name, "Keys", [.identity: "u16", .identity: "u16"], "AccountId32", default: noAccount)
    static let isNetworkMember = StorageItem(
        name, "IsNetworkMember", [.blake2_128Concat: "AccountId32", .identity: "u16"], "bool", default: false)
    static let blockAtRegistration = StorageItem(
        name, "BlockAtRegistration", [.identity: "u16", .identity: "u16"], "u64", default: UInt64(0))
    static let owner = StorageItem(name, "Owner", perAccount, "AccountId32", default: noAccount)
    static let ownedHotkeys = StorageItem(name, "OwnedHotkeys", perAccount, "Vec<AccountId32>", default: [AccountID]())
    static let stakingHotkeys = StorageItem(
        name, "StakingHotkeys", perAccount, "Vec<AccountId32>", default: [AccountID]())

    // MARK: Registration
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
    /// Exists in runtimes with `pow_register` only: the block of the newest work that brought a hotkey in.
    static let lastPowRegistrationBlock = OptionalStorageItem(
        name, "LastPowRegistrationBlock", perAccount, "u64", of: UInt64.self)

    private static func powRegistrationAllowed(byDefault fallback: Bool) -> StorageItem<Bool> {
        StorageItem(name, "NetworkPowRegistrationAllowed", subnet, "bool", default: fallback)
    }

    /// The storage that a rule set's runtime has. With `pow_register`, owners have to switch it on.
    static func storage(_ rules: RuleSet) -> [StorageDeclaration] {
        let common = [
            totalNetworks.declaration, networksAdded.declaration, networkRegisteredAt.declaration,
            subnetOwner.declaration, tempo.declaration, immunityPeriod.declaration, maxAllowedUids.declaration,
            registrationAllowed.declaration,
            powRegistrationAllowed(byDefault: rules != .powRegister).declaration, subnetworkN.declaration,
            uids.declaration, keys.declaration, isNetworkMember.declaration, blockAtRegistration.declaration,
            owner.declaration, ownedHotkeys.declaration, stakingHotkeys.declaration, difficulty.declaration,
            minDifficulty.declaration, maxDifficulty.declaration, burn.declaration, minBurn.declaration,
            maxBurn.declaration, adjustmentInterval.declaration, adjustmentAlpha.declaration,
            lastAdjustmentBlock.declaration, targetRegistrationsPerInterval.declaration,
            maxRegistrationsPerBlock.declaration, registrationsThisBlock.declaration,
            registrationsThisInterval.declaration, powRegistrationsThisInterval.declaration,
            burnRegistrationsThisInterval.declaration, recycled.declaration, usedWork.declaration,
        ]
        return rules == .powRegister ? common + [lastPowRegistrationBlock.declaration] : common
    }
}
