// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives

/// The state after a block, as a value: whatever comes after, it stays as it is.
struct BlockState: Sendable {
    let store: VersionedStore
    let header: BlockHeader
    /// The block's hash.
    let hash: Hash256

    init(_ store: VersionedStore, after block: Block) {
        self.store = store
        header = block.header
        hash = block.hash
    }

    var block: BlockNumber { header.number }

    /// The names of the tries beside the state itself.
    var children: [[UInt8]] { store.childNames }

    /// What is under a key, in the state itself or in a trie beside it.
    func value(_ key: StorageKey, in child: [UInt8]? = nil) -> [UInt8]? { store.value(key, in: child, at: block) }

    /// The next key that holds something.
    func key(after key: [UInt8], in child: [UInt8]? = nil) -> StorageKey? {
        store.key(after: key, in: child, at: block)
    }

    /// The keys that begin with `prefix`, stand behind `start` and hold something, in order.
    func keys(
        withPrefix prefix: [UInt8], after start: [UInt8]? = nil, limit: Int = .max, in child: [UInt8]? = nil
    ) -> [StorageKey] {
        store.keys(withPrefix: prefix, after: start, limit: limit, in: child, at: block)
    }
}
