// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import TestVectors
import Testing

@testable import BLS12381

private let vectors = VectorFile("timelock.json")

@Suite struct PairingTests {
    @Test("values of the pairing have the bytes that arkworks writes", arguments: vectors.cases("pairings"))
    func values(vector: Vector) throws {
        let (p, q) = (try G1(compressed: vector["g1"].bytes), try G2(compressed: vector["g2"].bytes))
        #expect(p.compressed == vector["g1"].bytes && q.compressed == vector["g2"].bytes)
        #expect(Pairing(p, q).bytes == vector["gt"].bytes)
    }

    @Test("the pairing is linear on both sides")
    func bilinear() {
        var seeded = SeededElements(seed: 8)
        let (p, q) = (seeded.g1(), seeded.g2())
        let (a, b) = (Exponent([seeded.word()]), Exponent([seeded.word()]))
        let value = Pairing(p.multiplied(by: a), q.multiplied(by: b))
        #expect(value == Pairing(p.multiplied(by: b), q.multiplied(by: a)))
        #expect(value == Pairing(p.multiplied(by: a).multiplied(by: b), q))
        #expect(value == Pairing(p, q.multiplied(by: b).multiplied(by: a)))
        #expect(value != Pairing(p, q))
        #expect(Pairing(-p, q) == Pairing(p, -q) && Pairing(-p, q) != Pairing(p, q))
    }

    @Test("the pairing is 1 for the point at infinity and for no other")
    func degenerate() {
        let one = Fp12.one.bytes
        #expect(Pairing(.infinity, .generator).bytes == one && Pairing(.generator, .infinity).bytes == one)
        #expect(Pairing(.generator, .generator).bytes != one)
    }

    @Test("the final exponentiation ends in the group of order r")
    func exponent() {
        var seeded = SeededElements(seed: 9)
        let value = FinalExponentiation.apply(seeded.fp12())
        #expect(value != .one && value.power(.groupOrder) == .one)
    }
}
