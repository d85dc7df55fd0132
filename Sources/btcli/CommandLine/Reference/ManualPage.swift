// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A page of the manual, in roff with the man macros.
struct ManualPage {
    /// The name of the page without its section: `btcli-wallet-list`.
    let name: String
    let text: String

    var fileName: String { "\(name).1" }

    /// The page of one command.
    init(_ command: CommandReference, version: String) {
        let name = command.path.replacing(" ", with: "-")
        self.name = name
        let parent = command.superCommands?.joined(separator: "-")
        let children = command.visibleSubcommands.map { "\(name)-\($0.commandName)" }
        // No date: pages that say the same are the same.
        var page = [".TH \"\(name.uppercased())\" \"1\" \"\" \"btcli \(version)\" \"Bittensor\"", ".SH NAME"]
        page.append("\(name.roff) \\- \((command.abstract ?? "").withoutStop.roff)")
        page += [".SH SYNOPSIS", "\\fB\(command.path.roff)\\fR " + command.synopsis.map(\.roff).joined(separator: " ")]
        if let aliases = command.aliases, !aliases.isEmpty {
            page += [".SH ALIASES", aliases.map(\.roff).joined(separator: ", ")]
        }
        if let discussion = command.discussion { page += [".SH DESCRIPTION"] + Self.paragraphs(discussion) }
        if !command.examples.isEmpty {
            page += [".SH EXAMPLES"] + Self.paragraphs(command.examples.map { "  \($0)" }.joined(separator: "\n"))
        }
        page += command.sections.flatMap { Self.section("\"\($0.title.uppercased())\"", $0.arguments) }
        if !children.isEmpty {
            page.append(".SH COMMANDS")
            for subcommand in command.visibleSubcommands {
                let names = ([subcommand.commandName] + (subcommand.aliases ?? [])).joined(separator: ", ")
                page += [".TP", "\\fB\(names.roff)\\fR", (subcommand.abstract ?? "").roff]
            }
        }
        let related = ([parent].compactMap(\.self) + children).map { "\\fB\($0.roff)\\fR(1)" }
        if !related.isEmpty { page += [".SH \"SEE ALSO\"", related.joined(separator: ",\n")] }
        text = page.joined(separator: "\n") + "\n"
    }

    private static func section(_ title: String, _ arguments: [CommandReference.Argument]) -> [String] {
        guard !arguments.isEmpty else { return [] }
        return [".SH \(title)"]
            + arguments.flatMap {
                [".TP", "\\fB\($0.title.roff)\\fR"] + ($0.words.isEmpty ? [] : paragraphs($0.words))
            }
    }

    /// Text in paragraphs; lines that are indented stand as they are.
    private static func paragraphs(_ text: String) -> [String] {
        var lines: [String] = []
        var isLiteral = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            let wantsLiteral = line.hasPrefix("  ")
            if wantsLiteral != isLiteral, !(line.isEmpty && isLiteral) {
                lines.append(wantsLiteral ? ".RS 2\n.nf" : ".fi\n.RE")
                isLiteral = wantsLiteral
            }
            if line.isEmpty {
                lines.append(isLiteral ? "" : ".sp")
            } else {
                lines.append((wantsLiteral ? String(line.dropFirst(2)) : line).roff)
            }
        }
        while lines.last?.isEmpty == true || lines.last == ".sp" { lines.removeLast() }
        if isLiteral { lines.append(".fi\n.RE") }
        return lines.map { $0.isEmpty ? ".sp" : $0 }
    }
}

extension String {
    /// The text as roff shows it unchanged.
    fileprivate var roff: String {
        let escaped = replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("^", with: "\\(ha")
            .replacing("~", with: "\\(ti")
        // Old formatters read bytes, not UTF-8.
        let ascii = escaped.unicodeScalars.map { $0.isASCII ? String($0) : "\\[u\(Self.hex($0))]" }.joined()
        // A line that begins with one of these would be a request.
        return ascii.hasPrefix(".") || ascii.hasPrefix("'") ? "\\&" + ascii : ascii
    }

    /// At least four digits, as roff wants them.
    private static func hex(_ scalar: Unicode.Scalar) -> String {
        String(scalar.value, radix: 16, uppercase: true).paddedInFront(to: 4).replacing(" ", with: "0")
    }

    fileprivate var withoutStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
