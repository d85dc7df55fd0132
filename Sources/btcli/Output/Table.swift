// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Rows of text in columns that fit a width.
///
///     var table = Table([.text("Hotkey", .middle), .number("Stake (τ)")])
///     table.add(["5GrwvaEF…", "12.5"])
///     print(table.text(width: 80))
///
/// Cells may come from a chain: what a terminal would obey is made visible.
struct Table {
    struct Column: Hashable, Sendable {
        enum Alignment: String, Hashable { case leading, trailing }
        /// Which part of a cell goes first when there is too little room.
        enum Shortening: Hashable { case never, end, middle }

        let title: String
        let alignment: Alignment
        let shortening: Shortening
        /// Who goes first when a line does not fit however short its cells are: the highest; 0 stays.
        var expendability = 0

        /// A left-aligned column.
        static func text(_ title: String, _ shortening: Shortening = .end) -> Column {
            Column(title: title, alignment: .leading, shortening: shortening)
        }

        /// A right-aligned column that keeps all its digits; put the unit into the title.
        static func number(_ title: String) -> Column {
            Column(title: title, alignment: .trailing, shortening: .never)
        }
    }

    let columns: [Column]
    private var rows: [[String]] = []

    init(_ columns: [Column]) { self.columns = columns }

    /// Adds a row with one cell per column.
    mutating func add(_ cells: [String]) {
        precondition(cells.count == columns.count, "a row has one cell per column")
        rows.append(cells.map(\.printable))
    }

    /// The lines of title, rule and rows.
    ///
    /// - Parameter width: columns that may be shortened are, down to eight characters each, until a line fits; where that
    ///   is not enough, expendable columns go, and a line below names them. Nil for as much room as the cells want.
    func text(width: Int?) -> String {
        let (kept, dropped) = columnsFitting(width)
        let widths = widths(of: kept, fitting: width)
        let lines =
            [line(columns.map(\.title), kept, widths), line(widths, kept)] + rows.map { line($0, kept, widths) }
        guard !dropped.isEmpty else { return lines.joined(separator: "\n") }
        let names = dropped.map { columns[$0].title }.joined(separator: ", ")
        return (lines + ["", "No room for: \(names).".wrapped(to: width ?? .max)]).joined(separator: "\n")
    }

    private static let gap = "  "
    private static let narrowest = 8

    /// The columns that fit when all that may be is shortened, and those that do not.
    private func columnsFitting(_ limit: Int?) -> (kept: [Int], dropped: [Int]) {
        var kept = Array(columns.indices)
        guard let limit else { return (kept, []) }
        let narrow = columns.indices.map { index in
            isShortenable(index) ? min(width(of: index), narrowestWidth(of: index)) : width(of: index)
        }
        while kept.reduce(Self.gap.count * (kept.count - 1), { $0 + narrow[$1] }) > limit,
            let expendable = kept.filter({ columns[$0].expendability > 0 })
                .max(by: { (columns[$0].expendability, $0) < (columns[$1].expendability, $1) })
        {
            kept.removeAll { $0 == expendable }
        }
        return (kept, columns.indices.filter { !kept.contains($0) })
    }

    private func isShortenable(_ index: Int) -> Bool { columns[index].shortening != .never }
    private func narrowestWidth(of index: Int) -> Int { max(Self.narrowest, columns[index].title.count) }
    private func width(of index: Int) -> Int {
        rows.reduce(columns[index].title.count) { max($0, $1[index].count) }
    }

    private func widths(of kept: [Int], fitting limit: Int?) -> [Int] {
        var widths = columns.indices.map(width)
        guard let limit else { return widths }
        let gaps = Self.gap.count * max(0, kept.count - 1)
        // The widest gives first, so that narrow columns stay whole.
        while kept.reduce(gaps, { $0 + widths[$1] }) > limit,
            let widest = kept.filter({ isShortenable($0) && widths[$0] > narrowestWidth(of: $0) })
                .max(by: { widths[$0] < widths[$1] })
        {
            widths[widest] -= 1
        }
        return widths
    }

    private func line(_ widths: [Int], _ kept: [Int]) -> String {
        kept.map { String(repeating: "─", count: widths[$0]) }.joined(separator: Self.gap)
    }

    private func line(_ cells: [String], _ kept: [Int], _ widths: [Int]) -> String {
        let cells = kept.map { index in
            let cell = cells[index].shortened(to: widths[index], columns[index].shortening)
            return switch columns[index].alignment {
            case .leading: cell.padded(to: widths[index])
            case .trailing: cell.paddedInFront(to: widths[index])
            }
        }
        return cells.joined(separator: Self.gap).trimmingTrailingBlanks
    }
}
