// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Testing

@testable import btcli

@Suite("Output documents")
struct OutputDocumentTests {
    @Test("Members keep their order, nesting is indented")
    func order() {
        let document: OutputDocument = ["zeta": 1, "alpha": ["b", true, .null], "empty": [], "none": .object([])]
        #expect(
            document.text == """
                {
                  "zeta": 1,
                  "alpha": [
                    "b",
                    true,
                    null
                  ],
                  "empty": [],
                  "none": {}
                }
                """)
    }

    @Test(
        "Strings are escaped as RFC 8259 demands, and no further",
        arguments: [
            ("plain τ/é", #""plain τ/é""#), ("\"\\", #""\"\\""#), ("\n\r\t", #""\n\r\t""#),
            ("\r\n", #""\r\n""#), ("\u{1B}[31m\u{0}", #""\u001b[31m\u0000""#),
        ])
    func strings(_ value: String, _ json: String) {
        #expect(OutputDocument.string(value).text == json)
    }

    @Test(
        "Numbers",
        arguments: [
            (OutputDocument.number(0.25), "0.25"), (.number(.infinity), "null"), (.number(.nan), "null"),
            (.integer(-3), "-3"), (.digits(UInt64.max), "\"18446744073709551615\""), (.string(orNull: nil), "null"),
        ])
    func numbers(_ document: OutputDocument, _ json: String) {
        #expect(document.text == json)
    }

    @Test("Objects can be joined")
    func joining() {
        let joined: OutputDocument = ["a": 1] + ["b": 2]
        #expect(joined == ["a": 1, "b": 2])
    }
}
