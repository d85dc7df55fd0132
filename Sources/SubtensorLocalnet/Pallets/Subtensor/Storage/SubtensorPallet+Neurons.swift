// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// The neurons of a subnet: one value for each uid, or one list for all.
extension SubtensorPallet {
    static let subnetworkN = StorageItem(name, "SubnetworkN", subnet, "u16", default: UInt16(0))
    static let uids = OptionalStorageItem(name, "Uids", subnetAndAccount, "u16", of: UInt16.self)
    static let keys = StorageItem(name, "Keys", neuron, "AccountId32", default: noAccount)
    static let isNetworkMember = StorageItem(name, "IsNetworkMember", accountOnSubnet, "bool", default: false)
    static let blockAtRegistration = StorageItem(name, "BlockAtRegistration", neuron, "u64", default: UInt64(0))
    static let active = StorageItem(name, "Active", subnet, "Vec<bool>", default: [Bool]())
    static let rank = StorageItem(name, "Rank", subnet, "Vec<u16>", default: [UInt16]())
    static let trust = StorageItem(name, "Trust", subnet, "Vec<u16>", default: [UInt16]())
    static let consensus = StorageItem(name, "Consensus", subnet, "Vec<u16>", default: [UInt16]())
    static let incentive = StorageItem(name, "Incentive", subnet, "Vec<u16>", default: [UInt16]())
    static let dividends = StorageItem(name, "Dividends", subnet, "Vec<u16>", default: [UInt16]())
    static let emission = StorageItem(name, "Emission", subnet, "Vec<u64>", default: [UInt64]())
    static let lastUpdate = StorageItem(name, "LastUpdate", subnet, "Vec<u64>", default: [UInt64]())
    static let validatorTrust = StorageItem(name, "ValidatorTrust", subnet, "Vec<u16>", default: [UInt16]())
    static let pruningScores = StorageItem(name, "PruningScores", subnet, "Vec<u16>", default: [UInt16]())
    static let validatorPermit = StorageItem(name, "ValidatorPermit", subnet, "Vec<bool>", default: [Bool]())
    static let stakeWeight = StorageItem(name, "StakeWeight", subnet, "Vec<u16>", default: [UInt16]())
    static let weights = StorageItem(name, "Weights", neuron, "Vec<(u16, u16)>", default: [ScalePair<UInt16, UInt16>]())
    static let bonds = StorageItem(name, "Bonds", neuron, "Vec<(u16, u16)>", default: [ScalePair<UInt16, UInt16>]())
    static let axons = OptionalStorageItem(name, "Axons", subnetAndAccount, "AxonInfo", of: AxonEndpoint.self)
    static let neuronCertificates = OptionalStorageItem(
        name, "NeuronCertificates", subnetAndAccount, "NeuronCertificate", of: EncodedStruct.self)
    static let prometheus = OptionalStorageItem(
        name, "Prometheus", subnetAndAccount, "PrometheusInfo", of: PrometheusEndpoint.self)
    static let weightCommits = OptionalStorageItem(
        name, "WeightCommits", [.twox64Concat: "u16", .twox64Concat: "AccountId32"], "Vec<(H256, u64, u64, u64)>",
        of: [WeightCommit].self)
    static let timelockedWeightCommits = StorageItem(
        name, "TimelockedWeightCommits", [.twox64Concat: "u16", .twox64Concat: "u64"],
        "Vec<(AccountId32, u64, BoundedVec<u8>, u64)>", default: [TimelockedCommit]())
    static let neuronsStorage: [any DeclaredItem] = [
        subnetworkN, uids, keys, isNetworkMember, blockAtRegistration, active, rank, trust, consensus, incentive,
        dividends, emission, lastUpdate, validatorTrust, pruningScores, validatorPermit, stakeWeight, weights, bonds,
        axons, neuronCertificates, prometheus, weightCommits, timelockedWeightCommits,
    ]
}
