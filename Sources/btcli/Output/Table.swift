/// Rows of text in columns that fit a width.
///
///     var table = Table([.text("Hotkey", .middle), .number("Stake (τ)")])
///     table.add(["5GrwvaEF…", "12.5"])
///     print(table.text(width: 80))
///
/// Cells may come from a chain: what a terminal would obey is made visible.
struct Table {
    struct Column: Hashable {
        enum Alignment: Hashable { case leading, trailing }
        /// Which part of a cell goes first when there is too little room.
        enum Shortening: Hashable { case never, end, middle }

        let title: String
        let alignment: Alignment
        let shortening: Shortening

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
    /// - Parameter width: columns that may be shortened are, down to eight characters each, until a line fits; nil for
    ///   as much room as the cells want.
    func text(width: Int?) -> String {
        let widths = widths(fitting: width)
        let lines = [columns.map(\.title), widths.map { String(repeating: "─", count: $0) }] + rows
        return lines.map { line($0, widths) }.joined(separator: "\n")
    }

    private static let gap = "  "
    private static let narrowest = 8

    private func widths(fitting limit: Int?) -> [Int] {
        var widths = columns.indices.map { index in
            ([columns[index].title] + rows.map { $0[index] }).map(\.count).max() ?? 0
        }
        guard let limit else { return widths }
        func isShortenable(_ index: Int) -> Bool {
            columns[index].shortening != .never && widths[index] > max(Self.narrowest, columns[index].title.count)
        }
        let gaps = Self.gap.count * max(0, columns.count - 1)
        // The widest gives first, so that narrow columns stay whole.
        while widths.reduce(gaps, +) > limit,
            let widest = columns.indices.filter(isShortenable).max(by: { widths[$0] < widths[$1] })
        {
            widths[widest] -= 1
        }
        return widths
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        let cells = columns.indices.map { index in
            let cell = cells[index].shortened(to: widths[index], columns[index].shortening)
            return switch columns[index].alignment {
            case .leading: cell.padded(to: widths[index])
            case .trailing: cell.paddedInFront(to: widths[index])
            }
        }
        return cells.joined(separator: Self.gap).trimmingTrailingBlanks
    }
}
