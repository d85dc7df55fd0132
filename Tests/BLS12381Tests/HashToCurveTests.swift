// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import TestVectors
import Testing

@testable import BLS12381

private let vectors = VectorFile("timelock.json")

@Suite struct HashToCurveTests {
    @Test("messages are hashed to G1 as RFC 9380 says, step by step", arguments: vectors.cases("hash_to_curve"))
    func steps(vector: Vector) {
        let message = vector["message"].bytes
        let domain = Array(vector["dst"].string.utf8)
        #expect(MessageExpansion.expand(message, domain: domain, count: 128) == vector["expanded"].bytes)
        let (first, second) = Fp.hash(message, domain: domain)
        #expect([first, second].map(\.bigEndianBytes) == vector["u"].list.map(\.bytes))
        #expect(G1.mapped(first).compressed == vector["q0"].bytes)
        #expect(G1.mapped(second).compressed == vector["q1"].bytes)
        let point = G1.hash(message, domain: domain)
        #expect(point.compressed == vector["point"].bytes)
        #expect(point.isInSubgroup)
    }

    @Test("the value at which the map's denominator is 0 has a point too")
    func exception() {
        let point = G1.mapped(.zero)
        #expect(!point.isInfinity)
        let (x, y) = point.affine
        #expect(y.squared == x.squared * x + Fp(4))
    }

    @Test("a domain of more than 255 bytes is hashed first")
    func longDomain() {
        let long = [UInt8](repeating: 0x61, count: 256)
        let short = Hashing.sha256(Array("H2C-OVERSIZE-DST-".utf8) + long)
        #expect(
            MessageExpansion.expand([1], domain: long, count: 40)
                == MessageExpansion.expand([1], domain: short, count: 40))
    }
}
