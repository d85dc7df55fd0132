// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// Every block from some one on, packed: an empty block takes some 200 bytes.
///
/// A node forgets states, never blocks: who asks for an old block by its number has to hear its hash.
struct BlockLog: Sendable {
    private static let headLength = 128

    /// The number of the first one; nil while there is none.
    private var first: BlockNumber?
    /// Each block's hash, parent's hash, state root and extrinsics root.
    private var heads: [UInt8] = []
    /// The digest and the extrinsics of each block, one after the other.
    private var bodies: [UInt8] = []
    private var bodyEnds: [Int] = []
    /// The number of a block, by the first half of its hash.
    private var numbers: [UInt128: BlockNumber] = [:]

    /// Adds the block after the newest.
    mutating func append(_ block: Block) {
        let header = block.header
        first = first ?? header.number
        numbers[Self.half(block.hash.bytes)] = header.number
        for hash in [block.hash, header.parentHash, header.stateRoot, header.extrinsicsRoot] { heads += hash.bytes }
        bodies += header.digest.scaleEncoded + block.extrinsics.map(\.bytes).scaleEncoded
        bodyEnds.append(bodies.count)
    }

    subscript(number: BlockNumber) -> Block? {
        guard let first, number >= first, let place = Int(exactly: number.rawValue - first.rawValue),
            place < bodyEnds.count
        else { return nil }
        var body = ScaleReader(Array(bodies[(place == 0 ? 0 : bodyEnds[place - 1])..<bodyEnds[place]]))
        guard let digest = try? [[UInt8]](from: &body), let extrinsics = try? [[UInt8]](from: &body) else {
            return nil
        }
        let header = BlockHeader(
            parentHash: hash(place, 1), number: number, stateRoot: hash(place, 2), extrinsicsRoot: hash(place, 3),
            digest: digest)
        return Block(header: header, hash: hash(place, 0), extrinsics: extrinsics.map(Extrinsic.init))
    }

    subscript(hash: Hash256) -> Block? {
        guard let number = numbers[Self.half(hash.bytes)], let block = self[number], block.hash == hash else {
            return nil
        }
        return block
    }

    private func hash(_ place: Int, _ part: Int) -> Hash256 {
        let start = place * Self.headLength + part * 32
        return Hash256(unchecked: Array(heads[start..<start + 32]))
    }

    private static func half(_ hash: [UInt8]) -> UInt128 { hash.prefix(16).reduce(0) { $0 << 8 | UInt128($1) } }
}
