// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What the parser knows about a command: names, options, words of help. The one source of help, of manual pages, of the
/// command reference, of completions, and of what an option that does not exist was meant to be.
struct CommandReference: Decodable, Sendable {
    let commandName: String
    private(set) var superCommands: [String]?
    var shouldDisplay: Bool?
    var aliases: [String]?
    var abstract: String?
    var discussion: String?
    var subcommands: [CommandReference]?
    var arguments: [Argument]?

    struct Argument: Decodable, Hashable, Sendable {
        enum Kind: String, Decodable, Sendable { case positional, option, flag }

        struct Name: Decodable, Hashable, Sendable {
            let kind: String
            let name: String

            /// With its dashes.
            var text: String { (kind == "long" ? "--" : "-") + name }
        }

        let kind: Kind
        let shouldDisplay: Bool
        let isOptional: Bool
        let isRepeating: Bool
        let names: [Name]?
        let preferredName: Name?
        let valueName: String?
        let defaultValue: String?
        let allValues: [String]?
        let abstract: String?
        let discussion: String?
    }

    /// The whole program. The parser takes some time to write it.
    ///
    /// - Throws: what only a parser that changed its dump makes it throw.
    static func program() throws -> CommandReference { try dump(of: Btcli.self).command }

    /// One command, and the names of those below it; nil where the names lead to none.
    init?(path: [String]) {
        var type: any ParsableCommand.Type = Btcli.self
        for name in path {
            guard let next = type.configuration.subcommands.first(where: { $0.name == name }) else { return nil }
            type = next
        }
        self.init(namesOf: type)
        superCommands = path.isEmpty ? [] : [Btcli.name] + path.dropLast()
        subcommands = type.configuration.subcommands.map(CommandReference.init(namesOf:))
        // A group has no arguments of its own, and its dump would be that of all commands in it.
        if type is any ConsoleCommand.Type { arguments = (try? Self.dump(of: type))?.command.arguments }
    }

    private init(namesOf type: any ParsableCommand.Type) {
        let configuration = type.configuration
        commandName = type.name
        (shouldDisplay, aliases) = (configuration.shouldDisplay, configuration.aliases)
        (abstract, discussion) = (configuration.abstract, configuration.discussion)
    }

    /// The arguments that a group of options brings along.
    static func arguments(of options: any ParsableArguments.Type) -> [Argument] {
        (try? dump(of: options))?.command.arguments ?? []
    }

    private struct Dump: Decodable { let command: CommandReference }

    private static func dump(of type: any ParsableArguments.Type) throws -> Dump {
        try JSONDecoder().decode(Dump.self, from: Data(type._dumpHelp().utf8))
    }
}

extension ParsableCommand {
    /// What it is called on a command line.
    fileprivate static var name: String { configuration.commandName ?? _commandName }
}

extension CommandReference {
    /// The words that call it: `btcli wallet list`.
    var path: String { ((superCommands ?? []) + [commandName]).joined(separator: " ") }

    /// Command lines that show how it is used.
    var examples: [String] { CommandExamples.lines[path] ?? [] }

    /// The subcommands that help shows.
    var visibleSubcommands: [CommandReference] {
        (subcommands ?? []).filter { $0.shouldDisplay != false && $0.commandName != "help" }
    }

    /// The arguments that help shows.
    var visibleArguments: [Argument] { (arguments ?? []).filter(\.shouldDisplay) }

    /// This command and all below it, each before its own subcommands.
    var all: [CommandReference] { [self] + visibleSubcommands.flatMap(\.all) }

    /// Every option with its dashes, hidden ones too.
    var optionNames: [String] { (arguments ?? []).flatMap { $0.names ?? [] }.map(\.text) }

    /// Those of them that take no value.
    var flagNames: [String] {
        (arguments ?? []).filter { $0.kind == .flag }.flatMap { $0.names ?? [] }.map(\.text)
    }

    /// How it is called: its own arguments in the order of help, those that may be missing in brackets. What it shares with
    /// others is only hinted at.
    var synopsis: [String] {
        guard visibleSubcommands.isEmpty else { return ["<command>"] }
        let own = sections.filter { !$0.isShared }.flatMap(\.arguments).map(\.synopsis)
        return own + (sections.contains(where: \.isShared) ? ["[<options>]"] : [])
    }
}

extension CommandReference.Argument {
    /// What stands for its value.
    var value: String { "<\(valueName ?? "value")>" }

    /// `[--network <name|url>]`, `<dest>`, `[<key> ...]`.
    var synopsis: String {
        var text = kind == .positional ? value : preferredName?.text ?? ""
        if kind == .option { text += " \(value)" }
        if isRepeating { text += " ..." }
        return isOptional ? "[\(text)]" : text
    }

    /// `-w, --wallet-name <name>`, or the name of a positional argument.
    var title: String {
        guard kind != .positional else { return value + (isRepeating ? " ..." : "") }
        // Short ones first, as in help.
        let names = (names ?? []).sorted { ($0.kind == "short" ? 0 : 1) < ($1.kind == "short" ? 0 : 1) }.map(\.text)
        return names.joined(separator: ", ") + (kind == .option ? " \(value)" : "")
    }

    /// What it is for, with its values and its default.
    var words: String {
        var parts = [abstract ?? ""]
        if let allValues, !allValues.isEmpty { parts.append("One of \(allValues.joined(separator: ", ")).") }
        if let defaultValue { parts.append("(default: \(defaultValue))") }
        return (parts + [discussion ?? ""]).filter { !$0.isEmpty }.joined(separator: " ")
    }
}
