// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import Testing

@testable import BLS12381

@Suite struct PointEncodingTests {
    @Test("points come back from their bytes")
    func roundTrip() throws {
        var seeded = SeededElements(seed: 7)
        for _ in 0..<3 {
            let (p, q) = (seeded.g1(), seeded.g2())
            #expect(try G1(compressed: p.compressed) == p && G1(compressed: (-p).compressed) == -p)
            #expect(try G2(compressed: q.compressed) == q && G2(compressed: (-q).compressed) == -q)
        }
        #expect(
            try G1(compressed: G1.infinity.compressed).isInfinity && G2(compressed: G2.infinity.compressed).isInfinity)
        #expect(G1.infinity.compressed == [0xc0] + [UInt8](repeating: 0, count: 47))
    }

    @Test("bytes that are no point are refused by what is wrong with them", arguments: [48, 96])
    func refused(count: Int) {
        func code(_ bytes: [UInt8]) -> BLSError.Code? {
            do throws(BLSError) {
                if count == G1.byteCount { try use(G1(compressed: bytes)) } else { try use(G2(compressed: bytes)) }
                return nil
            } catch { return error.code }
        }
        func use<F>(_ point: CurvePoint<F>) {}
        let good = count == G1.byteCount ? G1.generator.compressed : G2.generator.compressed
        #expect(code(good) == nil)
        #expect(
            code([]) == .wrongLength && code(Array(good.dropLast())) == .wrongLength && code(good + [0]) == .wrongLength
        )
        #expect(code([good[0] & 0x7f] + good.dropFirst()) == .wrongFlags)
        #expect(code([good[0] | 0x40] + good.dropFirst()) == .wrongFlags)
        let rest = [UInt8](repeating: 0, count: count - 1)
        #expect(code([0xc0] + rest) == nil && code([0xe0] + rest) == .wrongFlags)
        #expect(code([0xc0] + rest.dropLast() + [1]) == .wrongFlags)
        #expect(code([0x9f] + [UInt8](repeating: 0xff, count: count - 1)) == .notReduced)
        #expect(code([UInt8](repeating: 0xbf, count: count)) == .notReduced)
        // Small numbers: some are on the curve, and none of those is in the group.
        let small = Set((1..<16).map { code([0x80] + rest.dropLast() + [$0]) })
        #expect(small == [.notOnCurve, .wrongSubgroup])
    }

    @Test("the second number of a coordinate in G2 is looked at too")
    func secondNumber() {
        let bytes = Array(G2.generator.compressed.prefix(48)) + [UInt8](repeating: 0xff, count: 48)
        #expect(throws: BLSError(.notReduced, "")) { try G2(compressed: bytes) }
    }
}
