// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
public import SubstrateClient
public import SubstratePrimitives

// The neurons of subnets: who they are, where they serve, what the last epoch made of them.

extension StorageAddress where Value == UInt16 {
    public static func subnetworkN(_ netuid: NetUID) -> Self { .init("SubtensorModule", "SubnetworkN", netuid) }

    /// The uid of a hotkey on a subnet; nothing when it is not registered there.
    public static func uids(_ netuid: NetUID, _ hotkey: AccountID) -> Self { StorageMap.uids(netuid)[hotkey] }
}

extension StorageMap where Key == AccountID, Value == UInt16 {
    /// The uids of a subnet's hotkeys.
    public static func uids(_ netuid: NetUID) -> Self { .init("SubtensorModule", "Uids", netuid) }
}

extension StorageMap where Key == UInt16, Value == AccountID {
    /// The hotkeys of a subnet, by uid.
    public static func hotkeys(_ netuid: NetUID) -> Self { .init("SubtensorModule", "Keys", netuid) }
}

extension StorageAddress where Value == AccountID {
    /// The hotkey that holds a uid; 32 zero bytes when nobody does.
    public static func hotkey(_ netuid: NetUID, uid: UInt16) -> Self { StorageMap.hotkeys(netuid)[uid] }
}

extension StorageMap where Key == NetUID, Value == Bool {
    /// Whether a hotkey is registered on each subnet that it was ever on.
    public static func memberships(of hotkey: AccountID) -> Self { .init("SubtensorModule", "IsNetworkMember", hotkey) }
}

extension StorageMap where Key == AccountID, Value == AxonInfo {
    /// Where the hotkeys of a subnet serve requests.
    public static func axons(_ netuid: NetUID) -> Self { .init("SubtensorModule", "Axons", netuid) }
}

extension StorageAddress where Value == AxonInfo {
    public static func axon(_ netuid: NetUID, _ hotkey: AccountID) -> Self { StorageMap.axons(netuid)[hotkey] }
}

extension StorageAddress where Value == PrometheusInfo {
    public static func prometheus(_ netuid: NetUID, _ hotkey: AccountID) -> Self {
        .init("SubtensorModule", "Prometheus", netuid, hotkey)
    }
}

extension StorageMap where Key == AccountID, Value == NeuronCertificate {
    /// The certificates under which the hotkeys of a subnet serve.
    public static func certificates(_ netuid: NetUID) -> Self { .init("SubtensorModule", "NeuronCertificates", netuid) }
}

extension StorageAddress where Value == NeuronCertificate {
    public static func certificate(_ netuid: NetUID, _ hotkey: AccountID) -> Self {
        StorageMap.certificates(netuid)[hotkey]
    }
}

extension StorageAddress where Value == AssociatedEVMKey {
    /// The key on the chain's EVM that belongs to a uid.
    public static func associatedEVMKey(_ netuid: NetUID, uid: UInt16) -> Self {
        .init("SubtensorModule", "AssociatedEvmAddress", netuid, uid)
    }
}

// MARK: - Lists with a place for each uid

extension StorageAddress where Value == [UInt64] {
    /// The block in which each uid last set weights.
    public static func lastUpdates(_ netuid: NetUID) -> Self { .init("SubtensorModule", "LastUpdate", netuid) }
    /// The same under one of the subnet's mechanisms.
    public static func lastUpdates(_ mechanism: MechanismIndex) -> Self {
        .init("SubtensorModule", "LastUpdate", mechanism)
    }

    public static func emission(_ netuid: NetUID) -> Self { .init("SubtensorModule", "Emission", netuid) }
}

extension StorageAddress where Value == [Bool] {
    /// Whether each uid may set weights as a validator.
    public static func validatorPermits(_ netuid: NetUID) -> Self {
        .init("SubtensorModule", "ValidatorPermit", netuid)
    }
    public static func active(_ netuid: NetUID) -> Self { .init("SubtensorModule", "Active", netuid) }
}

extension StorageAddress where Value == [UInt16] {
    public static func ranks(_ netuid: NetUID) -> Self { .init("SubtensorModule", "Rank", netuid) }
    public static func trust(_ netuid: NetUID) -> Self { .init("SubtensorModule", "Trust", netuid) }
    public static func validatorTrust(_ netuid: NetUID) -> Self { .init("SubtensorModule", "ValidatorTrust", netuid) }
    public static func consensus(_ netuid: NetUID) -> Self { .init("SubtensorModule", "Consensus", netuid) }
    public static func incentive(_ netuid: NetUID) -> Self { .init("SubtensorModule", "Incentive", netuid) }
    public static func dividends(_ netuid: NetUID) -> Self { .init("SubtensorModule", "Dividends", netuid) }

    /// Each uid's part of the subnet's stake, of 65535, as the last epoch counted it.
    public static func stakeWeights(_ netuid: NetUID) -> Self { .init("SubtensorModule", "StakeWeight", netuid) }
}

extension StorageAddress where Value == UInt64 {
    public static func blockAtRegistration(_ netuid: NetUID, uid: UInt16) -> Self {
        .init("SubtensorModule", "BlockAtRegistration", netuid, uid)
    }
}
