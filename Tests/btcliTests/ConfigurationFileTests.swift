// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Testing

@testable import btcli

@Suite("What a configuration file says")
struct ConfigurationFileTests {
    @Test(
        "What is not read is refused, with its line",
        arguments: [
            ("a: 1\nb: &x 2\n", "line 2: anchors and aliases are not read"),
            ("a: &x {}\n", "line 1: anchors and aliases are not read"),
            ("a:\n  - &x [1]\n", "line 2: anchors and aliases are not read"),
            ("a: 1\nb: *x\n", "line 2: anchors and aliases are not read"),
            ("a: 1\nb: 2\na: 3\n", "line 3: 'a' stands there twice"),
            ("a: {b: 1, b: 2}\n", "line 1: 'b' stands there twice"),
            ("? [x]\n: 1\n", "line 1: a name is no text"),
            ("a: 1\n---\nb: 2\n", "line 2: it holds more than one document"),
            ("- a\n", "line 1: it is no mapping of names to values"),
            ("word\n", "line 1: it is no mapping of names to values"),
            ("a: [\n", "line 2: did not find expected node content"),
            ("a: \"b\n", "found unexpected end of stream"),
            ("a: b\n\tc: d\n", "line 2: found"),
            ("a: \u{1}\n", "line 1: control characters are not allowed"),
            ("a: " + String(repeating: "[", count: 60_000), "nested in more than 32 levels"),
            ("a: [" + String(repeating: "1,", count: 20_000) + "]", "more than 10000 values"),
        ])
    func refused(text: String, reason: String) throws {
        let error = try #require(throws: ConfigurationError.self) {
            try ConfigurationFile(path: "config.yml", text: text)
        }
        #expect(error.code == .fileDamaged)
        #expect(error.reason.contains(reason), "\(error.reason)")
    }

    @Test("Nothing, a comment, and a lone mark say nothing", arguments: ["", "# note\n", "---\n", "~\n", "--- {}\n"])
    func empty(text: String) throws {
        let file = try? ConfigurationFile(path: "", text: text)
        #expect(text == "~\n" ? file == nil : file?.root == .map([]))
    }

    @Test(
        "A scalar is what YAML 1.1, Python's, takes it for",
        arguments: [
            ("~", .null), ("", .null), ("Null", .null), ("nULL", .text), ("yes", .bool), ("Off", .bool), ("y", .text),
            ("0", .integer), ("-12", .integer), ("0x1F", .integer), ("0o17", .integer), ("017", .integer),
            ("1_000", .integer), ("1:30", .integer), ("1.5", .number), ("1.5e3", .number), ("1e3", .text),
            ("-.5", .number), (".inf", .number), (".NaN", .number), ("1.", .number), (".", .text), ("1.2.3", .text),
            ("'1'", .text), ("\"~\"", .text), ("!!str 1", .text), ("!!int '1'", .integer), ("2001-01-01", .text),
        ] as [(String, ConfigurationValue.Kind)])
    func kinds(text: String, kind: ConfigurationValue.Kind) throws {
        guard case .scalar(_, let found)? = try ConfigurationFile(path: "", text: "a: \(text)\n")["a"] else {
            Issue.record("\(text) is no scalar")
            return
        }
        #expect(found == kind)
    }

    @Test("What is written anew says the same")
    func writtenAnew() throws {
        let text = "{a: [1, [two, {three: '4'}], {}], b: {c: {}, d: {'e: f': [], g: ~}}, h: 'yes', i: \"l\\nm\"}\n"
        let file = try ConfigurationFile(path: "", text: "# note\n" + text)
        let edit = try file.removing(["none", "h"])
        #expect(!edit.keepsComments)
        #expect(
            edit.text == """
                a:
                - 1
                - [two, {three: "4"}]
                - {}
                b:
                  c: {}
                  d:
                    "e: f": []
                    g: ~
                i: "l\\nm"

                """)
        #expect(try ConfigurationFile(path: "", text: edit.text).root == file.root.removing("h"))
    }
}
