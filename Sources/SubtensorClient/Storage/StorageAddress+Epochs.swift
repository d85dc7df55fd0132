// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstrateClient

// When the epochs of subnets run. Runtimes before spec 423 reckon it from the tempo and have none of the first three.

extension StorageAddress where Value == UInt64 {
    /// The block of a subnet's last epoch; 0 before the first.
    public static func lastEpochBlock(_ netuid: NetUID) -> Self { .init("SubtensorModule", "LastEpochBlock", netuid) }

    /// The block of an epoch that the owner asked for; 0 when none is.
    public static func pendingEpochAt(_ netuid: NetUID) -> Self { .init("SubtensorModule", "PendingEpochAt", netuid) }

    /// How many epochs a subnet has had.
    public static func epochIndex(_ netuid: NetUID) -> Self { .init("SubtensorModule", "SubnetEpochIndex", netuid) }

    public static func blocksSinceLastStep(_ netuid: NetUID) -> Self {
        .init("SubtensorModule", "BlocksSinceLastStep", netuid)
    }
}

extension StorageAddress where Value == UInt8 {
    /// How many subnets have their epoch in one block at most.
    public static var maxEpochsPerBlock: Self { .init("SubtensorModule", "MaxEpochsPerBlock") }
}
