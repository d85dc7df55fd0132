// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension StringProtocol {
    /// Whether a person lists this before another: as text, but with numbers in it by what they count (`k2` before `k10`).
    package func precedesNaturally(_ other: some StringProtocol) -> Bool {
        var (left, right) = (unicodeScalars[...], other.unicodeScalars[...])
        while let first = left.first, let second = right.first {
            if first.isDigit, second.isDigit {
                let (number, otherNumber) = (Self.takeNumber(&left), Self.takeNumber(&right))
                if number.count != otherNumber.count { return number.count < otherNumber.count }
                if number != otherNumber { return number.lexicographicallyPrecedes(otherNumber) }
            } else {
                if first != second { return first < second }
                left.removeFirst()
                right.removeFirst()
            }
        }
        // Only zeros in front may still tell the two apart.
        guard left.isEmpty, right.isEmpty else { return left.isEmpty }
        return unicodeScalars.lexicographicallyPrecedes(other.unicodeScalars)
    }

    /// Takes the digits at the start, and gives them without the zeros in front.
    private static func takeNumber<Scalars: Collection<Unicode.Scalar>>(
        _ text: inout Scalars
    ) -> [Unicode.Scalar] where Scalars.SubSequence == Scalars {
        let digits = text.prefix(while: \.isDigit)
        text = text.dropFirst(digits.count)
        return Array(digits.drop { $0 == "0" })
    }
}

extension Unicode.Scalar {
    fileprivate var isDigit: Bool { "0"..."9" ~= self }
}
