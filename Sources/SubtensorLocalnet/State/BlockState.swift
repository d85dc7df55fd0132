// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import SubstrateRuntime

/// The state after a block, as a value: whatever comes after, it stays as it is.
///
/// Where the chain goes on from another network's state, it is what the chain has changed, over a view of that state. A view says of
/// what is not known that it is not there, and notes it: see ``Localnet/settled(_:then:)``.
struct BlockState: Sendable {
    let store: VersionedStore
    private let below: SpeculativeState?
    let header: BlockHeader
    /// The block's hash.
    let hash: Hash256

    init(_ store: VersionedStore, over below: SpeculativeState? = nil, after block: Block) {
        self.store = store
        self.below = below
        header = block.header
        hash = block.hash
    }

    var block: BlockNumber { header.number }

    /// The names of the tries beside the state itself.
    var children: [[UInt8]] { store.childNames }

    /// What is under a key, in the state itself or in a trie beside it.
    func value(_ key: StorageKey, in child: [UInt8]? = nil) -> [UInt8]? { value(key, in: child, at: block) }

    /// What was under a key after an earlier block whose state is there too.
    func value(_ key: StorageKey, in child: [UInt8]? = nil, at earlier: BlockNumber) -> [UInt8]? {
        // Where a view ends its run it has noted why.
        try? readValue(key, in: child, at: earlier)
    }

    /// The keys that begin with `prefix`, stand behind `start` and hold something, in order.
    func keys(
        withPrefix prefix: [UInt8], after start: [UInt8]? = nil, limit: Int = .max, in child: [UInt8]? = nil
    ) -> [StorageKey] {
        guard below != nil else {
            return store.keys(withPrefix: prefix, after: start, limit: limit, in: child, at: block)
        }
        var found: [StorageKey] = []
        var last = prefix
        if let start, !start.lexicographicallyPrecedes(prefix) {
            last = start
        } else if limit > 0, value(StorageKey(bytes: prefix), in: child) != nil {
            found.append(StorageKey(bytes: prefix))
        }
        while found.count < limit, let next = try? key(after: last, in: child), next.starts(with: prefix) {
            found.append(StorageKey(bytes: next))
            last = next
        }
        return found
    }

    private func readValue(
        _ key: StorageKey, in child: [UInt8]?, at block: BlockNumber
    ) throws(RuntimeError) -> [UInt8]? {
        if let change = store.change(key, in: child, at: block) { return change }
        return try below?.value(for: key.bytes, in: child)
    }
}

extension BlockState: StateSource {
    func value(for key: [UInt8], in child: [UInt8]?) throws(RuntimeError) -> [UInt8]? {
        try readValue(StorageKey(bytes: key), in: child, at: block)
    }

    func key(after key: [UInt8], in child: [UInt8]?) throws(RuntimeError) -> [UInt8]? {
        try self.key(after: key, in: child) { _ in }
    }

    func key(after key: [UInt8], in child: [UInt8]?, charge: StorageWork.Charge) throws(RuntimeError) -> [UInt8]? {
        let own = try store.key(after: key, in: child, at: block) { passed throws(RuntimeError) in
            try charge(StorageWork.passing(passed.bytes))
        }?.bytes
        guard let below else { return own }
        var place = key
        while let next = try below.key(after: place, in: child) {
            if let own, !next.lexicographicallyPrecedes(own) { return own }
            guard store.change(StorageKey(bytes: next), in: child, at: block) == .some(nil) else { return next }
            try charge(StorageWork.passing(next))
            place = next
        }
        return own
    }
}
