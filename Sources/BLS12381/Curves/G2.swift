// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The group of the curve y² = x³ + 4 (1 + u) over Fp2: public keys and what ciphertexts begin with.
package typealias G2 = CurvePoint<Fp2>

extension G2 {
    /// draft-irtf-cfrg-pairing-friendly-curves-11, section 4.2.1.
    package static let generator = G2(
        x: Fp2(
            c0: Fp(
                hex: "24aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8"),
            c1: Fp(
                hex: "13e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e")
        ),
        y: Fp2(
            c0: Fp(
                hex: "0ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a76d429a695160d12c923ac9cc3baca289e193548608b82801"),
            c1: Fp(
                hex: "0606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af267492ab572e99ab3f370d275cec1da1aaa9075ff05f79be")
        ))

    /// The size of an encoded point.
    package static let byteCount = 96

    /// The point that 96 bytes encode: the x coordinate, c1 first, and in the first three bits what is said of it.
    package init(compressed bytes: [UInt8]) throws(BLSError) {
        let (flags, magnitude) = try PointFlags.taken(from: bytes, count: Self.byteCount, "G2")
        guard !flags.isInfinity else {
            self = .infinity
            return
        }
        guard let c1 = Fp(bigEndian: magnitude.prefix(Fp.byteCount)),
            let c0 = Fp(bigEndian: magnitude.dropFirst(Fp.byteCount))
        else { throw .notReduced("G2") }
        let x = Fp2(c0: c0, c1: c1)
        let four = Fp2(c0: Fp(4), c1: .zero)
        guard let root = (x.squared * x + four.timesNonresidue).squareRoot else { throw .notOnCurve("G2") }
        self.init(x: x, y: root.isUpperHalf == flags.isUpperHalf ? root : -root)
        guard isInSubgroup else { throw .wrongSubgroup("G2") }
    }

    package var compressed: [UInt8] {
        let (x, y) = affine
        return PointFlags(isInfinity: isInfinity, isUpperHalf: y.isUpperHalf)
            .put(into: x.c1.bigEndianBytes + x.c0.bigEndianBytes)
    }
}
