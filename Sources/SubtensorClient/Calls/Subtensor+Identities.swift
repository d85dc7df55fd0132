// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
public import SubstrateClient
public import SubstratePrimitives

extension Subtensor {
    /// How the owner of a coldkey presents themselves; nil when they do not.
    public func identity(
        of coldkey: AccountID, at block: BlockReference = .head
    ) async throws(ClientError) -> ChainIdentity? {
        try await identity(["IdentitiesV2", "Identities"], coldkey, at: block, ChainIdentity.init)
    }

    /// The identities of those of several coldkeys that have one, read together.
    public func identities(
        of coldkeys: [AccountID], at block: BlockReference = .head
    ) async throws(ClientError) -> [AccountID: ChainIdentity] {
        let items = ["IdentitiesV2", "Identities"]
        let queries = coldkeys.flatMap { coldkey in items.map { StorageQuery("SubtensorModule", $0, coldkey) } }
        let found = try await state(at: block).values(queries)
        var identities: [AccountID: ChainIdentity] = [:]
        for (place, coldkey) in coldkeys.enumerated() {
            let values = found[(place * items.count)..<((place + 1) * items.count)]
            identities[coldkey] = values.compactMap(\.self).first.map(ChainIdentity.init)
        }
        return identities
    }

    /// The names under which the owners of coldkeys present themselves, read together; those who do not are left out.
    public func names(
        of coldkeys: [AccountID], at block: BlockReference = .head
    ) async throws(ClientError) -> [AccountID: String] {
        try await identities(of: coldkeys, at: block).compactMapValues { $0.name.isEmpty ? nil : $0.name }
    }

    /// The identities of all coldkeys that have one.
    public func identities(
        at block: BlockReference = .head
    ) async throws(ClientError) -> [AccountID: ChainIdentity] {
        let state = try await state(at: block)
        let isNew = state.runtime.metadata.hasStorage("SubtensorModule", "IdentitiesV2")
        let found = try await state.dynamicEntries(
            of: "SubtensorModule", isNew ? "IdentitiesV2" : "Identities", key: AccountID.self)
        return Dictionary(found.map { ($0.key, ChainIdentity($0.value)) }) { first, _ in first }
    }

    /// How a subnet's owner presents it; nil when they do not.
    public func subnetIdentity(
        _ netuid: NetUID, at block: BlockReference = .head
    ) async throws(ClientError) -> SubnetIdentity? {
        let items = ["SubnetIdentitiesV3", "SubnetIdentitiesV2", "SubnetIdentities"]
        return try await identity(items, netuid, at: block, SubnetIdentity.init)
    }

    /// How the owners of the subnets present them; subnets that are not presented are left out.
    public func subnetIdentities(
        at block: BlockReference = .head
    ) async throws(ClientError) -> [NetUID: SubnetIdentity] {
        let state = try await state(at: block)
        let items = ["SubnetIdentitiesV3", "SubnetIdentitiesV2", "SubnetIdentities"]
        let newest = items.first { state.runtime.metadata.hasStorage("SubtensorModule", $0) } ?? items[0]
        let found = try await state.dynamicEntries(of: "SubtensorModule", newest, key: NetUID.self)
        return Dictionary(found.map { ($0.key, SubnetIdentity($0.value)) }) { first, _ in first }
    }

    /// The value of the newest of several items that a runtime has; what it moved on from may still be filled in the
    /// block of the upgrade.
    private func identity<Key: ScaleEncodable, Result>(
        _ items: [String], _ key: Key, at block: BlockReference, _ make: (ScaleValue) -> Result
    ) async throws(ClientError) -> Result? {
        let found = try await state(at: block).values(items.map { StorageQuery("SubtensorModule", $0, key) })
        return found.compactMap(\.self).first.map(make)
    }
}

// By name: each generation of these structs has the fields of the one before it, and more.

extension ChainIdentity {
    fileprivate init(_ value: ScaleValue) {
        self.init(
            name: value.byteText("name"), url: value.byteText("url"), githubRepo: value.byteText("github_repo"),
            image: value.byteText("image"), discord: value.byteText("discord"),
            description: value.byteText("description"), additional: value.byteText("additional"))
    }
}

extension SubnetIdentity {
    fileprivate init(_ value: ScaleValue) {
        self.init(
            subnetName: value.byteText("subnet_name"), githubRepo: value.byteText("github_repo"),
            subnetContact: value.byteText("subnet_contact"), subnetURL: value.byteText("subnet_url"),
            discord: value.byteText("discord"), description: value.byteText("description"),
            logoURL: value.byteText("logo_url"), additional: value.byteText("additional"))
    }
}

extension ScaleValue {
    /// The text in a field of bytes; empty when there is no such field.
    fileprivate func byteText(_ field: String) -> String { String(decoding: self[field]?.bytes ?? [], as: UTF8.self) }
}
