// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Testing

@testable import BLS12381

@Suite struct CurvePointTests {
    @Test("points are added and doubled without an exception")
    func complete() {
        var seeded = SeededElements(seed: 5)
        check(seeded.g1(), seeded.g1(), seeded.g1())
        check(seeded.g2(), seeded.g2(), seeded.g2())
    }

    private func check<F: CurveField>(_ p: CurvePoint<F>, _ q: CurvePoint<F>, _ r: CurvePoint<F>) {
        #expect(p + p == p.doubled && (p + -p).isInfinity && p + .infinity == p && .infinity + p == p)
        #expect((p + q) + r == p + (q + r) && p + q == q + p && p != q && p != .infinity)
        #expect(CurvePoint<F>.infinity.doubled.isInfinity && (CurvePoint<F>.infinity + .infinity).isInfinity)
        #expect(p.isInSubgroup && CurvePoint<F>.infinity.isInSubgroup)
        let (x, y) = p.affine
        #expect(CurvePoint(x: x, y: y) == p)
    }

    @Test("a secret multiple is the public one")
    func multiples() {
        var seeded = SeededElements(seed: 6)
        for _ in 0..<2 {
            let bytes = seeded.bytes(32)
            let factor = Exponent(
                stride(from: 24, through: 0, by: -8).map { place in
                    bytes[place..<place + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                })
            let (p, q) = (seeded.g1(), seeded.g2())
            #expect(bytes.withUnsafeBytes { p.multiplied(bySecret: $0) } == p.multiplied(by: factor))
            #expect(bytes.withUnsafeBytes { q.multiplied(bySecret: $0) } == q.multiplied(by: factor))
        }
        let nothing = [UInt8](repeating: 0, count: 32)
        #expect(nothing.withUnsafeBytes { G1.generator.multiplied(bySecret: $0) }.isInfinity)
    }

    @Test("the group has the order r")
    func order() {
        #expect(
            G1.generator.multiplied(by: .groupOrder).isInfinity && G2.generator.multiplied(by: .groupOrder).isInfinity)
        // r - 1 is -1.
        var bytes: [UInt8] = [
            0x73, 0xed, 0xa7, 0x53, 0x29, 0x9d, 0x7d, 0x48, 0x33, 0x39, 0xd8, 0x08, 0x09, 0xa1, 0xd8, 0x05, 0x53, 0xbd,
            0xa4, 0x02, 0xff, 0xfe, 0x5b, 0xfe, 0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00,
        ]
        #expect(bytes.withUnsafeBytes { G1.generator.multiplied(bySecret: $0) } == -G1.generator)
        bytes[31] = 1
        #expect(bytes.withUnsafeBytes { G2.generator.multiplied(bySecret: $0) }.isInfinity)
    }
}
