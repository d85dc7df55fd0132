// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

// What stake on the root earns on the subnets.

extension StorageAddress where Value == RootClaimType {
    public static func rootClaimType(_ coldkey: AccountID) -> Self {
        .init("SubtensorModule", "RootClaimType", coldkey)
    }
}

extension StorageAddress where Value == [ScalePair<NetUID, I96F32>] {
    /// The alpha that each TAO on a hotkey of the root has earned so far, by subnet.
    public static func rootClaimable(_ hotkey: AccountID) -> Self {
        .init("SubtensorModule", "RootClaimable", hotkey)
    }
}

extension StorageAddress where Value == UInt128 {
    /// What a coldkey has claimed of it, in the smallest unit of alpha.
    public static func rootClaimed(_ netuid: NetUID, _ hotkey: AccountID, _ coldkey: AccountID) -> Self {
        .init("SubtensorModule", "RootClaimed", netuid, hotkey, coldkey)
    }
}

extension StorageAddress where Value == Alpha {
    /// What the stake on a hotkey of the root earned on a subnet in its last epoch.
    public static func rootAlphaDividends(_ netuid: NetUID, _ hotkey: AccountID) -> Self {
        .init("SubtensorModule", "RootAlphaDividendsPerSubnet", netuid, hotkey)
    }
}

extension StorageAddress where Value == I96F32 {
    /// The least that the chain claims by itself, in the smallest unit of alpha.
    public static func rootClaimThreshold(_ netuid: NetUID) -> Self {
        .init("SubtensorModule", "RootClaimableThreshold", netuid)
    }
}
