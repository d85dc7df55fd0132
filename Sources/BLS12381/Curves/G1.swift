// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The group of the curve y² = x³ + 4 over Fp: hashed identities and signatures.
package typealias G1 = CurvePoint<Fp>

extension G1 {
    /// draft-irtf-cfrg-pairing-friendly-curves-11, section 4.2.1.
    package static let generator = G1(
        x: Fp(hex: "17f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb"),
        y: Fp(hex: "08b3f481e3aaa0f1a09e30ed741d8ae4fcf5e095d5d00af600db18cb2c04b3edd03cc744a2888ae40caa232946c5e7e1"))

    /// The size of an encoded point.
    package static let byteCount = 48

    /// The point that 48 bytes encode: the x coordinate, and in the first three bits what is said of it.
    package init(compressed bytes: [UInt8]) throws(BLSError) {
        let (flags, magnitude) = try PointFlags.taken(from: bytes, count: Self.byteCount, "G1")
        guard !flags.isInfinity else {
            self = .infinity
            return
        }
        guard let x = Fp(bigEndian: magnitude) else { throw .notReduced("G1") }
        guard let root = (x.squared * x + Fp(4)).squareRoot else { throw .notOnCurve("G1") }
        self.init(x: x, y: root.isUpperHalf == flags.isUpperHalf ? root : -root)
        guard isInSubgroup else { throw .wrongSubgroup("G1") }
    }

    package var compressed: [UInt8] {
        let (x, y) = affine
        return PointFlags(isInfinity: isInfinity, isUpperHalf: y.isUpperHalf).put(into: x.bigEndianBytes)
    }
}
