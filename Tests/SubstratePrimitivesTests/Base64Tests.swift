// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import Testing

@Suite struct Base64Tests {
    /// RFC 4648, section 10.
    private static let vectors = [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ]

    @Test("writes and reads what the standard has")
    func standard() {
        #expect(!Self.vectors.isEmpty)
        for (bytes, text) in Self.vectors {
            #expect(Base64.encode(Array(bytes.utf8)) == text)
            #expect(Base64.decode(text) == Array(bytes.utf8))
        }
    }

    @Test("writes for URLs with another alphabet and no padding")
    func urls() {
        #expect(Base64.encode([0xfb, 0xef, 0xff, 0xfe]) == "++///g==")
        #expect(Base64.urlEncode([0xfb, 0xef, 0xff, 0xfe]) == "--___g")
        #expect(Base64.urlEncode([]).isEmpty)
    }
}
