// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import Synchronization

/// Computes the roots for which a block asks, over the trie of its parent's state, and keeps the last trie: the one that the
/// block ends with is mostly the one whose root its header has.
public final class StateRoots: Sendable {
    private let trie: StateTrie
    private let last = Mutex<Computed?>(nil)

    private struct Computed: Sendable {
        let changes: StorageChanges
        let version: StateVersion
        let trie: StateTrie
    }

    public init(of trie: StateTrie) { self.trie = trie }

    /// The trie once `changes` are made.
    public func applying(_ changes: StorageChanges, version: StateVersion) -> StateTrie {
        if let last = last.withLock({ $0 }), last.version == version, last.changes == changes { return last.trie }
        let next = trie.applying(changes, version: version)
        last.withLock { $0 = Computed(changes: changes, version: version, trie: next) }
        return next
    }

    /// An environment whose roots are computed here.
    public var environment: CallEnvironment {
        CallEnvironment(root: { changes, version, child throws(RuntimeError) in
            self.applying(changes, version: version).root(of: child)
        })
    }
}
