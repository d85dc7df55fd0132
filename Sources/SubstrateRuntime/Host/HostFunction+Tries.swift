// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives

extension HostFunction {
    /// Module `trie` of sp-io, as far as it hashes with BLAKE2b.
    static let tries: [HostFunction] = [
        HostFunction("ext_trie_blake2_256_root_version_1", "I:i") { call, slots throws(RuntimeError) in
            slots.answer(try call.put(try call.root(ofEntries: slots[0], .v0)))
        },
        HostFunction("ext_trie_blake2_256_root_version_2", "Ii:i") { call, slots throws(RuntimeError) in
            let version = try call.stateVersion(slots.word(1))
            slots.answer(try call.put(try call.root(ofEntries: slots[0], version)))
        },
        HostFunction("ext_trie_blake2_256_ordered_root_version_1", "I:i") { call, slots throws(RuntimeError) in
            slots.answer(try call.put(try call.root(ofItems: slots[0], .v0)))
        },
        HostFunction("ext_trie_blake2_256_ordered_root_version_2", "Ii:i") { call, slots throws(RuntimeError) in
            let version = try call.stateVersion(slots.word(1))
            slots.answer(try call.put(try call.root(ofItems: slots[0], version)))
        },
    ]
}

extension HostCall {
    /// A vector of what goes into a trie, paid for before it is read: as many as it says that it has.
    private func vector<Element: ScaleDecodable>(
        of _: Element.Type, _ packed: UInt64
    ) throws(RuntimeError) -> [Element] {
        let encoded = try bytes(packed)
        if let count = CompactNumber(encoded, at: 0) { try spend(StorageWork.trieEntry * Int(count.number)) }
        return try decoded([Element].self, from: encoded)
    }

    fileprivate func root(ofEntries packed: UInt64, _ version: StateVersion) throws(RuntimeError) -> [UInt8] {
        let entries = try vector(of: TrieEntry.self, packed)
        return StateTrie(of: entries.map { ($0.key, $0.value) }, version: version).root.bytes
    }

    fileprivate func root(ofItems packed: UInt64, _ version: StateVersion) throws(RuntimeError) -> [UInt8] {
        let items = try vector(of: [UInt8].self, packed)
        return StateTrie.orderedRoot(of: items, version: version).bytes
    }
}

private struct TrieEntry: ScaleDecodable {
    let key: [UInt8]
    let value: [UInt8]

    init(from reader: inout ScaleReader) throws(ScaleError) {
        key = try [UInt8](from: &reader)
        value = try [UInt8](from: &reader)
    }
}
