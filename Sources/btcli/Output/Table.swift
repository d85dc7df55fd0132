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
    private var rows: [[StyledText]] = []

    init(_ columns: [Column]) { self.columns = columns }

    /// Adds a row with one cell per column.
    mutating func add(_ cells: [StyledText]) {
        precondition(cells.count == columns.count, "a row has one cell per column")
        rows.append(cells)
    }

    /// The same for cells in which amounts and addresses are found by their form.
    mutating func add(_ cells: [String]) { add(cells.map { StyledText(reading: $0.printable) }) }

    /// The lines of title, rule and rows.
    ///
    /// - Parameter width: columns that may be shortened are, down to eight characters each, until a line fits; where that
    ///   is not enough, expendable columns go, and a line below names them. Where even that does not fit, each row is a
    ///   list of its own. Nil for as much room as the cells want.
    func text(width: Int?) -> StyledText {
        let widths = columns.indices.map { self.width(of: $0) }
        let (kept, dropped) = columnsFitting(width, widths)
        let fitted = shortened(widths, kept, to: width)
        guard Self.length(of: kept, fitted) <= width ?? .max else { return list(width: width) }
        let titles = columns.map { StyledText($0.title, .heading) }
        let lines =
            [line(titles, kept, fitted), kept.map { StyledText.rule(fitted[$0]) }.joined(separator: Self.gap)]
            + rows.map { line($0, kept, fitted) }
        guard !dropped.isEmpty else { return lines.joined(separator: "\n") }
        let names = dropped.map { columns[$0].title }.joined(separator: ", ")
        let note = StyledText("No room for: \(names).", .hint).wrapped(to: width ?? .max)
        return (lines + ["", note]).joined(separator: "\n")
    }

    private static let gap: StyledText = "  "
    private static let narrowest = 8

    /// A row as a list of titles and cells, for what fits no line.
    private func list(width: Int?) -> StyledText {
        rows.map { row in
            let cells = zip(columns, row).filter { !$1.isEmpty }
            return Facts(styled: cells.map { ($0.title, $1) }).text(width: width)
        }.joined(separator: "\n\n")
    }

    /// How long a line of some columns is.
    private static func length(of kept: [Int], _ widths: [Int]) -> Int {
        kept.reduce(gap.count * max(0, kept.count - 1)) { $0 + widths[$1] }
    }

    /// The columns that fit when all that may be is shortened, and those that do not.
    private func columnsFitting(_ limit: Int?, _ widths: [Int]) -> (kept: [Int], dropped: [Int]) {
        var kept = Array(columns.indices)
        guard let limit else { return (kept, []) }
        let narrow = columns.indices.map { index in
            isShortenable(index) ? min(widths[index], narrowestWidth(of: index)) : widths[index]
        }
        while Self.length(of: kept, narrow) > limit,
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

    private func shortened(_ widths: [Int], _ kept: [Int], to limit: Int?) -> [Int] {
        guard let limit else { return widths }
        var widths = widths
        // The widest gives first, so that narrow columns stay whole.
        while Self.length(of: kept, widths) > limit,
            let widest = kept.filter({ isShortenable($0) && widths[$0] > narrowestWidth(of: $0) })
                .max(by: { widths[$0] < widths[$1] })
        {
            widths[widest] -= 1
        }
        return widths
    }

    private func line(_ cells: [StyledText], _ kept: [Int], _ widths: [Int]) -> StyledText {
        kept.map { index in
            let cell = cells[index].shortened(to: widths[index], columns[index].shortening)
            let blanks = StyledText(String(repeating: " ", count: max(0, widths[index] - cell.count)))
            return switch columns[index].alignment {
            // Nothing stands behind the last cell of a line.
            case .leading: index == kept.last ? cell : cell + blanks
            case .trailing: blanks + cell
            }
        }.joined(separator: Self.gap).trimmingTrailingBlanks
    }
}
