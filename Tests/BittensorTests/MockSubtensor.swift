// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import ScaleCodec
import SubstrateClient
import SubstrateRPC
import Synchronization

@testable import SubtensorLocalnet

/// A node of a subtensor chain whose storage and head a test writes by hand.
final class MockSubtensor: Sendable {
    let connection = MockRPCConnection()
    let metadata: RuntimeMetadata

    private struct State {
        var values: [StorageKey: [UInt8]] = [:]
        var head: BlockHeader
        /// Hashes that `chain_getBlockHash` gives; nil computes them.
        var blockHashes: [UInt64: Hash256?] = [:]
    }

    private let state: Mutex<State>

    /// - Parameters:
    ///   - optional: storage items to declare without a default value.
    ///   - missing: a pallet to leave out.
    init(
        _ rules: RuleSet, head: UInt64 = 100, optional: Set<String> = [], specName: JSONValue = "node-subtensor",
        without missing: String? = nil
    ) throws {
        let runtime = try LocalRuntime(rules: rules, isDifficultyPinned: true)
        metadata = runtime.metadata.declaring(optional: optional, without: missing)
        let bytes = try metadata.encodedVersion14(runtimeType: TypeID(0))
        state = Mutex(State(head: Self.header(head)))
        let version: JSONValue = [
            "specName": specName, "specVersion": JSONValue(UInt64(rules.specVersion)), "transactionVersion": 1,
        ]
        connection.reply(to: "state_getRuntimeVersion", with: version)
        connection.reply(to: "state_getMetadata", with: .string(bytes.hex))
        connection.respond(to: "chain_getFinalizedHead") { [self] _ in .string(state.withLock { $0.head.hash.hex }) }
        connection.respond(to: "chain_getBlock") { _ in ["block": ["extrinsics": []]] }
        connection.respond(to: "chain_getHeader") { [self] _ in state.withLock { $0.head.json } }
        connection.respond(to: "chain_getBlockHash") { [self] params in
            let head = state.withLock { $0.head }
            guard let number = params[0]?.uint64 else { return .string(head.hash.hex) }
            let scripted: Hash256?? = state.withLock { $0.blockHashes[number] }
            if let scripted { return scripted.map { .string($0.hex) } ?? .null }
            return .string((number == head.number.rawValue ? head : Self.header(number)).hash.hex)
        }
        connection.respond(to: "state_getStorage") { [self] params in
            let value = (params[0]?.string).flatMap { try? [UInt8](hex: $0) }.flatMap { key in
                state.withLock { $0.values[StorageKey(bytes: key)] }
            }
            return value.map { .string($0.hex) } ?? .null
        }
        connection.respond(to: "state_queryStorageAt") { [self] params in
            let values = state.withLock { $0.values }
            let changes = (params[0]?.array ?? []).map { key -> JSONValue in
                let bytes = key.string.flatMap { try? [UInt8](hex: $0) } ?? []
                return [key, values[StorageKey(bytes: bytes)].map { .string($0.hex) } ?? .null]
            }
            return [["block": params[1] ?? .null, "changes": .array(changes)]]
        }
    }

    static func header(_ number: UInt64) -> BlockHeader {
        BlockHeader(parentHash: .zero, number: BlockNumber(number), stateRoot: .zero, extrinsicsRoot: .zero, digest: [])
    }

    func subtensor() async throws -> Subtensor {
        try Subtensor(try await SubstrateClient.connect(over: connection))
    }

    func set<Value>(_ address: StorageAddress<Value>, _ value: Value) throws where Value: ScaleEncodable {
        let key = try metadata.storageKey(address.pallet, address.item, keys: address.keys)
        state.withLock { $0.values[key] = value.scaleEncoded }
    }

    func set(blockHash: Hash256?, of number: UInt64) { state.withLock { $0.blockHashes[number] = .some(blockHash) } }

    /// Makes a head the newest and announces it.
    func announce(_ number: UInt64) {
        let header = Self.header(number)
        state.withLock { $0.head = header }
        connection.notify("chain_subscribeNewHeads", header.json)
    }

    /// A subnet 1 on which anyone may register by work.
    func openSubnet(difficulty: UInt64) throws {
        try set(.networksAdded(1), true)
        try set(.registrationAllowed(1), true)
        try set(.powRegistrationAllowed(1), true)
        try set(.maxAllowedUids(1), 256)
        try set(.difficulty(1), difficulty)
        try set(.minDifficulty(1), 1)
    }

    func count(of method: String) -> Int { connection.calls.filter { $0.method == method }.count }
}

extension RuntimeMetadata {
    fileprivate func declaring(optional names: Set<String>, without missing: String?) -> RuntimeMetadata {
        let pallets = pallets.filter { $0.name != missing }.map { pallet in
            PalletMetadata(
                name: pallet.name, index: pallet.index,
                storage: pallet.storage.map { storage in
                    PalletMetadata.Storage(
                        prefix: storage.prefix,
                        items: storage.items.map { item in
                            StorageMetadata(
                                name: item.name, modifier: names.contains(item.name) ? .optional : item.modifier,
                                hashers: item.hashers, keys: item.keys, keyType: item.keyType, value: item.value,
                                fallback: names.contains(item.name) ? [0] : item.fallback)
                        })
                }, calls: pallet.calls, event: pallet.event, error: pallet.error, constants: pallet.constants)
        }
        return RuntimeMetadata(types: types, pallets: pallets, extrinsic: extrinsic)
    }
}
