// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import TestVectors
import Testing

@testable import Timelock

@Suite struct HostileCiphertextTests {
    private let good = vectors.cases("opened")[0]["ciphertext"].bytes

    @Test("every ciphertext that ends too early is refused")
    func truncated() {
        for count in 0..<good.count {
            #expect(throws: TimelockError(.invalidCiphertext, "")) { try TimelockCiphertext(Array(good.prefix(count))) }
        }
    }

    @Test(
        "lengths that lie are refused before anything is made room for",
        arguments: [UInt64.max, 1 << 63, 1 << 32, 31, 33, 0])
    func lengths(claim: UInt64) {
        for place in [96, 136, 176, 184] {
            var bytes = good
            withUnsafeBytes(of: claim.littleEndian) { bytes.replaceSubrange(place..<place + 8, with: $0) }
            let error = #expect(throws: TimelockError.self) { try TimelockCiphertext(bytes) }
            #expect(error?.code == .invalidCiphertext && error?.reason.contains("\n") == false)
        }
    }

    @Test("a text without room for its tag, and a nonce of another length, are refused by what they are")
    func insides() {
        func part(_ bytes: [UInt8]) -> [UInt8] { [UInt8(bytes.count), 0, 0, 0, 0, 0, 0, 0] + bytes }
        func ciphertext(_ body: Int, _ nonce: Int) -> [UInt8] {
            let inner = part([UInt8](repeating: 1, count: body)) + part([UInt8](repeating: 2, count: nonce))
            return Array(good.prefix(176)) + part(inner) + part([])
        }
        #expect(throws: Never.self) { try TimelockCiphertext(ciphertext(16, 12)) }
        for (body, nonce) in [(15, 12), (16, 11), (16, 13), (0, 0)] {
            #expect(throws: TimelockError(.invalidCiphertext, "")) { try TimelockCiphertext(ciphertext(body, nonce)) }
        }
    }

    @Test("a portable form that says more or less than it holds is read as a plain one, and refused")
    func portable() throws {
        let envelope = vectors.cases("opened")[0]["envelope"].bytes
        #expect(try TimelockMessage(envelope).round == 123)
        for bytes in [Array(envelope.dropLast()), envelope + [0], [], [0], [0xff], [0, 0, 0, 0, 0, 0, 0, 0, 0]] {
            #expect(throws: TimelockError(.invalidCiphertext, "")) { try TimelockMessage(bytes) }
        }
    }
}
