// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Names and values in two columns, one pair per line.
struct Facts: ExpressibleByDictionaryLiteral {
    private let rows: [(name: String, value: String)]

    init(dictionaryLiteral rows: (String, String)...) { self.init(rows) }

    init(_ rows: [(String, String)]) { self.rows = rows.map { ($0.printable, $1.printable) } }

    /// The lines, values in one column.
    var text: String {
        let width = rows.map(\.name.count).max() ?? 0
        return rows.map { "\($0.padded(to: width))  \($1)" }.joined(separator: "\n")
    }
}
