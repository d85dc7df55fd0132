// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension StateProof {
    /// The keys that begin with `prefix` and come strictly after `start`, in byte order: the first `count` of them, or all where there are
    /// fewer.
    ///
    /// They are without a gap: where a node is not here that may lead to a key among them, this throws `invalidProof`. The ways to the keys
    /// themselves and to `start` (or `prefix`) are what it takes, and their values need not be here.
    public func keys(
        under prefix: [UInt8], after start: [UInt8], atMost count: Int, in child: [UInt8]? = nil
    ) throws(RuntimeError) -> [[UInt8]] {
        guard count > 0, let root = try root(of: child) else { return [] }
        let bounds = Bounds(prefix: prefix.nibbles, start: start.nibbles)
        var keys: [[UInt8]] = []
        // The next one last: nodes come in the order of their keys.
        var open = [Place(node: .digest(root), path: [])]
        while let place = open.popLast() {
            let (bytes, range) = try bytes(of: place.node, for: start)
            guard bytes != [NodeHeader.empty] else { continue }
            let node = try EncodedNode(bytes, in: range)
            let path = place.path + node.way
            guard path.count <= Self.longestPath else {
                throw RuntimeError(.overLimit, "the proof has a key of more than \(Self.longestPath / 2) bytes")
            }
            guard bounds.mayLieBelow(path) else { continue }
            if node.value.isThere, bounds.hold(path) {
                guard let key = [UInt8](nibbles: path) else {
                    throw RuntimeError(.invalidProof, "a key of the proof ends within a byte")
                }
                keys.append(key)
                if keys.count == count { break }
            }
            for nibble in (UInt8(0)..<16).reversed() {
                guard let range = try node.child(Int(nibble)), bounds.mayLieBelow(path + [nibble]) else { continue }
                let child: Place.Node = range.count == 32 ? .digest(Digest(bytes, range)) : .inline(bytes, range)
                open.append(Place(node: child, path: path + [nibble]))
            }
        }
        return keys
    }

    /// Longer than a key of any chain, in nibbles.
    private static let longestPath = 2048

    private func bytes(of node: Place.Node, for key: [UInt8]) throws(RuntimeError) -> ([UInt8], Range<Int>) {
        switch node {
        case .inline(let bytes, let range): return (bytes, range)
        case .digest(let digest):
            let bytes = try self.node(digest, for: key)
            return (bytes, 0..<bytes.count)
        }
    }

    /// A node that is still to be looked at, and the nibbles that lead to it.
    private struct Place {
        enum Node {
            case digest(Digest)
            case inline([UInt8], Range<Int>)
        }

        let node: Node
        let path: [UInt8]
    }

    /// Which keys are meant, in nibbles.
    private struct Bounds {
        let prefix: [UInt8]
        let start: [UInt8]

        /// Whether a key that is meant may begin with `path`, or be it.
        func mayLieBelow(_ path: [UInt8]) -> Bool {
            (path.starts(with: prefix) || prefix.starts(with: path))
                && (start.starts(with: path) || start.lexicographicallyPrecedes(path))
        }

        /// Whether this key is meant.
        func hold(_ key: [UInt8]) -> Bool { key.starts(with: prefix) && start.lexicographicallyPrecedes(key) }
    }
}

extension EncodedNode.Value {
    fileprivate var isThere: Bool {
        if case .none = self { false } else { true }
    }
}

extension [UInt8] {
    fileprivate var nibbles: [UInt8] { flatMap { [$0 >> 4, $0 & 15] } }

    /// The bytes of these nibbles; nil for an odd number of them.
    fileprivate init?(nibbles: [UInt8]) {
        guard nibbles.count.isMultiple(of: 2) else { return nil }
        self = stride(from: 0, to: nibbles.count, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
    }
}
