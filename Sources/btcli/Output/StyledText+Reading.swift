// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension StyledText {
    /// A sentence whose amounts and addresses are told by their form: amounts are written as people write them.
    ///
    /// An amount is what the libraries print, `τ1.500000000`; an address is SS58, or a hash in hex.
    init(reading sentence: String, _ style: Style? = nil) {
        guard sentence.utf8.count >= Self.shortestForm else {
            self.init(sentence, style)
            return
        }
        self.init("")
        var word = Substring()
        func read(_ word: Substring) -> StyledText {
            let stem = word.trimmingEnd { ".:".contains($0) }
            let rest = StyledText(String(word[stem.endIndex...]), style)
            if let amount = Self.amount(stem) { return StyledText(amount, .amount) + rest }
            return (Self.isAddress(stem) ? StyledText(String(stem), .address) : StyledText(String(stem), style)) + rest
        }
        for place in sentence.indices {
            guard Self.separators.contains(sentence[place]) else {
                word = sentence[(word.isEmpty ? place : word.startIndex)...place]
                continue
            }
            self += read(word)
            self += StyledText(String(sentence[place]), style)
            word = Substring()
        }
        self += read(word)
    }

    /// An amount has a sign of two bytes, a digit, the point and nine digits; addresses are longer.
    private static let shortestForm = 13

    private static let separators: Set<Character> = [" ", ",", ";", "(", ")", "[", "]", "'", "\"", "\n"]

    /// `τ1,234.5` for `τ1234.500000000`; nil for anything else.
    private static func amount(_ word: Substring) -> String? {
        guard let unit = word.first, "τα".contains(unit), word.dropFirst().split(separator: ".").last?.count == 9 else {
            return nil
        }
        return DecimalText(word.dropFirst()).map { "\(unit)\($0.text())" }
    }

    /// Whether it is an account in SS58, by its form alone, or a hash.
    private static func isAddress(_ word: Substring) -> Bool {
        if word.hasPrefix("0x") { return word.count >= 42 && word.dropFirst(2).allSatisfy(\.isHexDigit) }
        return (46...50).contains(word.count) && word.utf8.allSatisfy(base58.contains)
    }

    private static let base58 = Set("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)
}

extension Substring {
    fileprivate func trimmingEnd(_ isMargin: (Character) -> Bool) -> Substring {
        var rest = self
        while let last = rest.last, isMargin(last) { rest = rest.dropLast() }
        return rest
    }
}
