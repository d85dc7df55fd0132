// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstrateClient

// What owners of subnets and the root of the chain set.

extension StorageAddress where Value == UInt16 {
    public static func maxAllowedUids(_ netuid: NetUID) -> Self { .init("SubtensorModule", "MaxAllowedUids", netuid) }
    public static func tempo(_ netuid: NetUID) -> Self { .init("SubtensorModule", "Tempo", netuid) }

    /// Blocks for which a new neuron cannot be pruned.
    public static func immunityPeriod(_ netuid: NetUID) -> Self { .init("SubtensorModule", "ImmunityPeriod", netuid) }

    /// The fewest weights that a validator sets.
    public static func minAllowedWeights(_ netuid: NetUID) -> Self {
        .init("SubtensorModule", "MinAllowedWeights", netuid)
    }

    /// The largest single weight, of 65535.
    public static func maxWeightsLimit(_ netuid: NetUID) -> Self {
        .init("SubtensorModule", "MaxWeightsLimit", netuid)
    }

    /// Blocks before an epoch in which owners change nothing.
    public static var adminFreezeWindow: Self { .init("SubtensorModule", "AdminFreezeWindow") }

    /// Epochs between two changes of one hyperparameter by a subnet's owner.
    public static var ownerHyperparameterRateLimit: Self { .init("SubtensorModule", "OwnerHyperparamRateLimit") }
}

extension StorageAddress where Value == UInt64 {
    /// Blocks between two settings of weights.
    public static func weightsRateLimit(_ netuid: NetUID) -> Self {
        .init("SubtensorModule", "WeightsSetRateLimit", netuid)
    }

    /// The version key that weights must carry at least.
    public static func weightsVersionKey(_ netuid: NetUID) -> Self {
        .init("SubtensorModule", "WeightsVersionKey", netuid)
    }

    /// Epochs between the commitment and the reveal of weights.
    public static func revealPeriodEpochs(_ netuid: NetUID) -> Self {
        .init("SubtensorModule", "RevealPeriodEpochs", netuid)
    }

    /// Blocks between two transactions of one key.
    public static var txRateLimit: Self { .init("SubtensorModule", "TxRateLimit") }
}

extension StorageAddress where Value == UInt32 {
    /// Thousandths of a tempo without weights after which a validator is inactive.
    public static func activityCutoffFactor(_ netuid: NetUID) -> Self {
        .init("SubtensorModule", "ActivityCutoffFactorMilli", netuid)
    }
}

extension StorageAddress where Value == Bool {
    /// Whether weights are committed first and revealed later.
    public static func commitRevealEnabled(_ netuid: NetUID) -> Self {
        .init("SubtensorModule", "CommitRevealWeightsEnabled", netuid)
    }
}
