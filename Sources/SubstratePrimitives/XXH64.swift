// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// XXH64 (xxHash specification 0.1.1), plain and readable: storage-key hashing. Not for secrets.
enum XXH64 {
    static func hash(_ message: [UInt8], seed: UInt64) -> UInt64 {
        message.withUnsafeBytes { hash($0, seed: seed) }
    }

    static func hash(_ message: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
        var position = 0
        var hash: UInt64
        if message.count >= 32 {
            var (a, b, c, d) = (seed &+ prime1 &+ prime2, seed &+ prime2, seed, seed &- prime1)
            while message.count - position >= 32 {
                a = round(a, word(message, position))
                b = round(b, word(message, position + 8))
                c = round(c, word(message, position + 16))
                d = round(d, word(message, position + 24))
                position += 32
            }
            hash = a.rotatedLeft(1) &+ b.rotatedLeft(7) &+ c.rotatedLeft(12) &+ d.rotatedLeft(18)
            hash = merge(merge(merge(merge(hash, a), b), c), d)
        } else {
            hash = seed &+ prime5
        }
        hash &+= UInt64(message.count)

        while message.count - position >= 8 {
            hash = (hash ^ round(0, word(message, position))).rotatedLeft(27) &* prime1 &+ prime4
            position += 8
        }
        if message.count - position >= 4 {
            let half = UInt32(littleEndian: message.loadUnaligned(fromByteOffset: position, as: UInt32.self))
            hash = (hash ^ UInt64(half) &* prime1).rotatedLeft(23) &* prime2 &+ prime3
            position += 4
        }
        for byte in message[position...] { hash = (hash ^ UInt64(byte) &* prime5).rotatedLeft(11) &* prime1 }

        hash = (hash ^ hash >> 33) &* prime2
        hash = (hash ^ hash >> 29) &* prime3
        return hash ^ hash >> 32
    }

    private static func merge(_ hash: UInt64, _ lane: UInt64) -> UInt64 {
        (hash ^ round(0, lane)) &* prime1 &+ prime4
    }

    private static func round(_ lane: UInt64, _ input: UInt64) -> UInt64 {
        (lane &+ input &* prime2).rotatedLeft(31) &* prime1
    }

    private static func word(_ bytes: UnsafeRawBufferPointer, _ position: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
    }

    private static let prime1: UInt64 = 0x9e37_79b1_85eb_ca87
    private static let prime2: UInt64 = 0xc2b2_ae3d_27d4_eb4f
    private static let prime3: UInt64 = 0x1656_67b1_9e37_79f9
    private static let prime4: UInt64 = 0x85eb_ca77_c2b2_ae63
    private static let prime5: UInt64 = 0x27d4_eb2f_1656_67c5
}

extension UInt64 {
    fileprivate func rotatedLeft(_ count: UInt64) -> UInt64 { self << count | self >> (64 - count) }
}
