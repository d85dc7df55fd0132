// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

// Subnets: whether they are there, whose they are, what flows into them.

extension StorageMap where Key == NetUID, Value == Bool {
    /// Whether there is a subnet of each number; those that were taken off may be left out or false.
    public static var networksAdded: Self { .init("SubtensorModule", "NetworksAdded") }
}

extension StorageAddress where Value == Bool {
    public static func networksAdded(_ netuid: NetUID) -> Self { StorageMap.networksAdded[netuid] }

    /// Whether emission flows into a subnet's pool.
    public static func emissionEnabled(_ netuid: NetUID) -> Self {
        .init("SubtensorModule", "SubnetEmissionEnabled", netuid)
    }

    /// Whether the chain keeps the voting power of a subnet's validators.
    public static func votingPowerTracking(_ netuid: NetUID) -> Self {
        .init("SubtensorModule", "VotingPowerTrackingEnabled", netuid)
    }

    /// Whether stake on a subnet may go from one coldkey to another.
    public static func transferToggle(_ netuid: NetUID) -> Self { .init("SubtensorModule", "TransferToggle", netuid) }
}

extension StorageAddress where Value == UInt16 {
    /// How many subnets there are, the root counted in.
    public static var totalNetworks: Self { .init("SubtensorModule", "TotalNetworks") }
}

extension StorageAddress where Value == AccountID {
    /// The coldkey that owns a subnet; 32 zero bytes when nobody does.
    public static func subnetOwner(_ netuid: NetUID) -> Self { .init("SubtensorModule", "SubnetOwner", netuid) }

    /// The hotkey of a subnet's owner; 32 zero bytes when there is none.
    public static func subnetOwnerHotkey(_ netuid: NetUID) -> Self {
        .init("SubtensorModule", "SubnetOwnerHotkey", netuid)
    }
}

extension StorageAddress where Value == BlockNumber {
    /// The block in which a subnet was registered.
    public static func networkRegisteredAt(_ netuid: NetUID) -> Self {
        .init("SubtensorModule", "NetworkRegisteredAt", netuid)
    }

    /// The first block with emission for a subnet; nothing before it is started.
    public static func firstEmissionBlock(_ netuid: NetUID) -> Self {
        .init("SubtensorModule", "FirstEmissionBlockNumber", netuid)
    }
}

extension StorageAddress where Value == UInt64 {
    /// Blocks between a subnet's registration and the first that its owner may start it in.
    public static var startCallDelay: Self { .init("SubtensorModule", "StartCallDelay") }

    /// What the stake on the root counts for on subnets, as a part of 2⁶⁴ − 1.
    public static var taoWeight: Self { .init("SubtensorModule", "TaoWeight") }
}

extension StorageMap where Key == NetUID, Value == [UInt8] {
    /// The symbols of the subnets' alpha, in UTF-8.
    public static var tokenSymbols: Self { .init("SubtensorModule", "TokenSymbol") }
}

extension StorageAddress where Value == [UInt8] {
    /// The symbol of a subnet's alpha, in UTF-8.
    public static func tokenSymbol(_ netuid: NetUID) -> Self { StorageMap.tokenSymbols[netuid] }
}

extension StorageMap where Key == NetUID, Value == TaoFlow {
    /// The moving averages of what flows into the subnets' pools.
    public static var emaTaoFlows: Self { .init("SubtensorModule", "SubnetEmaTaoFlow") }
}

extension StorageAddress where Value == TaoFlow {
    /// The moving average of what flows into a subnet's pool; nothing before the first.
    public static func emaTaoFlow(_ netuid: NetUID) -> Self { StorageMap.emaTaoFlows[netuid] }
}

extension StorageAddress where Value == UInt8 {
    /// How many incentive mechanisms a subnet has.
    public static func mechanismCount(_ netuid: NetUID) -> Self {
        .init("SubtensorModule", "MechanismCountCurrent", netuid)
    }

    /// How many incentive mechanisms a subnet may have.
    public static var maxMechanismCount: Self { .init("SubtensorModule", "MaxMechanismCount") }
}

extension StorageAddress where Value == [Proportion] {
    /// How a subnet's emission is split between its mechanisms; nothing where it is split evenly.
    public static func mechanismEmissionSplit(_ netuid: NetUID) -> Self {
        .init("SubtensorModule", "MechanismEmissionSplit", netuid)
    }
}

extension StorageAddress where Value == Alpha {
    /// The alpha of a subnet outside its pool.
    public static func subnetAlphaOut(_ netuid: NetUID) -> Self { .init("SubtensorModule", "SubnetAlphaOut", netuid) }

    /// The part of it that belongs to the chain itself.
    public static func subnetProtocolAlpha(_ netuid: NetUID) -> Self {
        .init("SubtensorModule", "SubnetProtocolAlpha", netuid)
    }

    /// The part of it that was burned.
    public static func alphaBurned(_ netuid: NetUID) -> Self { .init("AlphaAssets", "AlphaBurned", netuid) }
}
