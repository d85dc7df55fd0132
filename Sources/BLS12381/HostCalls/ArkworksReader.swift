// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Reads what arkworks writes without compressing it: numbers of a field from their least significant byte on.
struct ArkworksReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func bytes(_ count: Int) throws(BLSError) -> ArraySlice<UInt8> {
        guard count <= rest.count else {
            throw BLSError(.wrongLength, "\(count) bytes are needed, and \(rest.count) are left")
        }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    mutating func word() throws(BLSError) -> UInt64 {
        try bytes(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// How many items of at least `size` bytes follow.
    mutating func count(of size: Int) throws(BLSError) -> Int {
        let count = try word()
        guard count <= UInt64(rest.count / size) else {
            throw BLSError(.wrongLength, "\(count) items are said to follow, in \(rest.count) bytes")
        }
        return Int(count)
    }

    mutating func fp() throws(BLSError) -> Fp {
        guard let number = Fp(bigEndian: try bytes(Fp.byteCount).reversed()) else { throw .notReduced("the field") }
        return number
    }

    mutating func fp2() throws(BLSError) -> Fp2 { Fp2(c0: try fp(), c1: try fp()) }
    mutating func fp6() throws(BLSError) -> Fp6 { Fp6(c0: try fp2(), c1: try fp2(), c2: try fp2()) }
    mutating func fp12() throws(BLSError) -> Fp12 { Fp12(c0: try fp6(), c1: try fp6()) }
}
