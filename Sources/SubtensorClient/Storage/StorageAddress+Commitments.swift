// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstrateClient
public import SubstratePrimitives

// What hotkeys commit to the chain, and the keys and rounds by which it is opened.

extension StorageMap where Key == AccountID, Value == CommitmentRecord {
    /// What the hotkeys of a subnet have committed.
    public static func commitments(_ netuid: NetUID) -> Self { .init("Commitments", "CommitmentOf", netuid) }
}

extension StorageAddress where Value == CommitmentRecord {
    public static func commitment(_ netuid: NetUID, _ hotkey: AccountID) -> Self {
        StorageMap.commitments(netuid)[hotkey]
    }
}

extension StorageMap where Key == AccountID, Value == [RevealedCommitment] {
    /// What was committed encrypted and opened since, by hotkey.
    public static func revealedCommitments(_ netuid: NetUID) -> Self {
        .init("Commitments", "RevealedCommitments", netuid)
    }
}

extension StorageAddress where Value == [RevealedCommitment] {
    public static func revealedCommitments(_ netuid: NetUID, _ hotkey: AccountID) -> Self {
        StorageMap.revealedCommitments(netuid)[hotkey]
    }
}

extension StorageAddress where Value == BlockNumber {
    /// The block in which a hotkey's commitment last reset its bonds.
    public static func lastBondsReset(_ netuid: NetUID, _ hotkey: AccountID) -> Self {
        .init("Commitments", "LastBondsReset", netuid, hotkey)
    }
}

extension StorageAddress where Value == UInt64 {
    /// The newest round of drand whose signature the chain has.
    public static var lastDrandRound: Self { .init("Drand", "LastStoredRound") }
}

extension StorageAddress where Value == [UInt8] {
    /// The key by which the author of this block opens shielded transactions.
    public static var mevShieldCurrentKey: Self { .init("MevShield", "CurrentKey") }
    /// The key for which shielded transactions are encrypted now.
    public static var mevShieldNextKey: Self { .init("MevShield", "NextKey") }
}
