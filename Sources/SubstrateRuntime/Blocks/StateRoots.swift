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
        if let known = known(changes, version) { return known }
        let next = trie.applying(changes, version: version)
        keep(next, after: changes, version)
        return next
    }

    /// As ``applying(_:version:)``, with what has to be hashed again paid for; what was computed before costs nothing.
    private func applying(
        _ changes: StorageChanges, version: StateVersion, charge: StorageWork.Charge
    ) throws(RuntimeError) -> StateTrie {
        if let known = known(changes, version) { return known }
        let next = try trie.applying(changes, version: version, charge: charge)
        keep(next, after: changes, version)
        return next
    }

    private func known(_ changes: StorageChanges, _ version: StateVersion) -> StateTrie? {
        guard let last = last.withLock({ $0 }), last.version == version, last.changes == changes else { return nil }
        return last.trie
    }

    private func keep(_ trie: StateTrie, after changes: StorageChanges, _ version: StateVersion) {
        last.withLock { $0 = Computed(changes: changes, version: version, trie: trie) }
    }

    /// An environment whose roots are computed here.
    public var environment: CallEnvironment {
        CallEnvironment(root: { changes, version, child, charge throws(RuntimeError) in
            try self.applying(changes, version: version, charge: charge).root(of: child)
        })
    }
}
