// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives
import SubstrateRuntime

/// Changes a state before the first block by the names that the runtime's metadata has for its storage.
struct GenesisEditor {
    private(set) var state: StorageOverlay
    let metadata: RuntimeMetadata
    /// How errors name the runtime.
    let runtime: String

    init(_ state: GenesisState, of code: RuntimeCode) throws(LocalnetError) {
        try self.init(over: StateTrie(), of: code)
        for (key, value) in state.top { self.state.set(value, for: key, in: nil) }
    }

    init(over state: any StateSource, of code: RuntimeCode) throws(LocalnetError) {
        self.state = StorageOverlay(over: state)
        runtime = "\(code.version.specName) \(code.version.specVersion)"
        do {
            var overlay = StorageOverlay(over: StateTrie())
            let answer = try code.call("Metadata_metadata", on: &overlay)
            metadata = try RuntimeMetadata(try [UInt8](scale: answer))
        } catch {
            throw LocalnetError(
                .genesisRefused, "the runtime \(excerpt(runtime)) does not describe itself: \(Self.reason(error))")
        }
    }

    /// An item of the storage, with its keys.
    struct Place: CustomStringConvertible {
        let pallet: String
        let item: String
        let keys: [ScaleValue]

        init(_ pallet: String, _ item: String, _ keys: ScaleValue...) {
            self.pallet = pallet
            self.item = item
            self.keys = keys
        }

        var description: String { "\(pallet).\(item)" }
    }

    /// Whether the runtime has the item.
    func has(_ place: Place) -> Bool { metadata.hasStorage(place.pallet, place.item) }

    /// What the state has there, or what the runtime takes for what is missing; nil where it has no such item, or takes nothing.
    func value(_ place: Place) throws(LocalnetError) -> ScaleValue? {
        guard has(place) else { return nil }
        do {
            let item = try metadata.storage(place.pallet, place.item)
            let key = try metadata.storageKey(place.pallet, place.item, values: place.keys)
            guard
                let bytes = try state.value(for: key.bytes, in: nil)
                    ?? (item.modifier == .default ? item.fallback : nil)
            else {
                return nil
            }
            return try metadata.types.decode(bytes, as: item.value)
        } catch {
            throw LocalnetError(.genesisRefused, "\(place) of the genesis cannot be read: \(Self.reason(error))")
        }
    }

    /// Writes an item. Where the runtime has none of this name, nothing is written.
    mutating func set(_ value: ScaleValue, at place: Place) throws(LocalnetError) {
        guard has(place) else { return }
        do {
            let item = try metadata.storage(place.pallet, place.item)
            let key = try metadata.storageKey(place.pallet, place.item, values: place.keys)
            state.set(try metadata.types.encode(value, as: item.value), for: key.bytes, in: nil)
        } catch {
            throw LocalnetError(.genesisRefused, "\(place) does not take \(value): \(Self.reason(error))")
        }
    }

    /// Writes an entry as it is, or takes it away.
    mutating func set(_ value: [UInt8]?, at key: [UInt8]) throws(LocalnetError) {
        guard !key.isEmpty, key != GenesisState.codeKey, !key.starts(with: StateTrie.childRootPrefix) else {
            throw LocalnetError(
                .genesisRefused,
                "the storage entry \(excerpt(key.hex)) cannot be set: neither an empty key, nor the runtime's code, nor the"
                    + " root of a child")
        }
        state.set(value, for: key, in: nil)
    }

    /// The entries of an item, whatever their keys.
    func entries(of place: Place) throws(LocalnetError) -> [[UInt8]] {
        do {
            let prefix = try metadata.storageKey(place.pallet, place.item, values: []).bytes
            var entries: [[UInt8]] = []
            var key = prefix
            while let next = try state.key(after: key, in: nil), next.starts(with: prefix) {
                if let value = try state.value(for: next, in: nil) { entries.append(value) }
                key = next
            }
            return entries
        } catch {
            throw LocalnetError(.genesisRefused, "\(place) of the genesis cannot be read: \(Self.reason(error))")
        }
    }

    private static func reason(_ error: any Error) -> String { (error as? any CodedError)?.reason ?? "\(error)" }
}

extension GenesisEditor {
    /// A number; 0 where there is none.
    func number(_ place: Place) throws(LocalnetError) -> UInt64 { try value(place)?.uint64 ?? 0 }

    /// Adds to a number, or takes from it.
    mutating func change(_ place: Place, from old: UInt64, to new: UInt64) throws(LocalnetError) {
        guard has(place) else { return }
        let sum = try number(place)
        // Some first states leave it to later blocks to count what is there.
        guard new >= old || sum >= old else { return }
        let (result, overflow) =
            new >= old ? sum.addingReportingOverflow(new - old) : sum.subtractingReportingOverflow(old - new)
        guard !overflow else {
            throw LocalnetError(
                .genesisRefused, "\(place) is \(sum) and has no room for \(new) in place of \(old): name less")
        }
        try set(.number(result), at: place)
    }
}

extension ScaleValue {
    /// The record with another value for the field at the end of `path`; nil where it has no such field.
    func replacing(_ path: [String], with value: ScaleValue) -> ScaleValue? {
        guard let name = path.first else { return value }
        guard case .record(var members) = self, let place = members.firstIndex(where: { $0.name == name }),
            let inner = members[place].value.replacing(Array(path.dropFirst()), with: value)
        else { return nil }
        members[place] = Member(name, inner)
        return .record(members)
    }
}
