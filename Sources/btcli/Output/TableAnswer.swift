// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// An answer whose heart is a table.
protocol TableAnswer: Answer {
    /// The heading of a page.
    var title: String { get }
    /// What stands above the table.
    var summary: [Fact] { get }
    var table: DataTable { get }
    /// What a person reads where the table has no rows.
    var emptyText: String { get }
    /// The member of the document that holds the rows, such as `neurons`.
    var rowsName: String { get }
    /// The columns that a person need not see, for they say the same in every row.
    var hiddenColumns: Set<String> { get }
    /// The columns that a page draws, each over all rows.
    var plots: [TablePlot] { get }
    /// How wide a person wants it; nil for as wide as the terminal.
    var ownWidth: Int? { get }
}

/// A picture of one numeric column.
struct TablePlot: Hashable, Sendable {
    let title: String
    /// The name of the column whose numbers become bars.
    let column: String
    /// The name of the column that says whose bar it is.
    let label: String
}

extension TableAnswer {
    var hiddenColumns: Set<String> { [] }
    var plots: [TablePlot] { [] }
    var ownWidth: Int? { nil }

    var document: OutputDocument {
        OutputDocument(summary) + .object([OutputDocument.Member(name: rowsName, value: table.document)])
    }

    func text(width: Int?) -> StyledText { tableText(table, width: ownWidth ?? width) }

    /// The summary, and the table below it.
    func tableText(_ table: DataTable, width: Int?) -> StyledText {
        let told = summary.filter { $0.value != .none }
        let head = told.isEmpty ? "" : Facts(told).text(width: width) + "\n\n"
        guard !table.rows.isEmpty else { return head + StyledText(emptyText).wrapped(to: width ?? .max) }
        return head + table.without(hiddenColumns).text(width: width)
    }
}
