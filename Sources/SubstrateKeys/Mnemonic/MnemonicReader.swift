// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Takes the words of a mnemonic out of a text as people keep it: blanks of any kind, a word a line, numbered, quoted, with
/// commas.
struct MnemonicReader<Bytes: IteratorProtocol<UInt8>> {
    private var bytes: Bytes
    private var decoder = UTF8()
    /// How many words there were.
    private(set) var count = 0

    init(_ bytes: Bytes) { self.bytes = bytes }

    /// The next word, known or not; nil at the end.
    mutating func next() throws(KeysError) -> MnemonicWord? {
        var word = MnemonicWord()
        /// What the digits at the start come to, while there is nothing else.
        var number: Int?
        while true {
            let scalar: Unicode.Scalar
            switch decoder.decode(&bytes) {
            case .error: throw KeysError(.invalidMnemonic, "the mnemonic is not UTF-8 text")
            case .scalarValue(let next): scalar = next
            case .emptyInput:
                if word.count == 0 || number == count + 1 { return nil }
                count += 1
                return word
            }
            // A soft hyphen, a byte order mark, a joiner: what is pasted with a page's text and is not seen.
            if scalar.properties.isDefaultIgnorableCodePoint { continue }
            if Self.isSeparator(scalar) || (number != nil && ".):".unicodeScalars.contains(scalar)) {
                if word.count == 0 { continue }
                // The number in front of a word is not a word.
                if number == count + 1 {
                    (word, number) = (MnemonicWord(), nil)
                    continue
                }
                count += 1
                return word
            }
            number = Self.number(number ?? (word.count == 0 ? 0 : nil), scalar)
            word.append(scalar)
        }
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || ",;\"'`[]\u{201C}\u{201D}\u{2018}\u{2019}".unicodeScalars.contains(scalar)
    }

    /// A number with one more digit; nil for anything else.
    private static func number(_ start: Int?, _ scalar: Unicode.Scalar) -> Int? {
        guard let start, start < 100, "0"..."9" ~= scalar else { return nil }
        return start * 10 + Int(scalar.value - 48)
    }
}
