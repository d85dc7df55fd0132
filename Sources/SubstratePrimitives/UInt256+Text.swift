// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension UInt256: CustomStringConvertible {
    /// The value in decimal.
    public var description: String {
        // 10^19 is the largest power of ten in 64 bits.
        let chunk: UInt64 = 10_000_000_000_000_000_000
        var parts: [String] = []
        var rest = self
        while rest.exactUInt64 == nil, let (quotient, remainder) = rest.dividedBy(chunk) {
            let digits = String(remainder)
            parts.append(String(repeating: "0", count: 19 - digits.count) + digits)
            rest = quotient
        }
        return String(rest.limbs.0) + parts.reversed().joined()
    }

    /// The number that `text` spells: decimal digits, or hex digits after `0x`.
    public init(parsing text: some StringProtocol) throws(PrimitivesError) {
        let isHex = text.hasPrefix("0x")
        let digits = isHex ? text.dropFirst(2) : text[...]
        let radix: UInt64 = isHex ? 16 : 10
        guard !digits.isEmpty else {
            throw PrimitivesError(.invalidNumber, "\(excerpt(text)) is not a number")
        }
        var value = UInt256.zero
        for character in digits {
            guard character.isASCII, let digit = character.hexDigitValue, digit < Int(radix) else {
                throw PrimitivesError(.invalidNumber, "\(excerpt(text)) is not a whole number")
            }
            let (product, tooLarge) = value.multipliedReportingOverflow(by: UInt256(radix))
            let (sum, alsoTooLarge) = product.addingReportingOverflow(UInt256(UInt64(digit)))
            guard !tooLarge, !alsoTooLarge else {
                throw PrimitivesError(.invalidNumber, "\(excerpt(text)) does not fit 256 bits")
            }
            value = sum
        }
        self = value
    }
}
