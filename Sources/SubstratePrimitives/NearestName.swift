// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The name that someone may have meant.
package enum NearestName {
    /// The name nearest to a word; nil when none is near.
    ///
    /// One slip of the fingers in three letters is near: a letter too many, too few, another one, or two exchanged.
    package static func of(_ word: String, in names: some Sequence<String>) -> String? {
        let word = Array(word.lowercased().unicodeScalars.prefix(limit))
        let most = max(1, word.count / 3)
        var best: (name: String, slips: Int)?
        for name in names {
            let letters = Array(name.lowercased().unicodeScalars.prefix(limit))
            guard abs(letters.count - word.count) <= most else { continue }
            let slips = distance(word, letters)
            if slips <= most, slips < best?.slips ?? .max { best = (name, slips) }
        }
        return best?.name
    }

    /// Longer words are cut: nobody types them, and the time grows with the square.
    private static let limit = 64

    /// The optimal string alignment distance: Levenshtein's, with exchanged neighbours as one slip.
    private static func distance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
        var rows = [Array(0...second.count)]
        for (row, letter) in first.enumerated() {
            var current = [row + 1]
            for (column, other) in second.enumerated() {
                var slips = min(
                    rows[row][column + 1] + 1, current[column] + 1, rows[row][column] + (letter == other ? 0 : 1))
                if row > 0, column > 0, letter == second[column - 1], first[row - 1] == other {
                    slips = min(slips, rows[row - 1][column - 1] + 1)
                }
                current.append(slips)
            }
            rows.append(current)
        }
        return rows[first.count][second.count]
    }
}

extension String {
    /// The letters and digits, so that all spellings of a name are one.
    package var comparable: String { lowercased().filter { $0.isLetter || $0.isNumber } }
}
