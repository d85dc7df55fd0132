// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Testing

@testable import btcli

@Suite("The command of a signer")
struct CommandWordsTests {
    @Test(
        "is divided as shells divide words, and nothing else in it has a meaning",
        arguments: [
            ("sign", ["sign"]), ("  sign  --fast\t-v ", ["sign", "--fast", "-v"]),
            ("'my signer' \"a b\" c\\ d", ["my signer", "a b", "c d"]), ("sign ''", ["sign", ""]),
            ("sign a'b c'd", ["sign", "ab cd"]),
            ("sign $HOME * `id` ; rm | x", ["sign", "$HOME", "*", "`id`", ";", "rm", "|", "x"]),
            (#"sign "say \"yes\"" '\n'"#, ["sign", #"say "yes""#, #"\n"#]),
        ])
    func words(text: String, words: [String]) throws {
        let command = try CommandWords(text)
        #expect([command.program] + command.arguments == words)
    }

    @Test(
        "names a program, and ends what it begins", arguments: ["", "  ", "''", "'sign", "sign \"", "sign \\", "a\0b"])
    func refused(text: String) {
        let error = #expect(throws: CLIError.self) { try CommandWords(text) }
        #expect(error?.code == .usage)
    }
}
