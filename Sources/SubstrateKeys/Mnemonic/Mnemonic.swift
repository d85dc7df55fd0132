// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSodium

/// A secret as 12, 15, 18, 21 or 24 English words with a checksum (BIP-39).
///
/// ```swift
/// let mnemonic = Mnemonic.generate()
/// let pair = try KeyPair(mnemonic: mnemonic)
/// ```
/// Only the entropy is kept, in secret memory; `phrase` spells the words out when they are to be shown.
public struct Mnemonic: Sendable, Equatable {
    /// How many words a mnemonic may have.
    public enum WordCount: Int, CaseIterable, Sendable {
        case twelve = 12
        case fifteen = 15
        case eighteen = 18
        case twentyOne = 21
        case twentyFour = 24

        /// 11 bits per word, of which one in 33 is checksum.
        var entropyByteCount: Int { rawValue / 3 * 4 }
    }

    /// The 16, 20, 24, 28 or 32 bytes that the words spell.
    public let entropy: SecretBytes
    public let wordCount: WordCount

    /// The mnemonic of `entropy`: 16, 20, 24, 28 or 32 bytes.
    public init(entropy: SecretBytes) throws(KeysError) {
        guard let wordCount = WordCount.allCases.first(where: { $0.entropyByteCount == entropy.count }) else {
            throw KeysError(
                .invalidEntropy, "\(entropy.count) bytes make no mnemonic: it takes 16, 20, 24, 28 or 32")
        }
        self.entropy = entropy
        self.wordCount = wordCount
    }

    private init(entropy: SecretBytes, wordCount: WordCount) {
        self.entropy = entropy
        self.wordCount = wordCount
    }

    /// A new mnemonic from the system's random source.
    public static func generate(_ wordCount: WordCount = .twelve) -> Mnemonic {
        Mnemonic(entropy: .random(count: wordCount.entropyByteCount), wordCount: wordCount)
    }

    /// The words, for showing to their owner once. Strings are not wiped: keep them short-lived.
    public var words: [String] {
        (0..<wordCount.rawValue).map { Self.englishWords[place(ofWord: $0)] }
    }

    /// The number of a word in the list.
    private func place(ofWord word: Int) -> Int {
        // The checksum is at most 8 bits: the first byte of the hash stands behind the entropy.
        let checksum = Self.checksumByte(entropy)
        return entropy.withUnsafeBytes { bytes in
            (word * 11..<word * 11 + 11).reduce(0) { value, bit in
                let byte = bit / 8 < bytes.count ? bytes[bit / 8] : checksum
                return value << 1 | Int(byte >> UInt8(7 - bit % 8) & 1)
            }
        }
    }

    /// The words with one blank between them.
    public var phrase: String { words.joined(separator: " ") }

    /// The phrase where it must not become a string, such as in a key file.
    package var secretPhrase: SecretBytes {
        // No word is longer than eight letters, and one blank stands behind each.
        var count = 0
        let text = SecretBytes(count: wordCount.rawValue * (MnemonicWord.longest + 1)) { target in
            for index in 0..<wordCount.rawValue {
                for letter in Self.englishWords[place(ofWord: index)].utf8 {
                    target[count] = letter
                    count += 1
                }
                target[count] = UInt8(ascii: " ")
                count += 1
            }
        }
        return text[0..<count - 1]
    }

    static func checksumByte(_ entropy: SecretBytes) -> UInt8 {
        let digest = SecretBytes(
            count: Int(crypto_hash_sha256_BYTES),
            writtenBy: { digest in
                entropy.withPointer { _ = crypto_hash_sha256(digest, $0, UInt64(entropy.count)) }
            })
        return digest.withUnsafeBytes { $0[0] }
    }
}

extension Mnemonic: CustomStringConvertible, CustomReflectable {
    public var description: String { "<mnemonic of \(wordCount.rawValue) words>" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
