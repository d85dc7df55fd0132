// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// A finished block.
struct Block: Sendable {
    let header: BlockHeader
    let hash: Hash256
    let extrinsics: [Extrinsic]

    /// A block whose hash is known.
    init(header: BlockHeader, hash: Hash256, extrinsics: [Extrinsic]) {
        self.header = header
        self.hash = hash
        self.extrinsics = extrinsics
    }

    init(header: BlockHeader, extrinsics: [Extrinsic]) {
        self.init(header: header, hash: header.hash, extrinsics: extrinsics)
    }

}

/// Blocks of the imitated runtime. Their roots are hash chains, not tries: they bind what they stand for and prove nothing smaller.
extension Block {
    init(parent: BlockHeader?, extrinsics: [Extrinsic], changes: StateChanges) {
        let header = BlockHeader(
            parentHash: parent?.hash ?? .zero, number: parent.map { $0.number.advanced(by: 1) } ?? 0,
            stateRoot: Self.stateRoot(after: parent?.stateRoot, changes),
            extrinsicsRoot: Self.root(of: extrinsics), digest: [])
        self.init(header: header, extrinsics: extrinsics)
    }

    /// The state root after `changes`; nil before the first block.
    private static func stateRoot(after parent: Hash256?, _ changes: StateChanges) -> Hash256 {
        var state = ScaleWriter()
        state.write(bytes: parent?.bytes ?? [])
        for (place, value) in changes.ordered {
            place.key.bytes.encode(to: &state)
            value.encode(to: &state)
        }
        return Hash256(unchecked: Hashing.blake2b256(state.bytes))
    }

    private static func root(of extrinsics: [Extrinsic]) -> Hash256 {
        Hash256(unchecked: Hashing.blake2b256(extrinsics.flatMap(\.bytes)))
    }
}
