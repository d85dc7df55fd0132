// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateClient
import SubstratePrimitives

/// Every block since the first one, packed: an empty block takes some 200 bytes.
///
/// A node forgets states, never blocks: who asks for an old block by its number has to hear its hash.
struct BlockLog: Sendable {
    private static let headLength = 96

    /// Each block's hash, state root and extrinsics root.
    private var heads: [UInt8] = []
    /// The extrinsics of each block, one after the other.
    private var bodies: [UInt8] = []
    private var bodyEnds: [Int] = []
    /// The number of a block, by the first half of its hash.
    private var numbers: [UInt128: UInt32] = [:]

    var count: Int { bodyEnds.count }

    /// Adds the block after the newest.
    mutating func append(_ block: Block) {
        if let number = UInt32(exactly: count) { numbers[Self.half(block.hash.bytes)] = number }
        heads += block.hash.bytes + block.header.stateRoot.bytes + block.header.extrinsicsRoot.bytes
        bodies += block.extrinsics.map(\.bytes).scaleEncoded
        bodyEnds.append(bodies.count)
    }

    subscript(number: BlockNumber) -> Block? {
        guard let place = Int(exactly: number.rawValue), place < count else { return nil }
        let parent = place == 0 ? .zero : hash(place - 1, 0)
        let header = BlockHeader(
            parentHash: parent, number: number, stateRoot: hash(place, 1), extrinsicsRoot: hash(place, 2), digest: [])
        let body = Array(bodies[(place == 0 ? 0 : bodyEnds[place - 1])..<bodyEnds[place]])
        let extrinsics = (try? [[UInt8]](scale: body)) ?? []
        return Block(header: header, hash: hash(place, 0), extrinsics: extrinsics.map(Extrinsic.init))
    }

    subscript(hash: Hash256) -> Block? {
        guard let number = numbers[Self.half(hash.bytes)], self.hash(Int(number), 0) == hash else { return nil }
        return self[BlockNumber(number)]
    }

    private func hash(_ place: Int, _ part: Int) -> Hash256 {
        let start = place * Self.headLength + part * 32
        return Hash256(unchecked: Array(heads[start..<start + 32]))
    }

    private static func half(_ hash: [UInt8]) -> UInt128 { hash.prefix(16).reduce(0) { $0 << 8 | UInt128($1) } }
}
