// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// An answer of which a part is shown: rows, columns and order as somebody wants them, in every form.
struct ViewedAnswer<Base: TableAnswer>: TableAnswer {
    private let base: Base
    let table: DataTable
    /// How many rows there are altogether.
    private let rowCount: Int
    private let showsChosenColumns: Bool
    /// What people call the accounts in it.
    private let names: AccountNames

    init(_ base: Base, _ view: TableView, _ names: AccountNames = AccountNames()) throws(CLIError) {
        self.base = base
        self.names = names
        let whole = base.table
        rowCount = whole.rows.count
        table = try view.applied(to: whole)
        showsChosenColumns = !view.columns.isEmpty
    }

    var title: String { base.title }
    var summary: [Fact] { base.summary }
    var emptyText: String { rowCount == 0 ? base.emptyText : "No row is left: --filter keeps none of \(rowCount)." }
    var rowsName: String { base.rowsName }
    // Whoever names a column wants to see it.
    var hiddenColumns: Set<String> { showsChosenColumns ? [] : base.hiddenColumns }
    var plots: [TablePlot] { base.plots }

    var document: OutputDocument { base.document.replacing(rowsName, with: table.document) }

    func text(width: Int?) -> StyledText { text(of: table, width: width) }

    /// The text with a table of the same rows, some of them marked.
    func text(of table: DataTable, width: Int?) -> StyledText {
        let left = rowCount - table.rows.count
        let note: StyledText =
            left == 0 || table.rows.isEmpty ? "" : "\n\n\("\(table.rows.count) of \(rowCount) rows.", .hint)"
        return tableText(table.naming(names), width: base.ownWidth ?? width) + note
    }
}

extension OutputDocument {
    /// The object with another value of one member.
    fileprivate func replacing(_ name: String, with value: OutputDocument) -> OutputDocument {
        guard case .object(let members) = self else { return self }
        return .object(members.map { $0.name == name ? Member(name: name, value: value) : $0 })
    }
}
