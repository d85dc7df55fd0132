// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import Testing

@testable import SubstrateKeys

@Suite("Encodings of points")
struct RistrettoEncodingTests {
    /// RFC 9496, appendix A.3, and encodings of numbers that are none or have another.
    @Test(
        "that are none are refused",
        arguments: [
            "00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "ed57ffd8c914fb201471d1c3d245ce3c746fcbe63a3679d51b6a516ebebe0e20",
            "26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371",
            "4eac077a713c57b4f4397629a4145982c661f48044dd3f96427d40b147d9742f",
            "de6a7b00deadc788eb6b6c8d20c0ae96c2f2019078fa604fee5b87d6e989ad87",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        ])
    func noEncoding(_ hex: String) throws {
        #expect(!Ristretto.isPoint(try [UInt8](hex: hex)))
    }

    @Test("with the highest bit set are no second encodings of the same point")
    func highestBit() throws {
        let pair = try KeyPair(uri: "//Alice")
        var bytes = pair.accountID.bytes
        #expect(Ristretto.isPoint(bytes))
        let scalar = [1] + [UInt8](repeating: 0, count: 31)
        #expect(Ristretto.multiply(bytes, by: scalar) == bytes)
        bytes[31] |= 0x80
        #expect(!Ristretto.isPoint(bytes))
        #expect(Ristretto.multiply(bytes, by: scalar) == nil)
        #expect(!pair.sign([1]).isValid(for: [1], by: try AccountID(bytes)))
    }
}
