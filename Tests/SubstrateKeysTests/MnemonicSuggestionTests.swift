// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
import Testing

@Suite("A misspelt word of a mnemonic")
struct MnemonicSuggestionTests {
    @Test(
        "is found, and the nearest words are named",
        arguments: [
            ("abandon abandn about", 2, ["abandon"]), ("donatte", 1, ["donate"]), ("zoo Zebrra", 2, ["zebra"]),
            ("basketball", 1, ["basket"]),
            ("ab0ut", 1, ["about"]), ("differx", 1, ["differ"]), ("haert", 1, ["heart"]), ("xxxxxxxxxxxxxxxx", 1, []),
        ])
    func nearest(phrase: String, position: Int, words: [String]) throws {
        let misspelling = try #require(Mnemonic.misspelling(in: SecretBytes(utf8: phrase)))
        #expect(misspelling.position == position)
        #expect(misspelling.suggestions == words)
    }

    @Test("Words that are cut to their first letters are counted")
    func shortened() {
        #expect(Mnemonic.countShortenedWords(in: SecretBytes(utf8: "bott drive obey lake curt")) == 2)
        #expect(Mnemonic.countShortenedWords(in: SecretBytes(utf8: "bottom xyzw")) == 0)
    }

    @Test("is none where all words are known, or the text is none")
    func none() {
        #expect(Mnemonic.misspelling(in: SecretBytes(utf8: " zoo  abandon ")) == nil)
        #expect(Mnemonic.misspelling(in: SecretBytes([0xff])) == nil)
        #expect(Mnemonic.misspelling(in: SecretBytes([])) == nil)
    }
}
