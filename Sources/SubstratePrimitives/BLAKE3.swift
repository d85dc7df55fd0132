// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// BLAKE3 (the paper of 2020) with a digest of 32 bytes and no key, plain and readable.
///
/// Digests of metadata are made of it (RFC 78), and no library that this package needs anyway has it.
enum BLAKE3 {
    static func digest(_ message: [UInt8]) -> [UInt8] {
        // The chaining values of whole subtrees, the largest first.
        var subtrees: [[UInt32]] = []
        var start = 0
        var chunk: UInt64 = 0
        while message.count - start > chunkLength {
            var value = self.chunk(message, start..<start + chunkLength, number: chunk).chainingValue
            start += chunkLength
            chunk += 1
            // A chunk completes as many subtrees as the number of chunks has factors of two.
            for _ in 0..<chunk.trailingZeroBitCount {
                guard let left = subtrees.popLast() else { break }
                value = parent(left, value).chainingValue
            }
            subtrees.append(value)
        }
        // The last chunk completes every subtree, and the one that completes the tree is its root.
        var node = self.chunk(message, start..<message.count, number: chunk)
        while let left = subtrees.popLast() { node = parent(left, node.chainingValue) }
        node.flags |= Flag.root
        return node.chainingValue.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
    }

    /// Section 2.4: a chunk is compressed block by block. Returns its last block, which may be the root.
    private static func chunk(_ message: [UInt8], _ range: Range<Int>, number: UInt64) -> Node {
        var node = Node(input: initial, block: [], length: 0, counter: number, flags: Flag.chunkStart)
        var start = range.lowerBound
        while true {
            let end = min(start + blockLength, range.upperBound)
            node.block = words(message, start..<end)
            node.length = UInt32(end - start)
            guard end < range.upperBound else { break }
            node.input = node.chainingValue
            node.flags = 0
            start = end
        }
        node.flags |= Flag.chunkEnd
        return node
    }

    /// Section 2.5: two chaining values are the block of the node above them.
    private static func parent(_ left: [UInt32], _ right: [UInt32]) -> Node {
        Node(input: initial, block: left + right, length: UInt32(blockLength), counter: 0, flags: Flag.parent)
    }

    /// At most 64 bytes as sixteen words, least significant byte first, with zeros behind.
    private static func words(_ message: [UInt8], _ range: Range<Int>) -> [UInt32] {
        var words = [UInt32](repeating: 0, count: 16)
        for index in range {
            let place = index - range.lowerBound
            words[place / 4] |= UInt32(message[index]) << UInt32(8 * (place % 4))
        }
        return words
    }

    private static let chunkLength = 1024
    private static let blockLength = 64

    /// Table 3.
    private enum Flag {
        static let chunkStart: UInt32 = 1 << 0
        static let chunkEnd: UInt32 = 1 << 1
        static let parent: UInt32 = 1 << 2
        static let root: UInt32 = 1 << 3
    }

    /// A compression that waits: whether it is the root's shows only when nothing follows it.
    private struct Node {
        var input: [UInt32]
        var block: [UInt32]
        var length: UInt32
        let counter: UInt64
        var flags: UInt32

        /// Section 2.2, cut to eight words.
        var chainingValue: [UInt32] {
            var v = input
            v.reserveCapacity(16)
            v += BLAKE3.initial[..<4]
            v += [UInt32(truncatingIfNeeded: counter), UInt32(truncatingIfNeeded: counter >> 32), length, flags]
            for s in BLAKE3.schedule {
                v.mix(0, 4, 8, 12, block[s[0]], block[s[1]])
                v.mix(1, 5, 9, 13, block[s[2]], block[s[3]])
                v.mix(2, 6, 10, 14, block[s[4]], block[s[5]])
                v.mix(3, 7, 11, 15, block[s[6]], block[s[7]])
                v.mix(0, 5, 10, 15, block[s[8]], block[s[9]])
                v.mix(1, 6, 11, 12, block[s[10]], block[s[11]])
                v.mix(2, 7, 8, 13, block[s[12]], block[s[13]])
                v.mix(3, 4, 9, 14, block[s[14]], block[s[15]])
            }
            return (0..<8).map { v[$0] ^ v[$0 + 8] }
        }
    }

    /// The same as SHA-256's (table 1).
    private static let initial: [UInt32] = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]

    /// Which message words each of the seven rounds takes: the permutation of table 2, applied again and again.
    private static let schedule: [[Int]] = {
        let permutation = [2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8]
        var rounds = [Array(0..<16)]
        while rounds.count < 7 { rounds.append(permutation.map { rounds[rounds.count - 1][$0] }) }
        return rounds
    }()
}

extension [UInt32] {
    /// BLAKE3's quarter round.
    fileprivate mutating func mix(_ a: Int, _ b: Int, _ c: Int, _ d: Int, _ x: UInt32, _ y: UInt32) {
        self[a] = self[a] &+ self[b] &+ x
        self[d] = (self[d] ^ self[a]).rotatedRight(16)
        self[c] = self[c] &+ self[d]
        self[b] = (self[b] ^ self[c]).rotatedRight(12)
        self[a] = self[a] &+ self[b] &+ y
        self[d] = (self[d] ^ self[a]).rotatedRight(8)
        self[c] = self[c] &+ self[d]
        self[b] = (self[b] ^ self[c]).rotatedRight(7)
    }
}

extension UInt32 {
    fileprivate func rotatedRight(_ count: UInt32) -> UInt32 { self >> count | self << (32 - count) }
}
