// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
public import SubstratePrimitives

/// The part of a chain's metadata that one transaction needs, with the proof that it is a part of what a digest stands for
/// (RFC 78): some kilobytes, by which a signer without a network can read what it signs.
public struct MetadataProof: Hashable, Sendable {
    /// Types and cases of enumerations, encoded as the digest has them.
    let leaves: [[UInt8]]
    /// Where they stand in the tree, counted from its root.
    let places: [UInt32]
    /// What is not told of the tree, in the order in which a walk that goes left first meets it.
    let hashes: [Hash256]
    /// How extrinsics are formed, encoded.
    let extrinsic: [UInt8]
    /// What a signer shows of the chain.
    public let chain: MetadataDigest.Chain

    /// The proof as signers read it.
    public var bytes: [UInt8] {
        var writer = ScaleWriter()
        writer.write(count: leaves.count)
        for leaf in leaves { writer.write(bytes: leaf) }
        places.encode(to: &writer)
        hashes.encode(to: &writer)
        writer.write(bytes: extrinsic)
        chain.encode(to: &writer)
        return writer.bytes
    }

    /// The digest that it proves to be a part of.
    ///
    /// - Throws: `unsupportedMetadata` for places and hashes that make no tree.
    public var digest: Hash256 {
        get throws(ClientError) {
            var tree = PartialTree(
                leaves: Dictionary(zip(places, leaves.map { Hashing.blake3($0) })) { first, _ in first },
                hashes: hashes.map(\.bytes))
            guard places.count == leaves.count, Set(places).count == places.count, let root = tree.root() else {
                throw ClientError(.unsupportedMetadata, "the proof of the metadata contradicts itself")
            }
            return MetadataDigest.digest(root: root, extrinsic: extrinsic, of: chain)
        }
    }
}

extension RuntimeMetadata {
    /// What a signer has to know of this metadata to read a transaction, with the proof for the digest.
    ///
    /// It costs as much as ``digest(for:)``. The types of addresses and signatures are in it whole.
    /// - Throws: `unsupportedMetadata` for metadata of version 14.
    public func proof(
        of transaction: UnsignedExtrinsic, on chain: MetadataDigest.Chain
    ) throws(ClientError) -> MetadataProof {
        guard outer != nil else {
            throw ClientError(
                .unsupportedMetadata, "a proof of metadata is made from version 15, and this is version 14")
        }
        let types = try AccessibleTypes(types, of: extrinsic)
        let payload = transaction.payload
        var accessed = AccessedTypes(types, bytes: payload.count)
        try reading("the transaction") { () throws(ScaleError) in
            try accessed.read(transaction.callData, as: [extrinsic.call])
            try accessed.read(transaction.extra, as: extrinsic.extensions.map(\.extra))
            try accessed.read(transaction.additionalSigned, as: extrinsic.extensions.map(\.additionalSigned))
            try accessed.takeAll(extrinsic.address)
            try accessed.takeAll(extrinsic.signature)
        }
        let leaves = try types.leaves()
        let tree = MerkleTree(leaves: leaves.map { Hashing.blake3($0.bytes) })
        let first = max(leaves.count - 1, 0)
        var wanted: Set<Int> = []
        var above: Set<Int> = []
        for (index, leaf) in leaves.enumerated() where accessed.places.contains(leaf.place) {
            var node = first + index
            wanted.insert(node)
            while node > 0 {
                node = (node - 1) / 2
                above.insert(node)
            }
        }
        var places: [UInt32] = []
        var hashes: [Hash256] = []
        var waiting = [0]
        while let node = waiting.popLast(), !tree.nodes.isEmpty {
            if wanted.contains(node) {
                places.append(UInt32(node))
            } else if above.contains(node) {
                waiting += [2 * node + 2, 2 * node + 1]
            } else {
                hashes.append(Hash256(unchecked: tree.nodes[node]))
            }
        }
        return MetadataProof(
            leaves: places.map { leaves[Int($0) - first].bytes }, places: places, hashes: hashes,
            extrinsic: try types.encoded(extrinsic), chain: chain)
    }
}

/// A tree of which only some leaves are known, and the hashes beside the way to them.
private struct PartialTree {
    private let leaves: [UInt32: [UInt8]]
    private var hashes: ArraySlice<[UInt8]>
    /// The nodes above the leaves.
    private let above: Set<UInt32>

    init(leaves: [UInt32: [UInt8]], hashes: [[UInt8]]) {
        self.leaves = leaves
        self.hashes = hashes[...]
        var above: Set<UInt32> = []
        for leaf in leaves.keys {
            var node = leaf
            while node > 0 {
                node = (node - 1) / 2
                guard above.insert(node).inserted else { break }
            }
        }
        self.above = above
    }

    /// The hash of the root; nil where hashes are missing or left over, or a leaf stands above another.
    mutating func root() -> [UInt8]? {
        guard leaves.keys.allSatisfy({ !above.contains($0) }), let root = hash(0), hashes.isEmpty else { return nil }
        return root
    }

    /// As deep as a node's number has bits: 32 at most.
    private mutating func hash(_ node: UInt32) -> [UInt8]? {
        if let leaf = leaves[node] { return leaf }
        guard above.contains(node) else { return hashes.popFirst() }
        guard node < UInt32.max / 2 - 1, let left = hash(2 * node + 1), let right = hash(2 * node + 2) else {
            return nil
        }
        return Hashing.blake3(left + right)
    }
}
