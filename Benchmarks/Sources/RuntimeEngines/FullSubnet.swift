// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstrateRuntime

/// A subnet of 256 neurons, each with stake and with a weight for each.
struct FullSubnet {
    static let neurons: UInt16 = 256
    static let validators: UInt16 = 64

    let netuid: UInt16
    /// The runtime runs the epoch where this and one divide the block's number, the netuid and two together.
    let tempo: UInt16

    /// The storage's entries of it, beside those that every subnet has.
    func storage(by metadata: RuntimeMetadata) throws -> [(key: [UInt8], value: [UInt8]?)] {
        let count = Int(Self.neurons)
        var entries = Entries(netuid: netuid, metadata: metadata)
        for item in ["SubnetworkN", "MaxAllowedUids"] { try entries.set(item, to: Self.neurons.scaleEncoded) }
        try entries.set("MaxAllowedValidators", to: Self.validators.scaleEncoded)
        try entries.set("Tempo", to: tempo.scaleEncoded)
        try entries.set("SubnetAlphaOut", to: UInt64(1_000_000_000_000_000).scaleEncoded)
        for item in ["Rank", "Trust", "Consensus", "Incentive", "Dividends", "ValidatorTrust", "PruningScores"] {
            try entries.set(item, to: [UInt16](repeating: 0, count: count).scaleEncoded)
        }
        try entries.set("Emission", to: [UInt64](repeating: 0, count: count).scaleEncoded)
        try entries.set("LastUpdate", to: [UInt64](repeating: 1, count: count).scaleEncoded)
        try entries.set("Active", to: [Bool](repeating: true, count: count).scaleEncoded)
        try entries.set("ValidatorPermit", to: (0..<Self.neurons).map { $0 < Self.validators }.scaleEncoded)
        for uid in 0..<Self.neurons { try addNeuron(uid, to: &entries) }
        return entries.storage
    }

    /// How many neurons' bonds a block has written: those of all validators where an epoch was.
    static func bonds(in changes: StorageChanges) -> Int {
        let item = StorageKey.prefix(pallet: "SubtensorModule", item: "Bonds")
        return changes.top.count { $0.key.starts(with: item) && $0.value != nil }
    }

    private func addNeuron(_ uid: UInt16, to entries: inout Entries) throws {
        let (hotkey, coldkey) = (account(1, uid), account(2, uid))
        try entries.set("Keys", .number(uid), to: hotkey.bytes)
        try entries.set("Uids", .account(hotkey), to: uid.scaleEncoded)
        try entries.set("BlockAtRegistration", .number(uid), to: UInt64(0).scaleEncoded)
        try entries.set("Weights", .number(uid), to: weights(of: uid))
        try entries.set("IsNetworkMember", keys: [.account(hotkey), .number(netuid)], to: true.scaleEncoded)
        try entries.set("Owner", keys: [.account(hotkey)], to: coldkey.bytes)
        // More for a lower uid: the validators are those with the permits that they have.
        let stake = (1_000 - UInt64(uid)) * 1_000_000_000
        try entries.set("TotalHotkeyAlpha", keys: [.account(hotkey), .number(netuid)], to: stake.scaleEncoded)
        // As many shares, numbers with 64 binary places.
        let shares = UInt64(0).scaleEncoded + stake.scaleEncoded
        try entries.set("TotalHotkeyShares", keys: [.account(hotkey), .number(netuid)], to: shares)
        try entries.set("Alpha", keys: [.account(hotkey), .account(coldkey), .number(netuid)], to: shares)
    }

    private func account(_ kind: UInt8, _ uid: UInt16) -> AccountID {
        AccountID(unchecked: Hashing.blake2b256([kind] + netuid.scaleEncoded + uid.scaleEncoded))
    }

    /// One for each neuron, other ones for each uid: pairs of a uid and a weight.
    private func weights(of uid: UInt16) -> [UInt8] {
        var writer = ScaleWriter()
        writer.write(count: Int(Self.neurons))
        for target in 0..<Self.neurons {
            writer.write(integer: target)
            writer.write(integer: 1 + (uid &* 7_919 &+ target &* 104) % 60_000)
        }
        return writer.bytes
    }
}

/// Entries of the pallet `SubtensorModule`, by the names and types of a runtime.
private struct Entries {
    let netuid: UInt16
    let metadata: RuntimeMetadata
    private(set) var storage: [(key: [UInt8], value: [UInt8]?)] = []

    init(netuid: UInt16, metadata: RuntimeMetadata) {
        self.netuid = netuid
        self.metadata = metadata
    }

    /// Writes an item of the subnet, which is its first key.
    mutating func set(_ item: String, _ key: ScaleValue? = nil, to value: [UInt8]) throws {
        try set(item, keys: [.number(netuid)] + [key].compactMap(\.self), to: value)
    }

    mutating func set(_ item: String, keys: [ScaleValue], to value: [UInt8]) throws {
        storage.append((try metadata.storageKey("SubtensorModule", item, values: keys).bytes, value))
    }
}
