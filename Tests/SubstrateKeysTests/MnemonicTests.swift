// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import TestVectors
import Testing

@testable import SubstrateKeys

@Suite struct MnemonicTests {
    @Test(
        "the embedded list is the standard's",
        arguments: [
            "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda"
        ])
    func embeddedListIsTheStandards(digest: String) {
        let text = Mnemonic.englishWords.map { $0 + "\n" }.joined()
        #expect(Hashing.sha256(Array(text.utf8)).hexDigits == digest)
    }

    @Test("phrases give their entropy, seeds and keys", arguments: keyVectors.cases("mnemonics"))
    func phraseGivesItsKeys(vector: Vector) throws {
        let mnemonic = try Mnemonic(phrase: vector["mnemonic"].string)
        #expect(mnemonic.wordCount.rawValue == Int(vector["words"].uint64))
        #expect(mnemonic.entropy.revealed == vector["entropy"].bytes)
        #expect(mnemonic.phrase == vector["mnemonic"].string)
        #expect(try Mnemonic(entropy: vector["entropy"].secret) == mnemonic)
        #expect(try Mnemonic(phrase: SecretBytes(utf8: vector["mnemonic"].string)) == mnemonic)

        let password = vector["password"].optionalPassword
        #expect(mnemonic.seed(password: password).revealed == vector["mini_secret_seed"].bytes)

        let pair = try KeyPair(mnemonic: mnemonic, password: password)
        #expect(pair.accountID.bytes == vector["sr25519_public_key"].bytes)
        #expect(pair.accountID.ss58() == vector["ss58_42"].string)
        #expect(pair.privateKey.revealed == vector["sr25519_secret_key_64"].bytes)
        #expect(pair.privateKey.revealed == vector["wallet_keyfile_private_key"].bytes)
        #expect((pair.mnemonic == nil) == (password != nil), "words that need a password do not bring the pair back")

        if let expected = vector["ed25519_public_key"].optionalString {
            let edwards = try KeyPair(mnemonic: mnemonic, password: password, scheme: .ed25519)
            #expect(edwards.accountID.hex == expected)
            #expect(edwards.accountID.ss58() == vector["ed25519_ss58_42"].string)
        }
    }

    /// Shapes of a good phrase that the Python wallet refuses.
    private static let kinder = ["upper case", "capitalised first word", "commas", "first four letters only"]

    @Test(
        "odd and invalid phrases are judged as the wallet judges them, or more kindly",
        arguments: keyVectors.cases("mnemonics_odd_or_invalid"))
    func oddPhrases(vector: Vector) throws {
        let wallet = vector["bittensor_wallet"]
        if Self.kinder.contains(vector["why"].string) {
            let good = "rally slab soon organ idea differ old awake convince clip outside donate"
            #expect(try Mnemonic(phrase: vector["mnemonic"].string).phrase == good)
        } else if wallet["ok"].bool {
            let pair = try KeyPair(mnemonic: Mnemonic(phrase: vector["mnemonic"].string))
            #expect(pair.accountID.ss58() == wallet["value"].string)
        } else {
            #expect(throws: KeysError(.invalidMnemonic, "")) { try Mnemonic(phrase: vector["mnemonic"].string) }
        }
    }

    private static let phrase = SecretURI.developmentPhrase
    private static let words = phrase.split(separator: " ").map(String.init)

    private static let lists: [String] =
        ["\n", "\r\n", "\u{a0}", ", ", "  "].map { words.joined(separator: $0) + $0 }
        + ["1. ", "1.", "1) ", "1 ", "1:\t"].map { number in
            words.enumerated().map { number.replacing("1", with: "\($0 + 1)") + $1 }.joined(separator: "\n")
        }
    private static let quotations: [String] = [
        "\"\(phrase)\"", "'\(phrase)'", "\u{201C}\(phrase)\u{201D}", "\(words)", "\u{feff}\(phrase)",
        "\u{200b}\(phrase)\u{200b}",
    ]
    private static let otherLetters: [String] = [
        phrase.uppercased(), words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " "),
        words.map { String($0.prefix(4)) }.joined(separator: " "),
        words.map { String($0.prefix(5)).uppercased() }.joined(separator: " "),
    ]

    @Test(
        "a phrase is read in the shapes in which people keep it",
        arguments: lists + quotations + otherLetters)
    func shapes(text: String) throws {
        #expect(try Mnemonic(phrase: text).phrase == Self.phrase)
        #expect(Mnemonic.countWords(in: SecretBytes(utf8: text)) == 12)
        #expect(Mnemonic.misspelling(in: SecretBytes(utf8: text)) == nil)
    }

    @Test("every word is known by its first four letters, and by nothing shorter than itself")
    func beginnings() throws {
        for (place, word) in Mnemonic.englishWords.enumerated() {
            for count in 1...word.count {
                var beginning = MnemonicWord()
                for scalar in word.unicodeScalars.prefix(count) { beginning.append(scalar) }
                let isWord = count == word.count
                if isWord || count >= 4 {
                    #expect(beginning.place == place)
                } else {
                    #expect(beginning.place.map { Mnemonic.englishWords[$0].count == count } ?? true)
                }
                #expect(beginning.isShortened == (beginning.place == place && !isWord))
            }
        }
    }

    @Test(
        "numbers that are not in order, and words that go on wrongly, are no words",
        arguments: [
            "2. \(phrase)", "\(phrase) 14", phrase.replacing("bottom", with: "bottle"),
            phrase.replacing("bottom", with: "bottoms"), phrase.replacing("fit", with: "fi"),
            phrase.replacing("drive", with: "dri"), phrase.replacing(" obey", with: "obey"),
        ])
    func wrongShapes(text: String) {
        #expect(throws: KeysError(.invalidMnemonic, "")) { try Mnemonic(phrase: text) }
    }

    @Test("the phrase in secret memory is the phrase", arguments: Mnemonic.WordCount.allCases)
    func secretPhrase(wordCount: Mnemonic.WordCount) {
        let mnemonic = Mnemonic.generate(wordCount)
        #expect(mnemonic.secretPhrase == SecretBytes(utf8: mnemonic.phrase))
    }

    @Test("new phrases are valid and differ", arguments: Mnemonic.WordCount.allCases)
    func generated(wordCount: Mnemonic.WordCount) throws {
        let mnemonic = Mnemonic.generate(wordCount)
        #expect(mnemonic.words.count == wordCount.rawValue)
        #expect(try Mnemonic(phrase: mnemonic.phrase) == mnemonic)
        #expect(Mnemonic.generate(wordCount) != mnemonic)
    }

    @Test("entropy of other sizes is refused", arguments: [0, 12, 15, 17, 33, 36])
    func wrongEntropy(count: Int) {
        #expect(throws: KeysError(.invalidEntropy, "")) { try Mnemonic(entropy: .random(count: count)) }
    }

    @Test(
        "a huge text and broken UTF-8 are refused",
        arguments: [
            Array(repeating: UInt8(ascii: "a"), count: 1_000_000), Array("zoo ".utf8) + [0xff, 0xfe], [],
            Array(SecretURI.developmentPhrase.utf8) + [0xff],
            Array(String(repeating: "zoo ", count: 100_000).utf8),
        ])
    func hostileText(bytes: [UInt8]) {
        #expect(throws: KeysError(.invalidMnemonic, "")) { try Mnemonic(phrase: SecretBytes(bytes)) }
    }
}
