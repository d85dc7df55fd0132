// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateClient
public import SubstratePrimitives

// Weights and bonds, and what is committed to of them. The later mechanisms of a subnet have a number of their own.

extension StorageMap where Key == UInt16, Value == [UIDValue] {
    /// The weights that the neurons of a mechanism have set, by uid.
    public static func weights(_ mechanism: MechanismIndex) -> Self { .init("SubtensorModule", "Weights", mechanism) }

    /// The bonds of a mechanism's neurons, by uid.
    public static func bonds(_ mechanism: MechanismIndex) -> Self { .init("SubtensorModule", "Bonds", mechanism) }
}

extension StorageAddress where Value == [UIDValue] {
    /// The weights that a neuron has set.
    public static func weights(_ mechanism: MechanismIndex, uid: UInt16) -> Self { StorageMap.weights(mechanism)[uid] }
}

extension StorageAddress where Value == [OpenWeightCommit] {
    /// The commitments to weights of a mechanism that a hotkey has open.
    public static func weightCommits(_ mechanism: MechanismIndex, _ hotkey: AccountID) -> Self {
        .init("SubtensorModule", "WeightCommits", mechanism, hotkey)
    }
}

extension StorageAddress where Value == UInt16 {
    /// The form of timelocked commitments that the chain takes.
    public static var commitRevealVersion: Self { .init("SubtensorModule", "CommitRevealWeightsVersion") }
}

extension StorageAddress where Value == UInt64 {
    /// The stake, in rao, that setting weights takes.
    public static var stakeThreshold: Self { .init("SubtensorModule", "StakeThreshold") }
}

extension StorageMap where Key == UInt64, Value == [TimelockedWeightCommit] {
    /// The timelocked commitments to weights of a mechanism, by the epoch in which they were made.
    public static func timelockedWeightCommits(_ mechanism: MechanismIndex) -> Self {
        .init("SubtensorModule", "TimelockedWeightCommits", mechanism)
    }
}
