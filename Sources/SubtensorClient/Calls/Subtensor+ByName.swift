// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ScaleCodec
public import SubstrateClient
import SubstratePrimitives

/// An entry of a storage map: its last key, and what lies under it.
public struct StorageEntry: Hashable, Sendable {
    public let key: ScaleValue
    public let value: ScaleValue
}

// Whatever a runtime has, by the names in its metadata and in the types that it gives.

extension Subtensor {
    /// The value of a storage item. A missing one reads as the item's default where the runtime declares one, else nil.
    ///
    /// - Parameter keys: one for each key of the item, none for a plain value.
    /// - Throws: `notInRuntime` for an item that the block's runtime does not have, `encoding` for keys that do not fit.
    public func storage(
        _ pallet: String, _ item: String, _ keys: ScaleValue..., at block: BlockReference = .head
    ) async throws(ClientError) -> ScaleValue? {
        let state = try await state(at: block)
        let metadata = state.runtime.metadata
        let found = try metadata.storage(pallet, item)
        guard keys.count == found.keys.count else {
            throw ClientError(.encoding, "\(pallet).\(item) has \(found.keys.count) keys, not \(keys.count)")
        }
        let key = try metadata.storageKey(pallet, item, values: keys)
        let bytes = try await client.storage([key], at: state.hash)[key]
        guard let encoded = bytes ?? (found.modifier == .default ? found.fallback : nil) else { return nil }
        return try Self.reading("\(pallet).\(item)") { () throws(ScaleError) in
            try metadata.types.decode(encoded, as: found.value)
        }
    }

    /// The entries of a storage map, all its keys given but the last.
    ///
    /// - Parameter limit: at most so many are read.
    /// - Throws: `encoding` where more keys are missing than one, or where the runtime keeps only a hash of them.
    public func storageEntries(
        of pallet: String, _ item: String, under keys: ScaleValue..., limit: Int = 100_000,
        at block: BlockReference = .head
    ) async throws(ClientError) -> [StorageEntry] {
        let state = try await state(at: block)
        let metadata = state.runtime.metadata
        let types = try metadata.storage(pallet, item).keys
        guard keys.count + 1 == types.count, let last = types.last else {
            throw ClientError(
                .encoding, "\(pallet).\(item) has \(types.count) keys: give all but one, not \(keys.count)")
        }
        var under: [[UInt8]] = []
        for (key, type) in zip(keys, types) {
            do {
                under.append(try metadata.types.encode(key, as: type))
            } catch {
                throw ClientError(.encoding, "a key of \(pallet).\(item) does not fit: \(error.reason)")
            }
        }
        let found = try await state.dynamicEntries(of: pallet, item, under: under, limit: limit, key: EncodedKey.self)
        var entries: [StorageEntry] = []
        for (key, value) in found {
            let last = try Self.reading("\(pallet).\(item)") { () throws(ScaleError) in
                try metadata.types.decode(key.bytes, as: last)
            }
            entries.append(StorageEntry(key: last, value: value))
        }
        return entries
    }

    /// What a function of the runtime answers.
    ///
    /// - Throws: `notInRuntime` for a function that the block's runtime does not have, `encoding` for arguments that do
    ///   not fit.
    public func call(
        _ api: String, _ method: String, _ arguments: ScaleValue..., at block: BlockReference = .head
    ) async throws(ClientError) -> ScaleValue {
        let state = try await state(at: block)
        let metadata = state.runtimeAfter.metadata
        let encoded = try metadata.encodeArguments(arguments, of: api, method)
        return try metadata.decodeResult(try await state.call("\(api)_\(method)", encoded), of: api, method)
    }

    /// A constant of the runtime.
    public func constant(
        _ pallet: String, _ name: String, at block: BlockReference = .head
    ) async throws(ClientError) -> ScaleValue {
        try await state(at: block).runtime.metadata.constant(pallet, name)
    }

    private static func reading<Result>(
        _ what: String, _ body: () throws(ScaleError) -> Result
    ) throws(ClientError) -> Result {
        do {
            return try body()
        } catch {
            throw ClientError(.malformedAnswer, "\(what) cannot be read: \(error.reason)")
        }
    }
}

/// A key whose type only the metadata knows.
private struct EncodedKey: ScaleDecodable {
    let bytes: [UInt8]

    init(from reader: inout ScaleReader) throws(ScaleError) { bytes = Array(try reader.readBytes(reader.remaining)) }
}
