// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension String {
    /// The text with everything in it that a terminal would obey made visible.
    var printable: String {
        guard unicodeScalars.contains(where: \.isCommand) else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            if scalar.isCommand {
                text += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
    }

    /// The text with blanks behind it, at least `width` characters.
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

    /// The text with blanks in front of it, at least `width` characters.
    func paddedInFront(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }

    /// At most `width` characters, with an ellipsis where some are missing.
    func shortened(to width: Int, _ shortening: Table.Column.Shortening = .end) -> String {
        guard count > width, width > 0 else { return self }
        switch shortening {
        case .never: return self
        case .end: return "\(prefix(width - 1))…"
        case .middle: return "\(prefix(width / 2))…\(suffix(width - 1 - width / 2))"
        }
    }

    /// The text with line breaks in place of blanks, so that only a line of one long word exceeds `width` characters.
    func wrapped(to width: Int) -> String {
        guard count > width else { return self }
        var lines: [String] = []
        for word in split(separator: " ", omittingEmptySubsequences: false) {
            if let last = lines.last, last.count + 1 + word.count <= width {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(String(word))
            }
        }
        return lines.joined(separator: "\n")
    }

    var trimmingTrailingBlanks: String { String(reversed().drop { $0 == " " }.reversed()) }
}

extension StringProtocol {
    var trimmingBlanks: String { String(drop { $0 == " " }).trimmingTrailingBlanks }
}

extension Unicode.Scalar {
    fileprivate var isCommand: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
