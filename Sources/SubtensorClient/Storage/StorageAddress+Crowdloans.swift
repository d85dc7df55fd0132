// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstrateClient
public import SubstratePrimitives

// Crowdloans, and the leases of subnets that were paid by them.

extension StorageMap where Key == UInt32, Value == CrowdloanInfo {
    public static var crowdloans: Self { .init("Crowdloan", "Crowdloans") }
}

extension StorageAddress where Value == CrowdloanInfo {
    public static func crowdloan(_ id: UInt32) -> Self { StorageMap.crowdloans[id] }
}

extension StorageMap where Key == AccountID, Value == Balance {
    /// What each account has given to a crowdloan.
    public static func crowdloanContributions(_ id: UInt32) -> Self { .init("Crowdloan", "Contributions", id) }
}

extension StorageAddress where Value == Balance {
    public static func crowdloanContribution(_ id: UInt32, of account: AccountID) -> Self {
        StorageMap.crowdloanContributions(id)[account]
    }
}

extension StorageAddress where Value == UInt32 {
    /// The number of the next crowdloan.
    public static var nextCrowdloanID: Self { .init("Crowdloan", "NextCrowdloanId") }
}

extension StorageMap where Key == UInt32, Value == SubnetLease {
    public static var leases: Self { .init("SubtensorModule", "SubnetLeases") }
}

extension StorageAddress where Value == SubnetLease {
    public static func lease(_ id: UInt32) -> Self { StorageMap.leases[id] }
}
