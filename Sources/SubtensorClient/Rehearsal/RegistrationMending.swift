// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import ProofOfWork
import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// Puts right, for a trial, what a registration failed at: changes of the storage, and nothing that is ever sent.
struct RegistrationMending: Sendable {
    let state: ChainState
    let netuid: NetUID
    let keys: WorkKeys
    /// Who signs.
    let signer: AccountID
    /// What the trial has otherwise than the state.
    private(set) var changes: [[UInt8]: [UInt8]?] = [:]
    /// What was put right already, and is no way out a second time.
    private var mended: Set<WorkRefusal.Cause> = []

    init(state: ChainState, netuid: NetUID, keys: WorkKeys, signer: AccountID) {
        self.state = state
        self.netuid = netuid
        self.keys = keys
        self.signer = signer
    }

    /// Makes every seal do.
    mutating func takeEverySeal() async throws {
        for item in ["Difficulty", "MinDifficulty"] {
            try await change(StorageQuery(Self.pallet, item, netuid), to: .one)
        }
    }

    /// Puts right what a check fails at, and tells what that was; nothing where there is no way, or it was tried in vain.
    mutating func mend(_ cause: WorkRefusal.Cause) async throws -> [String] {
        guard mended.insert(cause).inserted else { return [] }
        var causes: [String?] = []
        switch cause {
        case .disabled:
            for item in ["NetworkRegistrationAllowed", "NetworkPowRegistrationAllowed"] {
                causes.append(try await change(subnet(item), to: .bool(true)))
            }
        case .fullBlock:
            causes = try await makeRoom(in: "RegistrationsThisBlock", atMost: "MaxRegistrationsPerBlock")
        case .fullInterval, .rateLimit:
            causes = try await makeRoom(in: "RegistrationsThisInterval", atMost: "TargetRegistrationsPerInterval")
        case .alreadyRegistered, .hotkeyRegistered:
            causes = [try await change(StorageQuery(Self.pallet, "Uids", netuid, keys.hotkey), to: nil)]
        case .noPlace:
            let count = try await value(of: subnet("SubnetworkN"))?.uint64 ?? 0
            let most = UInt16(clamping: count + 1)
            causes = [try await change(subnet("MaxAllowedUids"), to: .number(most))]
        case .otherColdkey:
            causes = [try await change(StorageQuery(Self.pallet, "Owner", keys.hotkey), to: .account(keys.coldkey))]
        case .workBlock:
            causes = [try await change(StorageQuery(Self.pallet, "LastPowRegistrationBlock", keys.hotkey), to: nil)]
        case .balanceTooLow, .notEnoughBalance: causes = [try await endow()]
        case .coldkeyInSwapSchedule:
            causes = [try await change(StorageQuery(Self.pallet, "ColdkeySwapScheduled", keys.coldkey), to: nil)]
        case .coldkeySwapDisputed:
            causes = [try await change(StorageQuery(Self.pallet, "ColdkeySwapDisputes", keys.coldkey), to: nil)]
        case .difficulty, .noSubnet, .realAccount, .rootSubnet, .seal, .unexplained: break
        }
        return causes.compactMap(\.self)
    }

    // MARK: Changes

    private static let pallet = "SubtensorModule"

    private func subnet(_ item: String) -> StorageQuery { StorageQuery(Self.pallet, item, netuid) }

    /// Sets a count back, and lets one at least be counted.
    private mutating func makeRoom(in count: String, atMost limit: String) async throws -> [String?] {
        let most = try await value(of: subnet(limit))
        let told = try await change(subnet(count), to: .unsigned(UInt256(0)))
        guard most?.uint64 == 0 else { return [told, most.map { "\(Self.pallet).\(limit)[\(netuid)] is \($0)" }] }
        return [told, try await change(subnet(limit), to: .one)]
    }

    /// Lets the signer own what fees and burns may come to.
    private mutating func endow() async throws -> String? {
        let query = StorageQuery("System", "Account", signer)
        guard let account = try await value(of: query), let free = account["data"]?["free"]?.uint64 else { return nil }
        let richer = account.replacing(
            ["data", "free"], by: .unsigned(UInt256(free + min(Self.endowment, .max - free))))
        return try await change(query, to: richer).map { _ in "\(signer) owns \(Balance(rao: free))" }
    }

    /// A million TAO.
    private static let endowment: UInt64 = 1_000_000_000_000_000

    private func value(of query: StorageQuery) async throws -> ScaleValue? {
        try await state.values([query]).first ?? nil
    }

    /// Has a value otherwise in the trial, or with nil not at all; what it is in truth, nil where that is the same or the runtime has no such
    /// item.
    @discardableResult
    private mutating func change(_ query: StorageQuery, to new: ScaleValue?) async throws -> String? {
        let metadata = state.runtimeAfter.metadata
        guard metadata.hasStorage(query.pallet, query.item) else { return nil }
        let old = try await value(of: query)
        let key = try metadata.storageKey(query.pallet, query.item, keys: query.keys)
        let type = try metadata.storage(query.pallet, query.item).value
        changes[key.bytes] = .some(
            try new.map { value throws(ScaleError) in try metadata.types.encode(value, as: type) })
        guard old != new, let old else { return nil }
        return "\(StorageItems(metadata).name(of: key.bytes)) is \(old.account?.ss58() ?? old.description)"
    }
}

extension ScaleValue {
    fileprivate static let one = ScaleValue.unsigned(UInt256(1))

    /// A record with another value at the end of a way of names; the same where there is no such way.
    fileprivate func replacing(_ way: ArraySlice<String>, by value: ScaleValue) -> ScaleValue {
        guard let name = way.first else { return value }
        guard case .record(let members) = self else { return self }
        return .record(
            members.map {
                $0.name == name ? Member(name, $0.value.replacing(way.dropFirst(), by: value)) : $0
            })
    }
}
