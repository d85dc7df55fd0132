// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A number in decimal as people write it: thousands apart, and behind the point only digits that say something.
///
///     DecimalText("1234.500000000")?.text()            // 1,234.5
///     DecimalText("1234.500000000")?.text(decimals: 3) // 1,234.500
struct DecimalText: Hashable, Sendable {
    private let whole: String
    /// Without zeros at the end.
    private let fraction: String

    /// - Parameter text: digits, and perhaps a point with more of them; nil comes of anything else.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ part in !part.isEmpty && part.utf8.allSatisfy(Self.isDigit) }) else {
            return nil
        }
        whole = String(parts[0])
        fraction = parts.count == 2 ? String(parts[1].reversed().drop { $0 == "0" }.reversed()) : ""
    }

    /// How many digits behind the point say something. What has its thousands apart has one at least: without it the comma
    /// could be taken for the point.
    var decimals: Int { max(fraction.count, whole.count > 3 ? 1 : 0) }

    /// - Parameter decimals: at least so many digits behind the point.
    func text(decimals: Int = 0) -> String {
        let fraction = fraction + String(repeating: "0", count: max(0, decimals - fraction.count))
        return fraction.isEmpty ? grouped : "\(grouped).\(fraction)"
    }

    private var grouped: String {
        whole.enumerated().reduce(into: "") { text, digit in
            let left = whole.count - digit.offset
            if digit.offset > 0, left.isMultiple(of: 3) { text += "," }
            text.append(digit.element)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
