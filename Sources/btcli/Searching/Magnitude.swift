// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SubstratePrimitives

/// A large number in three digits and a letter, such as `1.90 G`.
struct Magnitude: CustomStringConvertible {
    private let text: String
    private let letter: String

    init(_ number: Double) {
        var (value, letter) = (number.isFinite ? max(0, number) : 0, "")
        for larger in ["k", "M", "G", "T", "P", "E"] where value >= 999.5 {
            value /= 1000
            letter = larger
        }
        // Small numbers are counted, not measured.
        let decimals = letter.isEmpty ? 0 : value < 9.995 ? 2 : value < 99.95 ? 1 : 0
        text = value >= 1e6 ? "over 1000000" : value.fixed(decimals: decimals)
        self.letter = letter
    }

    var description: String { letter.isEmpty ? text : "\(text) \(letter)" }

    /// The number with a unit, such as `620 MH/s`.
    func with(_ unit: String) -> String { "\(text) \(letter)\(unit)" }
}

extension HashRate {
    /// The rate in three digits.
    var short: String { Magnitude(perSecond).with("H/s") }
}

extension Double {
    /// A part of a whole as a person reads it: a search promises nothing, so never 100 %.
    var percent: String { "\(Swift.min(99.9, 100 * self).fixed(decimals: self < 0.1 || self > 0.99 ? 1 : 0)) %" }
}
