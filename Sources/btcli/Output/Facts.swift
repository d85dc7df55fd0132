// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Names and values in two columns, one pair per line.
struct Facts: ExpressibleByDictionaryLiteral {
    private let rows: [(name: String, value: StyledText)]

    init(dictionaryLiteral rows: (String, String)...) { self.init(rows) }

    /// - Parameter rows: values in which amounts and addresses are found by their form.
    init(_ rows: [(String, String)]) { self.rows = rows.map { ($0.printable, StyledText(reading: $1.printable)) } }

    init(_ facts: [Fact]) { rows = facts.map { ($0.label.withoutUnit.printable, $0.value.alone) } }

    init(styled rows: [(String, StyledText)]) { self.rows = rows.map { ($0.printable, $1) } }

    static func + (first: Facts, second: Facts) -> Facts { Facts(styled: first.rows + second.rows) }

    /// The lines, values in one column.
    ///
    /// - Parameter width: where a value does not fit beside its name it is wrapped there, or stands below, so that nothing
    ///   breaks inside a word; an address that is longer than the line loses its middle. Nil for as much room as they want.
    func text(width: Int?) -> StyledText {
        // A name that takes half the line has its value below.
        let names = rows.map(\.name.count).filter { $0 <= (width ?? .max) / 2 }.max() ?? 0
        return rows.map { name, value in
            let label = StyledText(name.padded(to: names), .label) + Self.gap
            guard let width, name.count > names || names + Self.gap.count + value.count > width else {
                return (label + value).trimmingTrailingBlanks
            }
            let room = width - names - Self.gap.count
            if name.count <= names, value.longestWord <= room, room >= Self.narrowest {
                let lines = value.wrapped(to: room).lines
                let blanks = StyledText(String(repeating: " ", count: names + Self.gap.count))
                return label + lines.joined(separator: "\n" + blanks)
            }
            let below = value.shorteningAddresses(to: max(1, width - 2)).wrapped(to: max(1, width - 2))
            return ([StyledText(name, .label)] + below.lines.map { "  " + $0 }).joined(separator: "\n")
        }.joined(separator: "\n")
    }

    private static let gap: StyledText = "  "
    /// A column of words that is narrower than this is hard to read.
    private static let narrowest = 16
}

extension String {
    /// `Stake` for `Stake (τ)`: an amount that stands alone has its unit itself.
    fileprivate var withoutUnit: String {
        hasSuffix(" (τ)") || hasSuffix(" (α)") ? String(dropLast(4)) : self
    }
}
