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

    /// A block that was made before.
    init(header: BlockHeader, extrinsics: [Extrinsic]) {
        self.header = header
        hash = header.hash
        self.extrinsics = extrinsics
    }

    /// `stateRoot` and `extrinsicsRoot` are hash chains, not tries: they bind what they stand for and prove nothing
    /// smaller.
    init(parent: Block?, extrinsics: [Extrinsic], changes: [StorageKey: [UInt8]?]) {
        var state = ScaleWriter()
        state.write(bytes: parent?.header.stateRoot.bytes ?? [])
        for (key, value) in changes.sorted(by: { $0.key.bytes.lexicographicallyPrecedes($1.key.bytes) }) {
            key.bytes.encode(to: &state)
            value.encode(to: &state)
        }
        let body = extrinsics.flatMap(\.bytes)
        header = BlockHeader(
            parentHash: parent?.hash ?? .zero, number: parent.map { $0.header.number.advanced(by: 1) } ?? 0,
            stateRoot: Hash256(unchecked: Hashing.blake2b256(state.bytes)),
            extrinsicsRoot: Hash256(unchecked: Hashing.blake2b256(body)), digest: [])
        hash = header.hash
        self.extrinsics = extrinsics
    }
}
