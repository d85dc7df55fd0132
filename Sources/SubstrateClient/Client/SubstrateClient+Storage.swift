// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
public import SubstratePrimitives
import SubstrateRPC

extension SubstrateClient {
    /// The raw values under several keys, all of the same block; missing ones are left out.
    ///
    /// Read by one request for every thousand keys, side by side; of a node that does not answer for many keys at once,
    /// by one for each.
    public func storage(_ keys: [StorageKey], at block: Hash256) async throws(ClientError) -> [StorageKey: [UInt8]] {
        guard keys.count > Self.keysPerRequest else { return keys.isEmpty ? [:] : try await read(keys[...], at: block) }
        let batches = stride(from: 0, to: keys.count, by: Self.keysPerRequest).map { start in
            keys[start..<min(start + Self.keysPerRequest, keys.count)]
        }
        return try await merged(batches) { batch throws(ClientError) in try await self.read(batch, at: block) }
    }

    /// Nodes bound their answers to 15 MB, and most values have less than a kilobyte.
    private static let keysPerRequest = 1000
    /// Enough for the parameters of every subnet; a whole map of a chain is not asked for in one moment.
    private static let requestsAtOnce = 16

    /// What is read of each part, together: some parts at a time, side by side.
    private func merged<Part: Sendable>(
        _ parts: [Part], _ read: @escaping @Sendable (Part) async throws(ClientError) -> [StorageKey: [UInt8]]
    ) async throws(ClientError) -> [StorageKey: [UInt8]] {
        let outcome = await withTaskGroup(of: Result<[StorageKey: [UInt8]], ClientError>.self) { group in
            var rest = parts[...]
            func readNext() {
                guard let part = rest.popFirst() else { return }
                group.addTask { await Result { () async throws(ClientError) in try await read(part) } }
            }
            for _ in 0..<Self.requestsAtOnce { readNext() }
            var values: [StorageKey: [UInt8]] = [:]
            while let read = await group.next() {
                switch read {
                case .success(let part): values.merge(part) { $1 }
                case .failure:
                    group.cancelAll()
                    return read
                }
                readNext()
            }
            return .success(values)
        }
        return try outcome.get()
    }

    /// The values under keys, each by a request of its own.
    private func readEach(
        _ keys: ArraySlice<StorageKey>, at block: Hash256
    ) async throws(ClientError) -> [StorageKey: [UInt8]] {
        try await merged(Array(Set(keys))) { key throws(ClientError) in
            let value = try await self.node.bytes("state_getStorage", [.string(key.hex), .string(block.hex)])
            return value.map { [key: $0] } ?? [:]
        }
    }

    private func read(
        _ keys: ArraySlice<StorageKey>, at block: Hash256
    ) async throws(ClientError) -> [StorageKey: [UInt8]] {
        let method = "state_queryStorageAt"
        if node.missing.contains(method) { return try await readEach(keys, at: block) }
        let answer: JSONValue
        do {
            answer = try await node.request(method, [.array(keys.map { .string($0.hex) }), .string(block.hex)])
        } catch {
            guard error.code == .node(MissingMethods.methodNotFound) else { throw error }
            return try await readEach(keys, at: block)
        }
        guard let changes = answer[0]?["changes"]?.array else {
            throw Node.malformed(method, "storage values", answer)
        }
        if let other = answer[0]?["block"], other.string != block.hex {
            throw Node.malformed(method, "values of block \(block)", other)
        }
        var values: [StorageKey: [UInt8]] = [:]
        var missing = Set(keys)
        for change in changes {
            guard let text = change[0]?.string, let keyBytes = try? [UInt8](hex: text), let value = change[1] else {
                throw Node.malformed(method, "a key and a value", change)
            }
            let key = StorageKey(bytes: keyBytes)
            missing.remove(key)
            if value.isNull { continue }
            guard let text = value.string, let bytes = try? [UInt8](hex: text) else {
                throw Node.malformed(method, "a value in hex", value)
            }
            values[key] = bytes
        }
        // An item that is not there is named with a null: one that is not named was forgotten.
        if let forgotten = missing.first {
            throw ClientError(.malformedAnswer, "the node answered \(method) without the key \(forgotten)")
        }
        return values
    }

    /// The keys of a map under its first keys, as they are stored, and the rest of each: its other keys, encoded one after
    /// the other.
    func encodedKeys(
        of pallet: String, _ item: String, under keys: [[UInt8]], metadata: RuntimeMetadata, at block: Hash256,
        limit: Int
    ) async throws(ClientError) -> [(stored: StorageKey, rest: [UInt8])] {
        let open = try metadata.openKeys(of: pallet, item, under: keys)
        let prefix = try metadata.storageKey(pallet, item, keys: keys)
        var found: [(stored: StorageKey, rest: [UInt8])] = []
        for key in try await storageKeys(under: prefix, at: block, limit: limit) {
            let tail = [UInt8](key.bytes.dropFirst(prefix.bytes.count))
            found.append(
                try reading("a key of \(pallet).\(item)") { () throws(ScaleError) in
                    (key, try open.encodings(in: tail, types: metadata.types))
                })
        }
        return found
    }

    /// The keys that begin with a prefix, in their order, at most so many, whatever is under them.
    ///
    /// - Throws: `malformedAnswer` for keys that are out of order or have another prefix.
    public func storageKeys(
        under prefix: StorageKey, at block: Hash256, limit: Int = 100_000
    ) async throws(ClientError) -> [StorageKey] {
        var found: [StorageKey] = []
        while found.count < limit {
            let count = min(Self.keysPerPage, limit - found.count)
            let page = try await storageKeys(under: prefix, after: found.last, count: count, at: block)
            found += page
            guard page.count == count else { break }
        }
        return found
    }

    /// As many as nodes give.
    public static let keysPerPage = 1000

    /// One page of the keys that begin with `prefix`, in order.
    ///
    /// - Parameters:
    ///   - last: What they come behind, be it a key or not.
    ///   - count: At most ``keysPerPage``; fewer come only where there are no more.
    ///   - child: The name of a child trie, without the prefix `:child_storage:default:`; nil for the state itself.
    /// - Throws: `malformedAnswer` for keys that are out of order or have another prefix: a node that did not keep to that could go
    ///   on for ever.
    public func storageKeys(
        under prefix: StorageKey, after last: StorageKey?, count: Int, in child: [UInt8]? = nil, at block: Hash256
    ) async throws(ClientError) -> [StorageKey] {
        let method = child == nil ? "state_getKeysPaged" : "childstate_getKeysPaged"
        let start: JSONValue = last.map { .string($0.hex) } ?? .null
        let answer = try await node.request(
            method, Node.child(child) + [.string(prefix.hex), JSONValue(count), start, .string(block.hex)])
        guard let list = answer.array, list.count <= count else {
            throw Node.malformed(method, "a list of keys", answer)
        }
        var keys: [StorageKey] = []
        for item in list {
            guard let text = item.string, let bytes = try? [UInt8](hex: text), bytes.starts(with: prefix.bytes),
                (keys.last ?? last).map({ $0.bytes.lexicographicallyPrecedes(bytes) }) ?? true
            else { throw Node.malformed(method, "the next key under \(prefix)", item) }
            keys.append(StorageKey(bytes: bytes))
        }
        return keys
    }

    /// The raw values under several keys of a child trie; missing ones are left out. One request for each.
    public func storage(
        _ keys: [StorageKey], inChild child: [UInt8], at block: Hash256
    ) async throws(ClientError) -> [StorageKey: [UInt8]] {
        try await merged(Array(Set(keys))) { key throws(ClientError) in
            let value = try await self.node.bytes(
                "childstate_getStorage", Node.child(child) + [.string(key.hex), .string(block.hex)])
            return value.map { [key: $0] } ?? [:]
        }
    }

    /// The BLAKE2b-256 of the value under a key, by which one that is kept is known to be the same; nil where there is none.
    public func storageHash(of key: StorageKey, at block: Hash256) async throws(ClientError) -> Hash256? {
        try await node.hash("state_getStorageHash", [.string(key.hex), .string(block.hex)])
    }
}

extension RuntimeMetadata {
    /// The value that `bytes` encode, or the item's default when there are none.
    package func value<Value>(of address: StorageAddress<Value>, bytes: [UInt8]?) throws(ClientError) -> Value? {
        let item = try storage(address.pallet, address.item)
        guard let encoded = bytes ?? (item.modifier == .default ? item.fallback : nil) else { return nil }
        return try reading("\(address.pallet).\(address.item)") { () throws(ScaleError) in
            try types.decodeAny(encoded, as: item.value) as Value
        }
    }

    func values<each Value: ScaleDecodable & Sendable>(
        _ address: repeat StorageAddress<each Value>, in found: [StorageKey: [UInt8]]
    ) throws(ClientError) -> (repeat (each Value)?) {
        func value<V>(_ address: StorageAddress<V>) throws(ClientError) -> V? {
            let key = try storageKey(address.pallet, address.item, keys: address.keys)
            return try self.value(of: address, bytes: found[key])
        }
        return (repeat try value(each address))
    }

    func values<each Value: ScaleDecodable & Sendable>(
        listed addresses: repeat [StorageAddress<each Value>], in found: [StorageKey: [UInt8]]
    ) throws(ClientError) -> (repeat [(each Value)?]) {
        func values<V>(_ addresses: [StorageAddress<V>]) throws(ClientError) -> [V?] {
            var values: [V?] = []
            for address in addresses {
                let key = try storageKey(address.pallet, address.item, keys: address.keys)
                values.append(try value(of: address, bytes: found[key]))
            }
            return values
        }
        return (repeat try values(each addresses))
    }
}

extension TypeRegistry {
    /// The value that `bytes` encode: by the layout that this registry declares, where the Swift type can follow it.
    func decodeAny<Result: ScaleDecodable>(_ bytes: [UInt8], as id: TypeID) throws(ScaleError) -> Result {
        func follow<Convertible: ScaleConvertible>(_: Convertible.Type) throws(ScaleError) -> Result? {
            try decode(bytes, as: id, to: Convertible.self) as? Result
        }
        if let convertible = Result.self as? any ScaleConvertible.Type, let value = try follow(convertible) {
            return value
        }
        return try Result(scale: bytes)
    }
}
