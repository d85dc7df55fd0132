// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension StateTrie {
    /// What proves the values of these keys, or that there are none, to whoever knows the root: the nodes on the ways to them, in
    /// the order of their bytes, as `state_getReadProof` gives them. `StateProof` reads it.
    public func proof(for keys: [[UInt8]]) -> [[UInt8]] {
        var collector = ProofCollector()
        for key in keys { collector.add(key, of: node(of: nil)) }
        return collector.proof
    }

    /// What proves values of a child trie, its root in the main trie included: `state_getChildReadProof`.
    public func proof(for keys: [[UInt8]], in child: [UInt8]) -> [[UInt8]] {
        var collector = ProofCollector()
        collector.add(Self.childRootPrefix + child, of: node(of: nil))
        if let root = node(of: child) {
            for key in keys { collector.add(key, of: root) }
        }
        return collector.proof
    }
}

/// Nodes and values that were passed, each one once.
private struct ProofCollector {
    private var passed: Set<ObjectIdentifier> = []
    private var found: Set<ByteKey> = []

    var proof: [[UInt8]] { found.map(\.bytes).sorted { $0.compared(to: $1) < 0 } }

    mutating func add(_ key: [UInt8], of root: TrieNode?) {
        guard let root else {
            found.insert(ByteKey(bytes: [NodeHeader.empty]))
            return
        }
        root.makeReferences()
        root.walk(to: key) { node in
            // What is smaller than a hash stands in its parent.
            let isStored = node === root || node.withReference { $0.count } == 32
            if isStored, passed.insert(ObjectIdentifier(node)).inserted {
                var bytes: [UInt8] = []
                node.encode(to: &bytes)
                found.insert(ByteKey(bytes: bytes))
            }
        }
        if case .hashed(let value) = root.value(for: key) { found.insert(ByteKey(bytes: value.bytes)) }
    }
}
