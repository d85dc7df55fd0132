// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser

/// The forms of a table other than text and JSON.
struct TableOptions: ParsableArguments {
    @Flag(help: "Print comma-separated values: a line of names, then a line for each row.")
    var csv = false

    /// Shows an answer in the form that was asked for.
    func show(_ answer: some TableAnswer, on console: Console) throws {
        guard csv else { return try console.show(answer) }
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
    func show(_ answer: some TableAnswer, on console: Console) throws {
        if let html {
            let file = try OutputFile(path: html)
            try file.write(HTMLPage(answer).markup)
            console.say("The page is in \(file.path)")
        }
        try table.show(answer, on: console)
    }
}
