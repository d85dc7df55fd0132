// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A field over which one of the two curves y² = x³ + b stands.
package protocol CurveField: Field {
    /// The product with 3 b.
    var timesTripledB: Self { get }
}

extension Fp: CurveField {
    /// y² = x³ + 4.
    package var timesTripledB: Fp { tripled.doubled.doubled }
}

extension Fp2: CurveField {
    /// y² = x³ + 4 (1 + u).
    package var timesTripledB: Fp2 { tripled.doubled.doubled.timesNonresidue }
}

/// A point in projective coordinates, (X / Z, Y / Z); Z is 0 for the point at infinity.
///
/// Added and doubled by complete formulas, without a case that would be an exception: what is computed does not depend on the points.
package struct CurvePoint<Coordinate: CurveField>: Sendable {
    var x: Coordinate
    var y: Coordinate
    var z: Coordinate

    package static var infinity: Self { Self(x: .zero, y: .one, z: .zero) }

    package var isInfinity: Bool { z.isZero }

    init(x: Coordinate, y: Coordinate, z: Coordinate) {
        self.x = x
        self.y = y
        self.z = z
    }

    init(x: Coordinate, y: Coordinate) { self.init(x: x, y: y, z: .one) }

    /// x and y; two zeros, which are no point of either curve, for the point at infinity.
    var affine: (x: Coordinate, y: Coordinate) {
        let scale = z.inverse
        return (x * scale, y * scale)
    }

    /// Renes, Costello and Batina, "Complete addition formulas for prime order elliptic curves", algorithm 7.
    static func + (lhs: Self, rhs: Self) -> Self {
        let xx = lhs.x * rhs.x
        let yy = lhs.y * rhs.y
        let zz = lhs.z * rhs.z
        let xy = (lhs.x + lhs.y) * (rhs.x + rhs.y) - xx - yy
        let yz = (lhs.y + lhs.z) * (rhs.y + rhs.z) - yy - zz
        let xz = (lhs.x + lhs.z) * (rhs.x + rhs.z) - xx - zz
        let bzz = zz.timesTripledB
        let bxz = xz.timesTripledB
        let (sum, difference) = (yy + bzz, yy - bzz)
        return Self(
            x: xy * difference - yz * bxz, y: bxz * xx.tripled + difference * sum, z: sum * yz + xx.tripled * xy)
    }

    /// The same, algorithm 9.
    var doubled: Self {
        let yy = y.squared
        let bzz = z.squared.timesTripledB
        let eightfold = yy.doubled.doubled.doubled
        let difference = yy - bzz.tripled
        return Self(
            x: (difference * x * y).doubled, y: bzz * eightfold + difference * (yy + bzz), z: y * z * eightfold)
    }

    static prefix func - (point: Self) -> Self { Self(x: point.x, y: -point.y, z: point.z) }

    /// A public multiple: how long it takes tells it.
    func multiplied(by factor: Exponent) -> Self {
        factor.bits.reduce(.infinity) { result, bit in bit ? result.doubled + self : result.doubled }
    }

    /// The multiple by a secret number, whose bytes are lent, the most significant first.
    ///
    /// For each bit the same is done: a doubling, an addition, and a choice without a branch.
    package func multiplied(bySecret bytes: UnsafeRawBufferPointer) -> Self {
        var result = Self.infinity
        for byte in bytes {
            for shift in (0..<8).reversed() {
                let twice = result.doubled
                result = .select(twice + self, twice, mask: 0 &- (UInt64(byte) >> UInt64(shift) & 1))
            }
        }
        return result
    }

    static func select(_ first: Self, _ second: Self, mask: UInt64) -> Self {
        Self(
            x: .select(first.x, second.x, mask: mask), y: .select(first.y, second.y, mask: mask),
            z: .select(first.z, second.z, mask: mask))
    }

    /// Whether it is one of the r points of the group: the curves have others, of other orders.
    var isInSubgroup: Bool { multiplied(by: .groupOrder).isInfinity }
}

extension CurvePoint: Equatable {
    package static func == (lhs: Self, rhs: Self) -> Bool {
        lhs.x * rhs.z == rhs.x * lhs.z && lhs.y * rhs.z == rhs.y * lhs.z && lhs.isInfinity == rhs.isInfinity
    }
}
