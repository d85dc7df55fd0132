// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What runtimes have a node compute of this curve (`sp-crypto-ec-utils`), in arkworks' bytes: neither compressed nor checked.
///
/// For public values only. A value of Miller's loop is known up to factors that the final exponentiation takes away, so that
/// only what follows that is the same everywhere.
package enum ArkworksCalls {
    /// The product of Miller's loops over pairs of points.
    package static func multiMillerLoop(_ first: [UInt8], _ second: [UInt8]) throws(BLSError) -> [UInt8] {
        let left = try points(first, of: G1.self)
        let right = try points(second, of: G2.self)
        var product = Fp12.one
        for (p, q) in zip(left, right) where !p.isInfinity && !q.isInfinity { product *= MillerLoop.run(p, q) }
        return product.arkworksBytes
    }

    /// What a product of Miller's loops comes to.
    package static func finalExponentiation(_ value: [UInt8]) throws(BLSError) -> [UInt8] {
        var reader = ArkworksReader(value)
        let product = try reader.fp12()
        // No product of lines is zero, and zero has no inverse.
        guard product != Fp12(c0: .zero, c1: .zero) else {
            throw BLSError(.notOnCurve, "zero is no value of Miller's loop")
        }
        return FinalExponentiation.apply(product).arkworksBytes
    }

    /// A multiple of a point of G1, in Jacobian coordinates.
    package static func multiply(g1 base: [UInt8], by factor: [UInt8]) throws(BLSError) -> [UInt8] {
        try multiple(of: base, by: factor, G1.self)
    }

    /// A multiple of a point of G2, in Jacobian coordinates.
    package static func multiply(g2 base: [UInt8], by factor: [UInt8]) throws(BLSError) -> [UInt8] {
        try multiple(of: base, by: factor, G2.self)
    }

    private static func multiple<Coordinate: ArkworksCoordinate>(
        of base: [UInt8], by factor: [UInt8], _: CurvePoint<Coordinate>.Type
    ) throws(BLSError) -> [UInt8] {
        var reader = ArkworksReader(base)
        let (x, y, z) = (
            try Coordinate.read(from: &reader), try Coordinate.read(from: &reader), try Coordinate.read(from: &reader)
        )
        var words = ArkworksReader(factor)
        var factor: [UInt64] = []
        for _ in 0..<(try words.count(of: 8)) { factor.append(try words.word()) }
        // (X / Z², Y / Z³) is (X Z / Z³, Y / Z³).
        let point = CurvePoint(x: x * z, y: y, z: z.squared * z)
        let result = point.multiplied(by: Exponent(factor))
        guard !result.isInfinity else {
            return Coordinate.one.arkworksBytes + Coordinate.one.arkworksBytes + Coordinate.zero.arkworksBytes
        }
        let affine = result.affine
        return affine.x.arkworksBytes + affine.y.arkworksBytes + Coordinate.one.arkworksBytes
    }

    /// Points in the format of Zcash: x and y from the most significant byte on, flags in the first three bits.
    private static func points<Coordinate: ArkworksCoordinate>(
        _ bytes: [UInt8], of _: CurvePoint<Coordinate>.Type
    ) throws(BLSError) -> [CurvePoint<Coordinate>] {
        var reader = ArkworksReader(bytes)
        let size = 2 * Coordinate.one.arkworksBytes.count
        var points: [CurvePoint<Coordinate>] = []
        for _ in 0..<(try reader.count(of: size)) {
            var bytes = [UInt8](try reader.bytes(size))
            let isInfinity = bytes[0] & 0x40 != 0
            bytes[0] &= 0x1f
            // Turned round, the numbers stand from their least significant byte on, and in the other order.
            var coordinates = ArkworksReader(bytes.reversed())
            let y = try Coordinate.read(from: &coordinates)
            let x = try Coordinate.read(from: &coordinates)
            points.append(isInfinity ? .infinity : CurvePoint(x: x, y: y))
        }
        return points
    }
}

// MARK: - Fields

/// A field in which points have their coordinates, as arkworks reads and writes it.
private protocol ArkworksCoordinate: CurveField {
    static func read(from reader: inout ArkworksReader) throws(BLSError) -> Self
    var arkworksBytes: [UInt8] { get }
}

extension Fp: ArkworksCoordinate {
    static func read(from reader: inout ArkworksReader) throws(BLSError) -> Fp { try reader.fp() }
    var arkworksBytes: [UInt8] { bigEndianBytes.reversed() }
}

extension Fp2: ArkworksCoordinate {
    static func read(from reader: inout ArkworksReader) throws(BLSError) -> Fp2 { try reader.fp2() }
    var arkworksBytes: [UInt8] { c0.arkworksBytes + c1.arkworksBytes }
}

extension Fp12 {
    fileprivate var arkworksBytes: [UInt8] {
        [c0.c0, c0.c1, c0.c2, c1.c0, c1.c1, c1.c2].flatMap(\.arkworksBytes)
    }
}
