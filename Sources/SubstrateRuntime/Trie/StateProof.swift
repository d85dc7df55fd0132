// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// Values that someone else has read, with the nodes of their state's trie that prove it: what `state_getReadProof` answers.
///
/// Whoever knows the state's root, from a header, need not believe the answer: every node is looked for by its hash. Reading a
/// key of which the nodes are not all here throws `invalidProof`; a key that the state does not have is proven to be absent.
///
/// ```swift
/// let trie = StateTrie(of: [(key: [1], value: [2])], version: .v1)
/// let proof = try StateProof(trie.proof(for: [[1]]), root: trie.root)
/// let value = try proof.value(for: [1])  // [2]
/// ```
public struct StateProof: Sendable {
    /// How large a proof may be.
    public struct Limits: Hashable, Sendable {
        /// How many nodes and values.
        public var nodes: Int
        /// How many bytes they have together.
        public var bytes: Int

        /// 100,000 nodes, 64 MiB.
        public init(nodes: Int = 100_000, bytes: Int = 64 << 20) {
            self.nodes = nodes
            self.bytes = bytes
        }
    }

    /// Of the state that was read.
    public let root: Hash256
    private var nodes: [Digest: [UInt8]] = [:]

    /// Takes up nodes in any order; throws `overLimit` for too many, `invalidProof` when none of them has the root for a hash.
    public init(_ nodes: [[UInt8]], root: Hash256, limits: Limits = Limits()) throws(RuntimeError) {
        self.root = root
        guard nodes.count <= limits.nodes else {
            throw RuntimeError(.overLimit, "a proof has at most \(limits.nodes) nodes, not \(nodes.count)")
        }
        var rest = limits.bytes
        for node in nodes {
            guard node.count <= rest else {
                throw RuntimeError(.overLimit, "the nodes of a proof have more than \(limits.bytes) bytes together")
            }
            rest -= node.count
            self.nodes[Digest(hashing: node)] = node
        }
        guard self.nodes[Digest(root)] != nil else {
            throw RuntimeError(.invalidProof, "no node of the proof has the state root \(root) for its hash")
        }
    }

    /// The value under `key`, of the main trie or of the child trie of that name; nil when the state has none.
    public func value(for key: [UInt8], in child: [UInt8]? = nil) throws(RuntimeError) -> [UInt8]? {
        guard let root = try root(of: child), let content = try content(under: key, below: root) else { return nil }
        switch content {
        case .value(let value): return value
        case .hash(let digest): return try node(digest, for: key)
        }
    }

    /// The BLAKE2b-256 of the value under `key`; nil when the state has none. A long value need not be in the proof for that, where the
    /// trie has only its hash: the ways to keys that begin with `key` tell it, too.
    public func valueHash(for key: [UInt8]) throws(RuntimeError) -> Hash256? {
        switch try content(under: key, below: Digest(root)) {
        case .none: nil
        case .value(let value): Digest(hashing: value).hash
        case .hash(let digest): digest.hash
        }
    }

    /// The root of a child trie, or of the main one; nil where there is no such child.
    func root(of child: [UInt8]?) throws(RuntimeError) -> Digest? {
        guard let child else { return Digest(root) }
        guard let childRoot = try value(for: StateTrie.childRootPrefix + child) else { return nil }
        guard childRoot.count == 32 else {
            throw RuntimeError(
                .invalidProof, "the root of the child trie \(child.hex) has \(childRoot.count) bytes, not 32")
        }
        return childRoot.withUnsafeBytes { Digest(copying: $0) }
    }

    private func content(under key: [UInt8], below root: Digest) throws(RuntimeError) -> Content? {
        var bytes = try node(root, for: key)
        guard bytes != [NodeHeader.empty] else { return nil }
        var range = 0..<bytes.count
        var place = 0
        // Each node takes one nibble of the key at least, so that this ends.
        while true {
            let node = try EncodedNode(bytes, in: range)
            guard node.commonNibbles(with: key, from: place) == node.nibbleCount else { return nil }
            place += node.nibbleCount
            guard place < key.nibbleCount else {
                switch node.value {
                case .none: return nil
                case .inline(let range): return .value([UInt8](bytes[range]))
                case .hashed(let range): return .hash(Digest(bytes, range))
                }
            }
            guard let child = try node.child(key.nibble(place)) else { return nil }
            place += 1
            range = child
            if child.count == 32 {
                bytes = try self.node(Digest(bytes, child), for: key)
                range = 0..<bytes.count
            }
        }
    }

    /// What a node has under a key.
    private enum Content {
        case value([UInt8])
        case hash(Digest)
    }

    func node(_ digest: Digest, for key: [UInt8]) throws(RuntimeError) -> [UInt8] {
        guard let node = nodes[digest] else {
            throw RuntimeError(.invalidProof, "the proof lacks \(digest.hash), which the way to \(key.hex) needs")
        }
        return node
    }
}
