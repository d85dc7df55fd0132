// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ProofOfWork
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// What a registration by work depends on at one block, read in one batch.
///
/// An item that the runtime does not have counts as its most permissive value.
struct RegistrationFacts: Hashable, Sendable {
    let subnetExists: Bool
    let allowsRegistration: Bool
    /// `NetworkPowRegistrationAllowed`.
    let allowsPOW: Bool
    /// The uid under which the hotkey is registered.
    let uid: UInt16?
    /// The coldkey that owns the hotkey; nil when nobody does.
    let owner: AccountID?
    let maxNeurons: UInt16
    let registrationsThisBlock: UInt16
    let maxRegistrationsPerBlock: UInt16
    let registrationsThisInterval: UInt16
    let targetRegistrationsPerInterval: UInt16
    let adjustmentInterval: UInt16
    let lastAdjustmentBlock: UInt64
    let difficulty: UInt64?
    let minDifficulty: UInt64?
    let maxDifficulty: UInt64?
    /// The block of the hotkey's last registration by `pow_register`; nil when there was none.
    let lastPowRegistrationBlock: UInt64?

    var isBlockFull: Bool { registrationsThisBlock >= maxRegistrationsPerBlock }

    /// The pallet allows three times the target.
    var isIntervalFull: Bool { UInt32(registrationsThisInterval) >= 3 * UInt32(targetRegistrationsPerInterval) }

    /// The first block of the next interval.
    var nextInterval: BlockNumber { BlockNumber(lastAdjustmentBlock).advanced(by: UInt64(adjustmentInterval)) }

    /// The difficulty that work has to meet; nil when the chain has none.
    func effectiveDifficulty(_ scheme: SealScheme) -> UInt64? {
        guard let difficulty else { return nil }
        switch scheme {
        case .register: return max(difficulty, 1)
        case .powRegister:
            return SealTarget.effectiveDifficulty(value: difficulty, minimum: minDifficulty, maximum: maxDifficulty)
        }
    }
}

extension RegistrationFacts {
    /// - Parameter state: the state after the block of the work, or after the newest one.
    init(of hotkey: AccountID, on netuid: NetUID, at state: ChainState) async throws(ClientError) {
        let perSubnet = [
            "NetworksAdded", "NetworkRegistrationAllowed", "NetworkPowRegistrationAllowed", "MaxAllowedUids",
            "RegistrationsThisBlock", "MaxRegistrationsPerBlock", "RegistrationsThisInterval",
            "TargetRegistrationsPerInterval", "AdjustmentInterval", "LastAdjustmentBlock", "Difficulty",
            "MinDifficulty", "MaxDifficulty",
        ]
        let pallet = "SubtensorModule"
        let queries =
            perSubnet.map { StorageQuery(pallet, $0, netuid) } + [
                StorageQuery(pallet, "Uids", netuid, hotkey), StorageQuery(pallet, "Owner", hotkey),
                StorageQuery(pallet, "LastPowRegistrationBlock", hotkey),
            ]
        let found = try await state.values(queries)
        let values = Dictionary(zip(queries.map(\.item), found)) { first, _ in first }
        func read<Fact: ScaleConvertible>(_ item: String) throws(ClientError) -> Fact? {
            guard let value = values[item] ?? nil else { return nil }
            do {
                return try Fact(dynamic: value)
            } catch {
                throw ClientError(.malformedAnswer, "\(pallet).\(item) cannot be read: \(error.reason)")
            }
        }
        subnetExists = try read("NetworksAdded") ?? false
        allowsRegistration = try read("NetworkRegistrationAllowed") ?? false
        allowsPOW = try read("NetworkPowRegistrationAllowed") ?? false
        uid = try read("Uids")
        owner = try (read("Owner") as AccountID?)?.ifSet
        maxNeurons = try read("MaxAllowedUids") ?? 0
        registrationsThisBlock = try read("RegistrationsThisBlock") ?? 0
        maxRegistrationsPerBlock = try read("MaxRegistrationsPerBlock") ?? .max
        registrationsThisInterval = try read("RegistrationsThisInterval") ?? 0
        targetRegistrationsPerInterval = try read("TargetRegistrationsPerInterval") ?? .max
        adjustmentInterval = try read("AdjustmentInterval") ?? 0
        lastAdjustmentBlock = try read("LastAdjustmentBlock") ?? 0
        difficulty = try read("Difficulty")
        minDifficulty = try read("MinDifficulty")
        maxDifficulty = try read("MaxDifficulty")
        lastPowRegistrationBlock = try read("LastPowRegistrationBlock")
    }
}
