// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension Mnemonic {
    /// The mnemonic that a person typed: words in lower case with any white space between and around them.
    ///
    /// Throws `invalidMnemonic` for an unknown word, another number of words or a wrong checksum.
    public init(phrase: some StringProtocol) throws(KeysError) {
        try self.init(utf8: phrase.utf8)
    }

    /// The mnemonic in UTF-8 text that must not become a string.
    public init(phrase: SecretBytes) throws(KeysError) {
        self = try phrase.withUnsafeBytes { bytes throws(KeysError) in try Mnemonic(utf8: bytes) }
    }

    private init(utf8 text: some Sequence<UInt8>) throws(KeysError) {
        let places = try Self.places(of: Self.words(in: text))
        guard let wordCount = WordCount(rawValue: places.count) else {
            throw KeysError(
                .invalidMnemonic, "a mnemonic has 12, 15, 18, 21 or 24 words, not \(places.count)")
        }
        var bits = places.lazy.flatMap { place in (0..<11).lazy.map { UInt8(place >> (10 - $0) & 1) } }.makeIterator()
        func nextBits(_ count: Int) -> UInt8 { (0..<count).reduce(0) { value, _ in value << 1 | (bits.next() ?? 0) } }

        let entropy = SecretBytes(count: wordCount.entropyByteCount) { target in
            for index in target.indices { target[index] = nextBits(8) }
        }
        let checksumBits = wordCount.rawValue / 3
        let expected = Self.checksumByte(entropy) >> UInt8(8 - checksumBits)
        guard nextBits(checksumBits) == expected else {
            throw KeysError(
                .invalidMnemonic, "the mnemonic has a wrong checksum: look for a wrong word or for swapped words")
        }
        try self.init(entropy: entropy)
    }

    /// Splits at Unicode white space. Stops caring beyond 24 words, so that a huge text costs nothing more.
    static func words(in text: some Sequence<UInt8>) throws(KeysError) -> [String] {
        var iterator = text.makeIterator()
        var decoder = UTF8()
        var words: [String] = []
        var word = ""
        reading: while true {
            switch decoder.decode(&iterator) {
            case .emptyInput: break reading
            case .error: throw KeysError(.invalidMnemonic, "the mnemonic is not UTF-8 text")
            case .scalarValue(let scalar) where scalar.properties.isWhitespace:
                if !word.isEmpty { words.append(word) }
                word = ""
            case .scalarValue(let scalar):
                if word.utf8.count <= longestWord { word.unicodeScalars.append(scalar) }
            }
            guard words.count <= WordCount.twentyFour.rawValue else {
                throw KeysError(.invalidMnemonic, "a mnemonic has 12, 15, 18, 21 or 24 words, not more")
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    private static func places(of words: [String]) throws(KeysError) -> [Int] {
        var places: [Int] = []
        for (index, word) in words.enumerated() {
            guard let place = placeByWord[word] else {
                throw KeysError(
                    .invalidMnemonic,
                    "word \(index + 1) of the mnemonic is not in the English BIP-39 list (lower case, in full)")
            }
            places.append(place)
        }
        return places
    }

    static func isWord(_ word: String) -> Bool { placeByWord[word] != nil }

    static let longestWord = 8
    private static let placeByWord = Dictionary(
        uniqueKeysWithValues: englishWords.enumerated().map { ($0.element, $0.offset) })
}
