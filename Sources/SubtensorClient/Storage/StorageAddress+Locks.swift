// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

// Locked stake, as it was when it last changed.

/// Locks are stored under coldkey, subnet and hotkey.
private let lock = "Lock"

extension StorageMap where Key == AccountID, Value == StakeLock {
    /// What a coldkey has locked on a subnet, by hotkey.
    public static func locks(_ coldkey: AccountID, _ netuid: NetUID) -> Self {
        .init("SubtensorModule", lock, coldkey, netuid)
    }

    /// All that is locked for good on each hotkey of a subnet.
    public static func hotkeyLocks(_ netuid: NetUID) -> Self { .init("SubtensorModule", "HotkeyLock", netuid) }

    /// All that is locked and decays on each hotkey of a subnet.
    public static func decayingHotkeyLocks(_ netuid: NetUID) -> Self {
        .init("SubtensorModule", "DecayingHotkeyLock", netuid)
    }
}

extension StorageMap where Key == StorageKeyPair<NetUID, AccountID>, Value == StakeLock {
    /// What a coldkey has locked, by subnet and hotkey.
    public static func locks(_ coldkey: AccountID) -> Self { .init("SubtensorModule", lock, coldkey) }
}

extension StorageMap where Key == AccountID, Value == ScaleNothing {
    /// The coldkeys that have locked stake on a hotkey of a subnet.
    public static func lockingColdkeys(_ netuid: NetUID, _ hotkey: AccountID) -> Self {
        .init("SubtensorModule", "LockingColdkeys", netuid, hotkey)
    }
}

extension StorageAddress where Value == StakeLock {
    /// What a coldkey has locked on a hotkey of a subnet.
    public static func lock(_ coldkey: AccountID, _ netuid: NetUID, _ hotkey: AccountID) -> Self {
        StorageMap.locks(coldkey, netuid)[hotkey]
    }

    /// What a subnet's owner has locked for good.
    public static func ownerLock(_ netuid: NetUID) -> Self { .init("SubtensorModule", "OwnerLock", netuid) }

    /// What a subnet's owner has locked, and decays.
    public static func decayingOwnerLock(_ netuid: NetUID) -> Self {
        .init("SubtensorModule", "DecayingOwnerLock", netuid)
    }
}

extension StorageAddress where Value == Bool {
    /// Whether what a coldkey has locked on a subnet decays.
    public static func decayingLock(_ coldkey: AccountID, _ netuid: NetUID) -> Self {
        .init("SubtensorModule", "DecayingLock", coldkey, netuid)
    }
}

extension StorageAddress where Value == UInt64 {
    /// The blocks in which a lock that decays falls to 1/e.
    public static var unlockRate: Self { .init("SubtensorModule", "UnlockRate") }
    /// The blocks in which conviction comes within 1/e of what is locked.
    public static var maturityRate: Self { .init("SubtensorModule", "MaturityRate") }
}

extension StorageAddress where Value == UInt128 {
    /// The switches of a coldkey: bit 0 says whether it takes locked alpha.
    public static func accountFlags(_ coldkey: AccountID) -> Self { .init("SubtensorModule", "AccountFlags", coldkey) }
}
