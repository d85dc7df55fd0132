// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSodium

extension Mnemonic {
    /// The mnemonic in a text: its words in capitals or not, cut to their first four letters or not, and apart in whatever
    /// way people write lists.
    ///
    /// Throws `invalidMnemonic` for an unknown word, another number of words or a wrong checksum.
    public init(phrase: some StringProtocol) throws(KeysError) {
        try self.init(utf8: phrase.utf8)
    }

    /// The mnemonic in UTF-8 text that must not become a string: see ``init(phrase:)``.
    public init(phrase: SecretBytes) throws(KeysError) {
        self = try phrase.withUnsafeBytes { bytes throws(KeysError) in try Mnemonic(utf8: bytes) }
    }

    private init(utf8 text: some Sequence<UInt8>) throws(KeysError) {
        var isSound = false
        var failure: KeysError?
        // Room for every word and no more: a huge text costs nothing.
        let entropy = Sodium.withScratch(count: 2 * WordCount.twentyFour.rawValue) { places -> SecretBytes? in
            do throws(KeysError) {
                let count = try Self.write(placesOf: text, to: places)
                guard let wordCount = WordCount(rawValue: count) else { throw Self.wrongCount("not \(count)") }
                let bits = MnemonicBits(places: places)
                let entropy = SecretBytes(count: wordCount.entropyByteCount) { target in
                    for index in target.indices { target[index] = bits.byte(at: 8 * index, count: 8) }
                }
                let checksumBits = wordCount.rawValue / 3
                isSound =
                    bits.byte(at: 8 * entropy.count, count: checksumBits)
                    == Self.checksumByte(entropy) >> UInt8(8 - checksumBits)
                return entropy
            } catch {
                failure = error
                return nil
            }
        }
        if let failure { throw failure }
        guard let entropy, isSound else {
            throw KeysError(
                .invalidMnemonic, "the mnemonic has a wrong checksum: look for a wrong word or for swapped words")
        }
        try self.init(entropy: entropy)
    }

    /// Writes the words' numbers, two bytes each, and returns how many there are.
    private static func write(
        placesOf text: some Sequence<UInt8>, to places: UnsafeMutablePointer<UInt8>
    ) throws(KeysError) -> Int {
        var reader = MnemonicReader(text.makeIterator())
        var unknown: Int?
        while let word = try reader.next() {
            guard reader.count <= WordCount.twentyFour.rawValue else { throw wrongCount("not more") }
            guard let place = word.place else {
                unknown = unknown ?? reader.count
                continue
            }
            places[2 * reader.count - 2] = UInt8(place >> 8)
            places[2 * reader.count - 1] = UInt8(place & 0xff)
        }
        if let unknown {
            throw KeysError(.invalidMnemonic, "word \(unknown) of the mnemonic is not in the English BIP-39 list")
        }
        return reader.count
    }

    private static func wrongCount(_ found: String) -> KeysError {
        KeysError(.invalidMnemonic, "a mnemonic has 12, 15, 18, 21 or 24 words, \(found)")
    }

    /// How many words a text has, whether a mnemonic may have them or not; none where it is not UTF-8.
    public static func countWords(in text: SecretBytes) -> Int {
        text.withUnsafeBytes { bytes in
            var reader = MnemonicReader(bytes.makeIterator())
            do {
                while try reader.next() != nil {}
                return reader.count
            } catch {
                return 0
            }
        }
    }

    /// How many words of a text are cut to their first letters, and yet tell which they are.
    public static func countShortenedWords(in text: SecretBytes) -> Int {
        text.withUnsafeBytes { bytes in
            var reader = MnemonicReader(bytes.makeIterator())
            var count = 0
            while let word = try? reader.next() { count += word.isShortened ? 1 : 0 }
            return count
        }
    }
}

/// The numbers of words, eleven bits each, as one row of bits.
private struct MnemonicBits {
    let places: UnsafeMutablePointer<UInt8>

    /// Up to eight bits from a place on.
    func byte(at start: Int, count: Int) -> UInt8 {
        (start..<start + count).reduce(0) { value, bit in
            let (word, shift) = (bit / 11, 10 - bit % 11)
            let place = UInt16(places[2 * word]) << 8 | UInt16(places[2 * word + 1])
            return value << 1 | UInt8(place >> UInt16(shift) & 1)
        }
    }
}
