// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor
import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRPC
import Synchronization
import TestVectors

/// A node whose runtime is a recorded one, and whose storage and functions a test writes by hand.
final class ActionNode: Sendable {
    let connection = MockRPCConnection()
    let subtensor: Subtensor
    let metadata: RuntimeMetadata
    private let storage: Mutex<[StorageKey: [UInt8]]>
    private let functions: Mutex<[String: [UInt8]]>

    static func header(_ number: UInt64) -> BlockHeader {
        BlockHeader(parentHash: .zero, number: BlockNumber(number), stateRoot: .zero, extrinsicsRoot: .zero, digest: [])
    }

    /// - Parameter spec: 218, 293, 343 or 424.
    init(spec: Int = 343, head number: UInt64 = 1000) async throws {
        let bytes =
            spec == 424
            // Recorded as version 16, and rewritten as 15: not as the runtime answers it.
            ? [1] + VectorFile.bytes("metadata/metadata-v15-spec424.from-v16.bin").scaleEncoded
            : VectorFile.bytes("metadata/metadata-v15-spec\(spec).option-opaque.bin")
        metadata = try RuntimeMetadata(optionOpaque: bytes)
        let head = Self.header(number)
        connection.respond(to: "chain_getBlockHash") { params in
            .string((params[0]?.uint64.map(Self.header) ?? head).hash.hex)
        }
        connection.respond(to: "chain_getHeader") { params in
            // Any block that is asked for by its hash is one of the next few.
            let wanted = params[0]?.string
            return ((number...(number + 8)).map(Self.header).first { $0.hash.hex == wanted } ?? head).json
        }
        connection.reply(
            to: "state_getRuntimeVersion",
            with: ["specName": "node-subtensor", "specVersion": JSONValue(UInt64(spec)), "transactionVersion": 1])
        connection.reply(to: "system_chain", with: "Bittensor")
        connection.reply(to: "account_nextIndex", with: 0)
        let storage = Mutex<[StorageKey: [UInt8]]>([:])
        let functions = Mutex<[String: [UInt8]]>(["Metadata_metadata_at_version": bytes])
        self.storage = storage
        self.functions = functions
        subtensor = try await Self.connect(connection, bytes)
        connection.respond(to: "state_call") { [unowned self] params throws(RPCError) in
            let name = params[0]?.string ?? ""
            if let answer = self.functions.withLock({ $0[name] }) { return .string(answer.hex) }
            let words = "Execution failed: Exported method \(name) is not found"
            throw RPCError(remote: .init(code: 4003, message: words), method: "state_call", endpoint: "mock")
        }
        connection.respond(to: "state_queryStorageAt") { [unowned self] params in
            let values = self.storage.withLock { $0 }
            let changes = (params[0]?.array ?? []).map { key -> JSONValue in
                let bytes = key.string.flatMap { try? [UInt8](hex: $0) } ?? []
                return [key, values[StorageKey(bytes: bytes)].map { .string($0.hex) } ?? .null]
            }
            return [["block": params[1] ?? .null, "changes": .array(changes)]]
        }
        connection.respond(to: "state_getKeysPaged") { [unowned self] params in
            let prefix = params[0]?.string ?? ""
            let start = params[2]?.string ?? ""
            let keys = self.storage.withLock { $0.keys.map(\.hex) }.filter { $0.hasPrefix(prefix) && $0 > start }
            return .array(keys.sorted().prefix(Int(clamping: params[1]?.uint64 ?? 100)).map { .string($0) })
        }
    }

    private static func connect(_ connection: MockRPCConnection, _ metadata: [UInt8]) async throws -> Subtensor {
        connection.reply(to: "state_call", with: .string(metadata.hex))
        return try Subtensor(try await SubstrateClient.connect(over: connection))
    }

    // MARK: Script

    func set<Value>(_ address: StorageAddress<Value>, _ bytes: [UInt8]) throws {
        let key = try metadata.storageKey(address.pallet, address.item, keys: address.keys)
        storage.withLock { $0[key] = bytes }
    }

    func set<Value: ScaleEncodable>(_ address: StorageAddress<Value>, _ value: Value) throws {
        try set(address, value.scaleEncoded)
    }

    /// Sets an item if the runtime has it, to a value in the runtime's own type.
    func set(_ query: StorageQuery, _ value: ScaleValue) throws {
        guard let item = try? metadata.storage(query.pallet, query.item) else { return }
        let key = try metadata.storageKey(query.pallet, query.item, keys: query.keys)
        let bytes = try metadata.types.encode(value, as: item.value)
        storage.withLock { $0[key] = bytes }
    }

    func setBalance(_ free: Balance, of account: AccountID) throws {
        // nonce, consumers, providers, sufficients; free, reserved, frozen; flags
        let bytes = [UInt8](repeating: 0, count: 16) + free.scaleEncoded + [UInt8](repeating: 0, count: 32)
        try set(.account(account), bytes)
    }

    /// Answers a runtime API function with a value in the runtime's own type, whatever its arguments.
    func answer(_ api: String, _ method: String, _ value: ScaleValue) throws {
        guard let output = try? metadata.runtimeMethod(api, method).output else { return }
        let bytes = try metadata.types.encode(value, as: output)
        functions.withLock { $0["\(api)_\(method)"] = bytes }
    }

    func answer(_ function: String, bytes: [UInt8]?) { functions.withLock { $0[function] = bytes } }

    /// Whether anything was offered to the transaction pool.
    var hasSent: Bool { connection.calls.contains { $0.method.hasPrefix("author_") } }

    func announce(_ number: UInt64) { connection.notify("chain_subscribeNewHeads", Self.header(number).json) }
}
