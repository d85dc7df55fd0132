// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The Keccak-f[1600] permutation (FIPS 202, section 3) on 25 lanes.
///
/// It serves Keccak-256, SHA3-256, Merlin transcripts and the reference by which the fast kernels are judged. The state
/// lies in the value itself: no step allocates.
public struct KeccakState: Sendable {
    private typealias Row = (UInt64, UInt64, UInt64, UInt64, UInt64)

    /// Row y holds the lanes (0, y) to (4, y).
    private var rows: (Row, Row, Row, Row, Row) = (
        (0, 0, 0, 0, 0), (0, 0, 0, 0, 0), (0, 0, 0, 0, 0), (0, 0, 0, 0, 0), (0, 0, 0, 0, 0)
    )

    private static let laneCount = 25

    public init() {}

    /// Lane (x, y) at index x + 5y; byte i of the state is byte i % 8 of lane i / 8, least significant first.
    public var lanes: [UInt64] {
        get {
            withUnsafeBytes(of: rows) { bytes in (0..<Self.laneCount).map { Self.load(bytes, lane: $0) } }
        }
        set {
            precondition(newValue.count == Self.laneCount, "a Keccak state has 25 lanes")
            Swift.withUnsafeMutableBytes(of: &rows) { bytes in
                for (index, lane) in newValue.enumerated() { Self.store(lane, in: bytes, lane: index) }
            }
        }
    }

    /// Exclusive-ors one byte into the state.
    public mutating func absorb(_ byte: UInt8, at position: Int) {
        Swift.withUnsafeMutableBytes(of: &rows) { $0[Self.offset(position)] ^= byte }
    }

    /// Exclusive-ors bytes into the state, the first at `position`.
    package mutating func absorb(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) {
        Swift.withUnsafeMutableBytes(of: &rows) { state in
            for (index, byte) in bytes.enumerated() { state[Self.offset(position + index)] ^= byte }
        }
    }

    /// Reads one byte of the state.
    public func byte(at position: Int) -> UInt8 {
        withUnsafeBytes(of: rows) { $0[Self.offset(position)] }
    }

    /// Overwrites one byte of the state.
    public mutating func setByte(_ byte: UInt8, at position: Int) {
        Swift.withUnsafeMutableBytes(of: &rows) { $0[Self.offset(position)] = byte }
    }

    /// Lends the state's memory, for wiping.
    package mutating func withUnsafeMutableBytes<Result>(_ body: (UnsafeMutableRawBufferPointer) -> Result) -> Result {
        Swift.withUnsafeMutableBytes(of: &rows, body)
    }

    /// Applies the 24 rounds.
    public mutating func permute() {
        var (a, b, c, d, e) = rows
        for constant in Self.roundConstants {
            // θ: every lane takes the parity of two neighbouring columns.
            let p0 = a.0 ^ b.0 ^ c.0 ^ d.0 ^ e.0
            let p1 = a.1 ^ b.1 ^ c.1 ^ d.1 ^ e.1
            let p2 = a.2 ^ b.2 ^ c.2 ^ d.2 ^ e.2
            let p3 = a.3 ^ b.3 ^ c.3 ^ d.3 ^ e.3
            let p4 = a.4 ^ b.4 ^ c.4 ^ d.4 ^ e.4
            let m0 = p4 ^ p1.rotatedLeft(1)
            let m1 = p0 ^ p2.rotatedLeft(1)
            let m2 = p1 ^ p3.rotatedLeft(1)
            let m3 = p2 ^ p4.rotatedLeft(1)
            let m4 = p3 ^ p0.rotatedLeft(1)
            // ρ and π: lanes turn (FIPS 202, table 2) and change places.
            let r0 = (
                a.0 ^ m0, (b.1 ^ m1).rotatedLeft(44), (c.2 ^ m2).rotatedLeft(43), (d.3 ^ m3).rotatedLeft(21),
                (e.4 ^ m4).rotatedLeft(14)
            )
            let r1 = (
                (a.3 ^ m3).rotatedLeft(28), (b.4 ^ m4).rotatedLeft(20), (c.0 ^ m0).rotatedLeft(3),
                (d.1 ^ m1).rotatedLeft(45), (e.2 ^ m2).rotatedLeft(61)
            )
            let r2 = (
                (a.1 ^ m1).rotatedLeft(1), (b.2 ^ m2).rotatedLeft(6), (c.3 ^ m3).rotatedLeft(25),
                (d.4 ^ m4).rotatedLeft(8), (e.0 ^ m0).rotatedLeft(18)
            )
            let r3 = (
                (a.4 ^ m4).rotatedLeft(27), (b.0 ^ m0).rotatedLeft(36), (c.1 ^ m1).rotatedLeft(10),
                (d.2 ^ m2).rotatedLeft(15), (e.3 ^ m3).rotatedLeft(56)
            )
            let r4 = (
                (a.2 ^ m2).rotatedLeft(62), (b.3 ^ m3).rotatedLeft(55), (c.4 ^ m4).rotatedLeft(39),
                (d.0 ^ m0).rotatedLeft(41), (e.1 ^ m1).rotatedLeft(2)
            )
            a = Self.chi(r0)
            b = Self.chi(r1)
            c = Self.chi(r2)
            d = Self.chi(r3)
            e = Self.chi(r4)
            // ι
            a.0 ^= constant
        }
        rows = (a, b, c, d, e)
    }

    /// χ: the only step that is not linear.
    @inline(__always)
    private static func chi(_ row: Row) -> Row {
        (
            row.0 ^ (~row.1 & row.2), row.1 ^ (~row.2 & row.3), row.2 ^ (~row.3 & row.4), row.3 ^ (~row.4 & row.0),
            row.4 ^ (~row.0 & row.1)
        )
    }

    /// Where a byte of the state lies in memory.
    @inline(__always)
    private static func offset(_ position: Int) -> Int {
        #if _endian(little)
            position
        #else
            position ^ 7
        #endif
    }

    private static func load(_ bytes: UnsafeRawBufferPointer, lane: Int) -> UInt64 {
        bytes.load(fromByteOffset: 8 * lane, as: UInt64.self)
    }

    private static func store(_ value: UInt64, in bytes: UnsafeMutableRawBufferPointer, lane: Int) {
        bytes.storeBytes(of: value, toByteOffset: 8 * lane, as: UInt64.self)
    }

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
    @inline(__always)
    fileprivate func rotatedLeft(_ count: UInt64) -> UInt64 { self &<< count | self &>> (64 &- count) }
}
