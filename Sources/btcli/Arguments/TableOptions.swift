// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser

/// What every command takes that shows a table: which part of it, and in what form.
struct TableOptions: ParsableArguments {
    @OptionGroup var order: SortOptions

    @Option(
        help: ArgumentHelp("Only these columns, in this order, by their names between commas.", valueName: "a,b,c"),
        transform: WordList.parse)
    var columns: [[String]] = []

    @Option(
        help: ArgumentHelp(
            "Only the rows with this: COLUMN=VALUE, COLUMN>NUMBER (also != < <= >=), or a text anywhere. May be repeated.",
            valueName: "condition"),
        transform: TableFilter.init)
    var filter: [TableFilter] = []

    @Flag(help: "Print comma-separated values: a line of names, then a line for each row.")
    var csv = false

    @Flag(help: "Print a table that is longer than the screen at once, without the pager.")
    var noPager = false

    /// Which part of the table is wanted.
    var view: TableView {
        TableView(
            sortedBy: order.column, isAscending: order.sortOrder.map { $0 == .ascending },
            columns: Array(columns.joined()),
            filters: filter)
    }

    /// Shows an answer in the form that was asked for.
    func show(_ answer: some TableAnswer, on console: Console) async throws {
        // Wallets have columns of their own where they matter.
        var names = AccountNames()
        if !csv, !console.options.json { names.addBook(console) }
        if view.isEverything, names.isEmpty { return try await showAll(answer, on: console) }
        try await showAll(try ViewedAnswer(answer, view, names), on: console)
    }

    private func showAll(_ answer: some TableAnswer, on console: Console) async throws {
        guard csv else { return try await console.show(answer, paged: !noPager) }
        guard !console.options.json else {
            throw CLIError(.usage, "--csv and --json-output exclude each other: leave one out")
        }
        console.status.end()
        try console.write(data: answer.table.csv)
    }
}

/// The forms of a table that is also worth a page.
struct PageOptions: ParsableArguments {
    @OptionGroup var table: TableOptions

    @Option(
        help: ArgumentHelp(
            "Also write the table to a file, as a page with plots whose columns sort at a click.", valueName: "file"))
    var html: String?

    /// Shows an answer in the forms that were asked for.
    func show(_ answer: some TableAnswer, on console: Console) async throws {
        if let html {
            let file = try OutputFile(path: html)
            try file.write(HTMLPage(try ViewedAnswer(answer, table.view)).markup)
            console.say("The page is in \(file.path)")
        }
        try await table.show(answer, on: console)
    }
}
