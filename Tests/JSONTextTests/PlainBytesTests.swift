// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Testing

@testable import JSONText

@Suite("Plain bytes of JSON strings")
struct PlainBytesTests {
    @Test("The first byte that is not plain is found wherever it is", arguments: 0..<20)
    func position(of place: Int) {
        for byte in UInt8.min ... .max {
            var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 20)
            bytes[place] = byte
            let isPlain = byte >= 0x20 && byte != 0x22 && byte != 0x5c
            let ends = bytes.withUnsafeBytes { bytes in (0...place).map { bytes.endOfPlainBytes(from: $0) } }
            #expect(ends.allSatisfy { $0 == (isPlain ? bytes.count : place) }, "byte \(byte)")
        }
    }
}
