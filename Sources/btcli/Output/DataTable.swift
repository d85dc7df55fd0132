// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// Values in rows and named columns: one table for people, scripts, spreadsheets and browsers.
///
///     var table = DataTable([.text("hotkey", "Hotkey", .middle), .number("stake_tao", "Stake (τ)")])
///     table.add([.address(hotkey), .tao(stake)])
struct DataTable: Hashable, Sendable {
    struct Column: Hashable, Sendable {
        /// The member of a row's object and the head of the CSV column, in snake case with its unit at the end.
        let name: String
        let layout: Table.Column

        var title: String { layout.title }

        /// A left-aligned column.
        static func text(_ name: String, _ title: String, _ shortening: Table.Column.Shortening = .end) -> Column {
            Column(name: name, layout: .text(title, shortening))
        }

        /// A right-aligned column that keeps all its digits; put the unit into the title.
        static func number(_ name: String, _ title: String) -> Column {
            Column(name: name, layout: .number(title))
        }

        /// The same column, left out of a narrow terminal: the highest number first.
        func expendable(_ order: Int) -> Column {
            var layout = layout
            layout.expendability = order
            return Column(name: name, layout: layout)
        }
    }

    let columns: [Column]
    private(set) var rows: [[CellValue]] = []
    /// Totals, for people only.
    var footer: [CellValue]?

    init(_ columns: [Column]) { self.columns = columns }

    /// Adds a row with one cell per column.
    mutating func add(_ cells: [CellValue]) {
        precondition(cells.count == columns.count, "a row has one cell per column")
        rows.append(cells)
    }

    /// The same table without some columns, by their names.
    func without(_ names: Set<String>) -> DataTable {
        names.isEmpty ? self : keeping(columns.indices.filter { !names.contains(columns[$0].name) })
    }

    /// The same table with some columns only, by their places.
    func keeping(_ kept: [Int]) -> DataTable {
        var table = DataTable(kept.map { columns[$0] })
        table.rows = rows.map { row in kept.map { row[$0] } }
        if let footer, let first = kept.first {
            table.footer = kept.map { footer[$0] }
            // What the line is stands in its first column.
            if footer[first] == .none { table.footer?[0] = footer[0] }
        }
        return table
    }

    /// The same table with names in front of the addresses that have one, for people.
    func naming(_ names: AccountNames) -> DataTable {
        guard !names.isEmpty else { return self }
        var table = self
        table.rows = rows.map { row in
            row.map { cell in
                guard cell.style == .address, let name = names[address: cell.text] else { return cell }
                return cell.told(as: "\(name) (\(cell.text))")
            }
        }
        return table
    }

    /// Puts the rows in the order of a column: numbers from the largest, texts from the first.
    ///
    /// - Parameters:
    ///   - name: a column's name, its title, or the start of either, such as `stake`.
    ///   - isAscending: whether the smallest comes first; nil for what suits the column.
    mutating func sort(by name: String, isAscending: Bool? = nil) throws(CLIError) {
        let column = try place(of: name)
        // Equal rows keep their order.
        rows = rows.enumerated().sorted { first, second in
            let (a, b) = (first.element[column], second.element[column])
            if let a = a.number, let b = b.number {
                return a == b ? first.offset < second.offset : (a < b) == (isAscending ?? false)
            }
            return a.text == b.text ? first.offset < second.offset : (a.text < b.text) == (isAscending ?? true)
        }.map(\.element)
    }

    /// The rows that fulfil something. Totals of all of them would not be theirs.
    func filtered(_ isWanted: ([CellValue]) -> Bool) -> DataTable {
        var table = self
        table.rows = rows.filter(isWanted)
        if table.rows.count < rows.count { table.footer = nil }
        return table
    }

    /// The same table with those values marked that are others than in an earlier one.
    ///
    /// A row is the one before whose texts are the same; one that was not there is marked altogether.
    func marking(changesSince earlier: DataTable) -> DataTable {
        let keys = columns.indices.filter { columns[$0].layout.alignment == .leading }
        func key(_ row: [CellValue], _ place: Int) -> [String] {
            [columns[place].name] + (keys.isEmpty ? [row[place].text] : keys.map { row[$0].text })
        }
        guard let first = columns.indices.first, columns == earlier.columns else { return self }
        let before = Dictionary(earlier.rows.map { (key($0, first), $0) }) { first, _ in first }
        var table = self
        table.rows = rows.map { row in
            guard let old = before[key(row, first)] else { return row.map { $0.looking(.changed) } }
            return zip(row, old).map { $0.document == $1.document ? $0 : $0.looking(.changed) }
        }
        return table
    }

    /// Where a column stands.
    ///
    /// - Parameter name: its name, its title, or the start of either, such as `stake`.
    func place(of name: String) throws(CLIError) -> Int {
        let wanted = name.lowercased().replacing("-", with: "_")
        func matches(_ text: String) -> Bool { text.lowercased() == wanted }
        if let place = columns.firstIndex(where: { matches($0.name) || matches($0.title) })
            ?? columns.firstIndex(where: { !wanted.isEmpty && $0.name.hasPrefix(wanted) })
        {
            return place
        }
        let names = columns.map(\.name)
        throw CLIError(
            .usage,
            "there is no column \(excerpt(name))"
                + (NearestName.of(wanted, in: names).map { ", did you mean \($0)?" }
                    ?? ": there are \(names.joined(separator: ", "))"))
    }

    /// Puts a line of totals under some columns, by their names; none under a single row.
    mutating func total(_ totals: [String: CellValue]) {
        guard rows.count > 1 else { return }
        footer = columns.enumerated().map { totals[$1.name] ?? ($0 == 0 ? .text("Total") : .none) }
    }

    /// An array with an object for each row.
    var document: OutputDocument {
        .array(
            rows.map { row in
                .object(zip(columns, row).map { OutputDocument.Member(name: $0.name, value: $1.document) })
            })
    }

    /// - Parameter width: the columns of the terminal; nil for as much room as the cells want.
    func text(width: Int?) -> StyledText {
        var table = Table(columns.map(\.layout))
        let lines = rows + (footer.map { [$0] } ?? [])
        // The amounts of a column end at the same digit.
        let decimals = columns.indices.map { column in lines.map { $0[column].amount?.number.decimals ?? 0 }.max() ?? 0
        }
        for line in lines { table.add(zip(line, decimals).map { $0.inColumn(decimals: $1) }) }
        return table.text(width: width)
    }

    /// The rows as RFC 4180 wants them, under a line of column names.
    var csv: String {
        ([columns.map(\.name)] + rows.map { $0.map(\.document.csvField) })
            .map { $0.map(Self.quoted).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func quoted(_ field: String) -> String {
        guard field.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return field }
        return "\"" + field.replacing("\"", with: "\"\"") + "\""
    }
}

extension OutputDocument {
    /// The value as a field of a CSV file; empty where there is none.
    ///
    /// A text that a spreadsheet would take for a formula gets an apostrophe in front: names on a chain are anyone's.
    fileprivate var csvField: String {
        switch self {
        case .null: ""
        case .string(let text):
            text.first.map { "=+-@\t\r".contains($0) } == true && Double(text) == nil ? "'" + text : text
        case .array(let elements): elements.map(\.csvField).joined(separator: " ")
        default: self.text
        }
    }
}
