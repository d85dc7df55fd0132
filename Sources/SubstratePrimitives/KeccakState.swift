/// The Keccak-f[1600] permutation (FIPS 202, section 3) on 25 lanes, plain and readable.
///
/// It serves Keccak-256, Merlin transcripts and the reference by which the fast kernels are judged.
public struct KeccakState: Sendable {
    /// Lane (x, y) at index x + 5y; byte i of the state is byte i % 8 of lane i / 8, least significant first.
    public var lanes = [UInt64](repeating: 0, count: 25)

    public init() {}

    /// Exclusive-ors one byte into the state.
    public mutating func absorb(_ byte: UInt8, at position: Int) {
        lanes[position / 8] ^= UInt64(byte) << UInt64(8 * (position % 8))
    }

    /// Reads one byte of the state.
    public func byte(at position: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: lanes[position / 8] >> UInt64(8 * (position % 8)))
    }

    /// Overwrites one byte of the state.
    public mutating func setByte(_ byte: UInt8, at position: Int) {
        absorb(self.byte(at: position) ^ byte, at: position)
    }

    /// Applies the 24 rounds.
    public mutating func permute() {
        for constant in Self.roundConstants {
            // θ: every lane takes the parity of two neighbouring columns.
            var parity = [UInt64](repeating: 0, count: 5)
            for x in 0..<5 { parity[x] = lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20] }
            for x in 0..<5 {
                let mix = parity[(x + 4) % 5] ^ parity[(x + 1) % 5].rotatedLeft(by: 1)
                for y in 0..<5 { lanes[x + 5 * y] ^= mix }
            }
            // ρ and π: lanes turn and change places.
            var moved = [UInt64](repeating: 0, count: 25)
            for x in 0..<5 {
                for y in 0..<5 {
                    moved[y + 5 * ((2 * x + 3 * y) % 5)] = lanes[x + 5 * y].rotatedLeft(by: Self.rotations[x + 5 * y])
                }
            }
            // χ: the only step that is not linear.
            for y in 0..<5 {
                for x in 0..<5 {
                    lanes[x + 5 * y] = moved[x + 5 * y] ^ (~moved[(x + 1) % 5 + 5 * y] & moved[(x + 2) % 5 + 5 * y])
                }
            }
            // ι
            lanes[0] ^= constant
        }
    }

    /// Rotation of lane (x, y) at index x + 5y: FIPS 202, table 2.
    private static let rotations: [UInt64] = [
        0, 1, 62, 28, 27,
        36, 44, 6, 55, 20,
        3, 10, 43, 25, 39,
        41, 45, 15, 21, 8,
        18, 2, 61, 56, 14,
    ]

    /// FIPS 202, section 3.2.5.
    private static let roundConstants: [UInt64] = [
        0x0000_0000_0000_0001, 0x0000_0000_0000_8082, 0x8000_0000_0000_808a, 0x8000_0000_8000_8000,
        0x0000_0000_0000_808b, 0x0000_0000_8000_0001, 0x8000_0000_8000_8081, 0x8000_0000_0000_8009,
        0x0000_0000_0000_008a, 0x0000_0000_0000_0088, 0x0000_0000_8000_8009, 0x0000_0000_8000_000a,
        0x0000_0000_8000_808b, 0x8000_0000_0000_008b, 0x8000_0000_0000_8089, 0x8000_0000_0000_8003,
        0x8000_0000_0000_8002, 0x8000_0000_0000_0080, 0x0000_0000_0000_800a, 0x8000_0000_8000_000a,
        0x8000_0000_8000_8081, 0x8000_0000_0000_8080, 0x0000_0000_8000_0001, 0x8000_0000_8000_8008,
    ]
}

extension UInt64 {
    fileprivate func rotatedLeft(by count: UInt64) -> UInt64 {
        count == 0 ? self : self << count | self >> (64 - count)
    }
}
