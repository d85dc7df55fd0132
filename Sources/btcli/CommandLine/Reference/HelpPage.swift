// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The help of one command, as a terminal shows it.
struct HelpPage: Sendable {
    /// What asks for the options of the embedded chain, too.
    static let embeddedOption = "--help-embedded"

    private let command: CommandReference
    private let showsEmbedded: Bool

    /// The page that a command line asks for; nil where it asks for none.
    init?(askedIn arguments: [String], commands: CommandNames) {
        let words = arguments.prefix { $0 != "--" }
        let wants = words.contains { ["-h", "--help", Self.embeddedOption].contains($0) }
        // `help` is a command of the parser's own.
        guard words.first == "help" || wants else { return nil }
        self.init(
            path: commands.path(of: words.first == "help" ? words.dropFirst() : words),
            showsEmbedded: words.contains(Self.embeddedOption))
    }

    init?(path: [String], showsEmbedded: Bool = false) {
        guard let command = CommandReference(path: path) else { return nil }
        self.command = command
        self.showsEmbedded = showsEmbedded
    }

    /// - Parameter width: of the terminal; lines of more than 100 characters are hard to read.
    func text(width: Int) -> StyledText {
        let width = min(100, max(40, width))
        var parts: [StyledText] = [command.abstract, command.discussion].compactMap { text in
            guard let text, !text.isEmpty else { return nil }
            return Self.paragraphs(text, width: width)
        }
        parts.append("\("USAGE:", .heading)\n" + usage(width: width))
        if !command.examples.isEmpty {
            let lines = command.examples.map { StyledText("  \($0)") }
            parts.append("\("EXAMPLES:", .heading)\n" + lines.joined(separator: "\n"))
        }
        parts += command.sections.compactMap { section in
            let isHidden = section.title == CommandReference.embeddedChain && !showsEmbedded
            return isHidden ? nil : Self.list(section.title, rows(of: section), width: width)
        }
        let subcommands = command.visibleSubcommands
        if !subcommands.isEmpty {
            let rows = subcommands.map { command in
                (([command.commandName] + (command.aliases ?? [])).joined(separator: ", "), command.abstract ?? "")
            }
            parts.append(Self.list("Subcommands", rows, width: width))
            let line = "See '\(command.path) <subcommand> --help' for the options of one."
            parts.append(StyledText(line.wrapped(to: width), .hint))
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private func rows(of section: CommandReference.Section) -> [(String, String)] {
        let rows = section.arguments.map { ($0.title, $0.words) }
        guard section.title == "Network", !showsEmbedded else { return rows }
        return rows + [(Self.embeddedOption, "Show the options of --network embedded, too.")]
    }

    private func usage(width: Int) -> StyledText {
        // Broken between arguments only.
        let parts = command.synopsis.map { $0.replacing(" ", with: "\u{A0}") }
        let line = ([command.path] + parts).joined(separator: " ")
        return StyledText(Self.hanging(line, from: 2, to: 6, width: width).replacing("\u{A0}", with: " "))
    }

    private static func list(_ title: String, _ rows: [(String, String)], width: Int) -> StyledText {
        // Narrow terminals have no room for two columns.
        let indent = width < 60 ? 6 : 26
        let lines = rows.map { label, words -> StyledText in
            let text = hanging(words, from: indent, to: indent, width: width)
            let name = "  " + label
            guard !words.isEmpty else { return StyledText(name) }
            guard name.count < indent else { return StyledText("\(name)\n\(text)") }
            return StyledText(name.padded(to: indent) + text.dropFirst(indent))
        }
        return "\("\(title.uppercased()):", .heading)\n" + lines.joined(separator: "\n")
    }

    /// Text within the width; what is indented stands as it is.
    private static func paragraphs(_ text: String, width: Int) -> StyledText {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> StyledText in
            let isHeading = line.last == ":" && line.allSatisfy { $0.isUppercase || " :".contains($0) }
            if isHeading { return StyledText(String(line), .heading) }
            return StyledText(line.hasPrefix(" ") ? String(line) : String(line).wrapped(to: width))
        }.joined(separator: "\n")
    }

    /// A paragraph with blanks in front of its first line, and of the others.
    private static func hanging(_ text: String, from first: Int, to others: Int, width: Int) -> String {
        let lines = text.wrapped(to: max(20, width - others)).split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().map { index, line in
            String(repeating: " ", count: index == 0 ? first : others) + line
        }.joined(separator: "\n")
    }
}
