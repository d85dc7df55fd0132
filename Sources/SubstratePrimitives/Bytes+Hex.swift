// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension Array where Element == UInt8 {
    /// The bytes that `hex` spells: an even number of hex digits of either case, with or without `0x` in front.
    public init(hex: some StringProtocol) throws(PrimitivesError) {
        let digits = Substring(hex).utf8
        let body = hex.hasPrefix("0x") || hex.hasPrefix("0X") ? digits.dropFirst(2) : digits[...]
        // Of what is no hex, nobody wants to hear how many digits it has.
        guard body.count.isMultiple(of: 2) || body.contains(where: { hexNibble($0) == nil }) else {
            throw PrimitivesError(.invalidHex, "hex \(excerpt(hex)) has an odd number of digits")
        }
        self.init()
        reserveCapacity(body.count / 2)
        var high: UInt8?
        for character in body {
            guard let nibble = hexNibble(character) else {
                throw PrimitivesError(.invalidHex, "\(excerpt(hex)) is not hex: use the digits 0-9 and a-f")
            }
            if let first = high {
                append(first << 4 | nibble)
                high = nil
            } else {
                high = nibble
            }
        }
    }

    /// The bytes as lower-case hex with `0x` in front.
    public var hex: String { "0x" + hexDigits }

    /// The bytes as lower-case hex without prefix.
    public var hexDigits: String {
        String(unsafeUninitializedCapacity: count * 2) { buffer in
            for (index, byte) in enumerated() {
                buffer[2 * index] = hexAlphabet[Int(byte >> 4)]
                buffer[2 * index + 1] = hexAlphabet[Int(byte & 15)]
            }
            return count * 2
        }
    }
}

private let hexAlphabet = [UInt8]("0123456789abcdef".utf8)

private func hexNibble(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
    default: nil
    }
}

/// A quoted piece of a value for an error message: at most `limit` scalars, those that a terminal would obey made visible.
package func excerpt(_ text: some StringProtocol, limit: Int = 80) -> String {
    // Counted in scalars: one hostile character may hold thousands of them.
    let scalars = text.unicodeScalars.prefix(limit + 1)
    let shown = scalars.prefix(limit).map { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: "\\u{\(String(scalar.value, radix: 16))}"
        default: String(scalar)
        }
    }
    return "'" + shown.joined() + (scalars.count > limit ? "…'" : "'")
}
