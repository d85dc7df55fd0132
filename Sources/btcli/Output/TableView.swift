// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// Which part of a table is wanted, and in which order.
struct TableView: Hashable, Sendable {
    /// The column that gives the order; nil keeps that of the answer.
    var sortedBy: String?
    /// Whether the smallest comes first; nil for what suits the column.
    var isAscending: Bool?
    /// The columns that are wanted, in their order; none means all.
    var columns: [String] = []
    /// What a row has to fulfil, all of it.
    var filters: [TableFilter] = []

    /// Whether it is the table as it is.
    var isEverything: Bool { sortedBy == nil && columns.isEmpty && filters.isEmpty }

    func applied(to table: DataTable) throws(CLIError) -> DataTable {
        var table = table
        for filter in filters { table = try filter.applied(to: table) }
        if let sortedBy { try table.sort(by: sortedBy, isAscending: isAscending) }
        guard !columns.isEmpty else { return table }
        var places: [Int] = []
        for name in columns { places.append(try table.place(of: name)) }
        return table.keeping(places)
    }
}

/// What the rows of a table have to fulfil: `COLUMN=VALUE`, `COLUMN>NUMBER`, or a text that stands anywhere in them.
struct TableFilter: Hashable, Sendable {
    enum Comparison: String, Hashable, CaseIterable, Sendable {
        // What is longer is looked for first.
        case atMost = "<="
        case atLeast = ">="
        case unequal = "!="
        case equal = "="
        case less = "<"
        case more = ">"
    }

    private enum Condition: Hashable {
        case contains(String)
        case compares(column: String, Comparison, String)
    }

    private let condition: Condition

    init(_ text: String) throws(CLIError) {
        guard !text.isEmpty else { throw CLIError(.usage, "--filter is empty: write COLUMN=VALUE, or a text") }
        guard let start = text.firstIndex(where: { "<>=!".contains($0) }), start > text.startIndex,
            let comparison = Comparison.allCases.first(where: { text[start...].hasPrefix($0.rawValue) })
        else {
            condition = .contains(text.lowercased())
            return
        }
        let value = text[start...].dropFirst(comparison.rawValue.count)
        condition = .compares(
            column: text[..<start].trimmingBlanks, comparison, value.trimmingBlanks)
    }

    /// The rows that fulfil it.
    func applied(to table: DataTable) throws(CLIError) -> DataTable {
        switch condition {
        case .contains(let text):
            return table.filtered { row in row.contains { $0.text.lowercased().contains(text) } }
        case .compares(let column, let comparison, let value):
            let place = try table.place(of: column)
            let number = Self.number(value)
            if number == nil, comparison != .equal, comparison != .unequal {
                throw CLIError(
                    .usage, "--filter \(excerpt("\(column)\(comparison.rawValue)\(value)")) compares with no number")
            }
            return table.filtered { Self.holds($0[place], comparison, value.lowercased(), number) }
        }
    }

    private static func holds(_ cell: CellValue, _ comparison: Comparison, _ value: String, _ number: Double?) -> Bool {
        switch comparison {
        case .equal: isEqual(cell, value, number)
        case .unequal: !isEqual(cell, value, number)
        case .less, .atMost, .more, .atLeast:
            if let number, let own = cell.number {
                switch comparison {
                case .less: own < number
                case .atMost: own <= number
                case .more: own > number
                default: own >= number
                }
            } else {
                false
            }
        }
    }

    private static func isEqual(_ cell: CellValue, _ value: String, _ number: Double?) -> Bool {
        if cell.text.lowercased() == value || cell.document.text.lowercased() == value { return true }
        guard let number, case let own? = cell.number else { return false }
        return own == number
    }

    /// A number as tables print it: with a unit, and thousands apart.
    private static func number(_ text: String) -> Double? {
        let digits = text.drop { "τα".contains($0) }
        return Double(digits) ?? (digits.contains(".") ? Double(digits.replacing(",", with: "")) : nil)
    }
}
