// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateRuntime

/// A value of a state that was changed.
public struct StateDifference: Hashable, Sendable {
    public let key: [UInt8]
    /// The name of the child trie that it stands in; nil for the state itself.
    public let child: [UInt8]?
    /// nil where there was none.
    public let before: [UInt8]?
    /// nil where there is none any more.
    public let after: [UInt8]?
}

extension StorageOverlay {
    /// What it has otherwise than an earlier copy of it, in order of the keys. What was written and is the same again is left out.
    public func differences(from earlier: StorageOverlay) throws(RuntimeError) -> [StateDifference] {
        try changes.differences(from: earlier)
    }
}

extension StorageChanges {
    /// What they have otherwise than an earlier moment of the same block, of which they hold everything.
    func differences(from earlier: StorageOverlay) throws(RuntimeError) -> [StateDifference] {
        let then = earlier.changes
        var differences: [StateDifference] = []
        func compare(
            _ now: [[UInt8]: [UInt8]?], _ then: [[UInt8]: [UInt8]?], in child: [UInt8]?
        ) throws(RuntimeError) {
            for (key, after) in now.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
                if let before = then[key], before == after { continue }
                let before = try earlier.value(for: key, in: child)
                if before != after {
                    differences.append(StateDifference(key: key, child: child, before: before, after: after))
                }
            }
        }
        try compare(top, then.top, in: nil)
        for (child, changes) in children.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            try compare(changes, then.children[child] ?? [:], in: child)
        }
        return differences
    }
}
