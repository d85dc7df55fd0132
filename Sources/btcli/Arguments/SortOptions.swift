// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser

/// The options that put the rows of a table in an order.
struct SortOptions: ParsableArguments {
    enum Order: String, CaseIterable, ExpressibleByArgument {
        case ascending
        case descending

        /// As a person writes it, shortened or not.
        init?(argument: String) {
            let matches = Self.allCases.filter { !argument.isEmpty && $0.rawValue.hasPrefix(argument.lowercased()) }
            guard let match = matches.first else { return nil }
            self = match
        }
    }

    @Option(
        name: [.customLong("sort"), .customLong("sort-by")],
        help: ArgumentHelp("Put the rows in the order of a column, such as stake.", valueName: "column"))
    var column: String?

    @Option(
        help: ArgumentHelp(
            "The smallest or the largest first. (default: numbers from the largest, texts from the first)",
            valueName: "ascending|descending"))
    var sortOrder: Order?

    func validate() throws {
        guard sortOrder == nil || column != nil else {
            throw CLIError(.usage, "--sort-order without --sort-by: say which column")
        }
    }
}
