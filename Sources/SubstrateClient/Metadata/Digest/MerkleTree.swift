// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// A complete binary tree of BLAKE3 hashes, as RFC 78 builds it over the types.
struct MerkleTree {
    /// The root first; the children of node `i` are nodes `2i + 1` and `2i + 2`, and the leaves come last.
    let nodes: [[UInt8]]

    /// The tree above these hashes, in their order.
    init(leaves: [[UInt8]]) {
        let inner = max(leaves.count - 1, 0)
        var nodes = [[UInt8]](repeating: [], count: inner) + leaves
        for index in (0..<inner).reversed() {
            nodes[index] = Hashing.blake3(nodes[2 * index + 1] + nodes[2 * index + 2])
        }
        self.nodes = nodes
    }

    /// 32 bytes; zeros for a tree without leaves.
    var root: [UInt8] { nodes.first ?? [UInt8](repeating: 0, count: 32) }
}
