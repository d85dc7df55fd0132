// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension Mnemonic {
    /// A word of a mnemonic that is not in the list, and what it was probably meant to be.
    public struct Misspelling: Hashable, Sendable {
        /// The word's place, counted from 1.
        public let position: Int
        /// The words of the list that are nearest, at most three.
        public let suggestions: [String]
    }

    /// The first word in `phrase` that no mnemonic has; nil when every word is one.
    ///
    /// For telling the person who is typing. A suggestion is most likely a part of the secret: it belongs on a terminal and
    /// not into a log.
    public static func misspelling(in phrase: SecretBytes) -> Misspelling? {
        phrase.withUnsafeBytes { bytes in
            var reader = MnemonicReader(bytes.makeIterator())
            while let word = try? reader.next() {
                guard word.place == nil else { continue }
                return Misspelling(position: reader.count, suggestions: suggestions(for: word))
            }
            return nil
        }
    }

    /// The words nearest to one that is not in the list: fewest letters to change, add, drop or swap, at most two; or else the
    /// one that begins with the same four letters.
    private static func suggestions(for word: MnemonicWord) -> [String] {
        let letters = word.bytes
        let ranked = englishWords.compactMap { candidate -> (word: String, distance: Int)? in
            let distance = distance(letters, Array(candidate.utf8))
            return distance <= 2 ? (candidate, distance) : nil
        }
        guard let least = ranked.map(\.distance).min() else {
            return word.namesake.map { [englishWords[$0]] } ?? []
        }
        return Array(ranked.filter { $0.distance == least }.map(\.word).prefix(3))
    }

    /// How many letters to change, add, drop or swap with their neighbour (Damerau, optimal string alignment).
    private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, beforeLast[j - 1] + 1) }
                row.append(best)
            }
            (beforeLast, last) = (last, row)
        }
        return last[b.count]
    }
}
