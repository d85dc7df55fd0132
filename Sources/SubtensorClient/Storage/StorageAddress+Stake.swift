// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

// Stake, who owns the keys that it lies on, and who lends it to whom.

extension StorageAddress where Value == Balance {
    /// All TAO there is.
    public static var totalIssuance: Self { .init("SubtensorModule", "TotalIssuance") }
    /// All TAO that is staked.
    public static var totalStake: Self { .init("SubtensorModule", "TotalStake") }
}

extension StorageAddress where Value == UInt64 {
    /// The least that a nominator keeps staked, in rao.
    public static var nominatorMinRequiredStake: Self { .init("SubtensorModule", "NominatorMinRequiredStake") }

    /// All stake on a hotkey, in runtimes before subnets had stake of their own.
    public static func totalHotkeyStake(_ hotkey: AccountID) -> Self {
        .init("SubtensorModule", "TotalHotkeyStake", hotkey)
    }
}

extension StorageAddress where Value == Bool {
    /// Whether a hotkey lends its stake to owners of subnets by itself.
    public static func automaticParentDelegation(_ hotkey: AccountID) -> Self {
        .init("SubtensorModule", "AutoParentDelegationEnabled", hotkey)
    }
}

extension StorageAddress where Value == Alpha {
    /// All stake on a hotkey of a subnet.
    public static func totalHotkeyAlpha(_ hotkey: AccountID, _ netuid: NetUID) -> Self {
        .init("SubtensorModule", "TotalHotkeyAlpha", hotkey, netuid)
    }
}

extension StorageAddress where Value == AccountID {
    /// The coldkey that owns a hotkey; 32 zero bytes when nobody does.
    public static func owner(of hotkey: AccountID) -> Self { StorageMap.owners[hotkey] }

    /// The hotkey on which a coldkey's earnings of a subnet are staked; nothing when it chose none.
    public static func automaticStakeHotkey(_ coldkey: AccountID, _ netuid: NetUID) -> Self {
        StorageMap.automaticStakeHotkeys(coldkey)[netuid]
    }
}

extension StorageMap where Key == AccountID, Value == AccountID {
    /// The coldkey that owns each hotkey.
    public static var owners: Self { .init("SubtensorModule", "Owner") }
}

extension StorageMap where Key == StorageKeyPair<AccountID, AccountID>, Value == UInt64 {
    /// The stake on each hotkey, by coldkey, in runtimes before subnets had stake of their own.
    public static var allStake: Self { .init("SubtensorModule", "Stake") }
}

extension StorageMap where Key == NetUID, Value == AccountID {
    /// The hotkeys on which a coldkey's earnings are staked, by subnet.
    public static func automaticStakeHotkeys(_ coldkey: AccountID) -> Self {
        .init("SubtensorModule", "AutoStakeDestination", coldkey)
    }
}

extension StorageAddress where Value == [AccountID] {
    /// The hotkeys that a coldkey owns.
    public static func ownedHotkeys(_ coldkey: AccountID) -> Self { .init("SubtensorModule", "OwnedHotkeys", coldkey) }
    /// The hotkeys on which a coldkey has stake.
    public static func stakingHotkeys(_ coldkey: AccountID) -> Self {
        .init("SubtensorModule", "StakingHotkeys", coldkey)
    }
}

extension StorageAddress where Value == Proportion {
    /// The part of the dividends that a delegate keeps; the default one for those that never set any.
    public static func delegateTake(_ hotkey: AccountID) -> Self { .init("SubtensorModule", "Delegates", hotkey) }
    /// The least take there may be.
    public static var minDelegateTake: Self { .init("SubtensorModule", "MinDelegateTake") }
    /// The greatest take there may be.
    public static var maxDelegateTake: Self { .init("SubtensorModule", "MaxDelegateTake") }
    /// The least take of a child key there may be.
    public static var minChildkeyTake: Self { .init("SubtensorModule", "MinChildkeyTake") }
    /// The greatest take of a child key there may be.
    public static var maxChildkeyTake: Self { .init("SubtensorModule", "MaxChildkeyTake") }

    /// The part of the dividends that a child key keeps on a subnet.
    public static func childkeyTake(_ hotkey: AccountID, _ netuid: NetUID) -> Self {
        .init("SubtensorModule", "ChildkeyTake", hotkey, netuid)
    }
}

extension StorageAddress where Value == [ScalePair<UInt64, AccountID>] {
    /// The child keys of a hotkey on a subnet, each after its share.
    public static func childKeys(_ hotkey: AccountID, _ netuid: NetUID) -> Self {
        .init("SubtensorModule", "ChildKeys", hotkey, netuid)
    }

    /// The parents of a hotkey on a subnet, each after its share.
    public static func parentKeys(_ hotkey: AccountID, _ netuid: NetUID) -> Self {
        .init("SubtensorModule", "ParentKeys", hotkey, netuid)
    }
}

extension StorageAddress where Value == ScalePair<[ScalePair<UInt64, AccountID>], UInt64> {
    /// The child keys that were asked for on a subnet, and the block from which they hold.
    public static func pendingChildKeys(_ hotkey: AccountID, _ netuid: NetUID) -> Self {
        .init("SubtensorModule", "PendingChildKeys", netuid, hotkey)
    }
}
