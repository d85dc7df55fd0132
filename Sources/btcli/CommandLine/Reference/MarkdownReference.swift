// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// All commands on one page, in Markdown.
struct MarkdownReference {
    let text: String

    init(_ program: CommandReference) {
        var lines = [
            "# Commands", "",
            "Written by `btcli manual`, from what the parser knows; the same is on the manual pages and under `--help`.",
            "",
        ]
        lines += program.visibleSubcommands.map { "- [\($0.path)](#\($0.anchor)): \($0.abstract ?? "")" }
        for command in program.all { lines += [""] + Self.section(command) }
        text = lines.joined(separator: "\n") + "\n"
    }

    private static func section(_ command: CommandReference) -> [String] {
        let depth = min(command.superCommands?.count ?? 0, 2) + 2
        var lines = [String(repeating: "#", count: depth) + " \(command.path)", "", command.abstract ?? ""]
        if let aliases = command.aliases, !aliases.isEmpty {
            lines += ["", "Also " + aliases.map { "`\($0)`" }.joined(separator: ", ") + "."]
        }
        lines += ["", "```"] + wrapped(command) + ["```"]
        if let discussion = command.discussion { lines += [""] + paragraphs(discussion) }
        if !command.examples.isEmpty { lines += ["", "```sh"] + command.examples + ["```"] }
        if !command.visibleSubcommands.isEmpty {
            lines +=
                [""] + command.visibleSubcommands.map { "- [\($0.commandName)](#\($0.anchor)): \($0.abstract ?? "")" }
        }
        return lines
            + command.sections.flatMap { section in
                ["", "| \(section.title) | |", "| --- | --- |"]
                    + section.arguments.map { "| `\($0.title.cell)` | \($0.words.cell) |" }
            }
    }

    /// The synopsis, broken between arguments.
    private static func wrapped(_ command: CommandReference) -> [String] {
        var lines = [command.path]
        for part in command.synopsis {
            if let last = lines.last, last.count + part.count < 100 {
                lines[lines.count - 1] = "\(last) \(part)"
            } else {
                lines.append("    \(part)")
            }
        }
        return lines
    }

    /// Text as it is, and what is indented as code.
    private static func paragraphs(_ text: String) -> [String] {
        var lines: [String] = []
        var isCode = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            let wantsCode = line.hasPrefix("  ")
            if wantsCode != isCode {
                lines += wantsCode ? ["", "```"] : ["```", ""]
                isCode = wantsCode
            }
            lines.append(wantsCode ? String(line.dropFirst(2)) : line.escaped)
        }
        return lines + (isCode ? ["```"] : [])
    }
}

extension CommandReference {
    /// What Markdown readers call the heading.
    fileprivate var anchor: String { path.replacing(" ", with: "-") }
}

extension String {
    /// The text with nothing in it that Markdown would take for a tag.
    fileprivate var escaped: String { replacing("<", with: "\\<").replacing("*", with: "\\*") }

    /// The text within a table.
    fileprivate var cell: String {
        replacing("|", with: "\\|").replacing("\n", with: " ")
    }
}
