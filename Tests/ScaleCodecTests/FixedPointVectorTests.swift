// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import TestVectors
import Testing

@Suite("Fixed-point numbers of scale.json")
struct FixedPointVectorTests {
    /// What one case says of a number of this type.
    private func check<Bits, Fraction>(_: FixedPoint<Bits, Fraction>.Type, _ vector: Vector) throws
    where Bits: ScaleConvertible {
        let number = try FixedPoint<Bits, Fraction>(scale: vector["encoded"].bytes)
        #expect("\(number.bits)" == vector["bits"].string)
        #expect(number.description == vector["exact"].string)
        #expect(number.doubleValue == Double(vector["nearest_double"].string))
        #expect(number.scaleEncoded == vector["encoded"].bytes)
    }

    @Test("every case, exact and as the nearest double", arguments: VectorFile("scale.json").cases("fixed_point"))
    func cases(vector: Vector) throws {
        switch vector["type"].string {
        case "I32F32": try check(I32F32.self, vector)
        case "I64F64": try check(I64F64.self, vector)
        case "I96F32": try check(I96F32.self, vector)
        case "I110F18": try check(I110F18.self, vector)
        case "U0F64": try check(U0F64.self, vector)
        case "U32F32": try check(U32F32.self, vector)
        case "U64F64": try check(U64F64.self, vector)
        case "U96F32": try check(U96F32.self, vector)
        case "U110F18": try check(U110F18.self, vector)
        case let type: Issue.record("no such type: \(type)")
        }
    }
}
