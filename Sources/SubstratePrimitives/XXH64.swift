// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// XXH64 (xxHash specification 0.1.1), plain and readable: storage-key hashing. Not for secrets.
enum XXH64 {
    static func hash(_ message: [UInt8], seed: UInt64) -> UInt64 {
        let stripes = message.count / 32
        var hash: UInt64
        if stripes > 0 {
            var lanes = [seed &+ prime1 &+ prime2, seed &+ prime2, seed, seed &- prime1]
            for start in stride(from: 0, to: 32 * stripes, by: 8) {
                let lane = start / 8 % 4
                lanes[lane] = round(lanes[lane], word(message[start..<start + 8]))
            }
            hash = zip(lanes, [1, 7, 12, 18]).reduce(0) { $0 &+ $1.0.rotatedLeft($1.1) }
            for lane in lanes { hash = (hash ^ round(0, lane)) &* prime1 &+ prime4 }
        } else {
            hash = seed &+ prime5
        }
        hash &+= UInt64(message.count)

        var rest = message[(32 * stripes)...]
        while rest.count >= 8 {
            hash = (hash ^ round(0, word(rest.prefix(8)))).rotatedLeft(27) &* prime1 &+ prime4
            rest = rest.dropFirst(8)
        }
        if rest.count >= 4 {
            hash = (hash ^ word(rest.prefix(4)) &* prime1).rotatedLeft(23) &* prime2 &+ prime3
            rest = rest.dropFirst(4)
        }
        for byte in rest { hash = (hash ^ UInt64(byte) &* prime5).rotatedLeft(11) &* prime1 }

        hash = (hash ^ hash >> 33) &* prime2
        hash = (hash ^ hash >> 29) &* prime3
        return hash ^ hash >> 32
    }

    private static func round(_ lane: UInt64, _ input: UInt64) -> UInt64 {
        (lane &+ input &* prime2).rotatedLeft(31) &* prime1
    }

    /// At most eight bytes as a number, least significant first.
    private static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
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
