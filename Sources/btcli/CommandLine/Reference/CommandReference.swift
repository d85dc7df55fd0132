// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What the parser knows about a command: names, options, words of help. The one source of manual pages, of the command
/// reference, and of what an option that does not exist was meant to be.
struct CommandReference: Decodable, Sendable {
    let commandName: String
    let superCommands: [String]?
    let shouldDisplay: Bool?
    let aliases: [String]?
    let abstract: String?
    let discussion: String?
    let subcommands: [CommandReference]?
    let arguments: [Argument]?

    struct Argument: Decodable, Sendable {
        enum Kind: String, Decodable, Sendable { case positional, option, flag }

        struct Name: Decodable, Sendable {
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

    /// The whole program.
    ///
    /// - Throws: what only a parser that changed its dump makes it throw.
    static func program() throws -> CommandReference { try dump.get() }

    /// The parser takes some time to write it.
    private static let dump = Result {
        struct Dump: Decodable { let command: CommandReference }
        return try JSONDecoder().decode(Dump.self, from: Data(Btcli._dumpHelp().utf8)).command
    }
}

extension CommandReference {
    /// The words that call it: `btcli wallet list`.
    var path: String { ((superCommands ?? []) + [commandName]).joined(separator: " ") }

    /// The subcommands that help shows.
    var visibleSubcommands: [CommandReference] {
        (subcommands ?? []).filter { $0.shouldDisplay != false && $0.commandName != "help" }
    }

    /// The arguments that help shows.
    var visibleArguments: [Argument] { (arguments ?? []).filter(\.shouldDisplay) }

    /// This command and all below it, each before its own subcommands.
    var all: [CommandReference] { [self] + visibleSubcommands.flatMap(\.all) }

    /// The command that full names lead to from here.
    func descendant(_ names: some Collection<String>) -> CommandReference? {
        guard let name = names.first else { return self }
        return subcommands?.first { $0.commandName == name }?.descendant(names.dropFirst())
    }

    /// Every option with its dashes, hidden ones too.
    var optionNames: [String] { (arguments ?? []).flatMap { $0.names ?? [] }.map(\.text) }

    /// Those of them that take no value.
    var flagNames: [String] {
        (arguments ?? []).filter { $0.kind == .flag }.flatMap { $0.names ?? [] }.map(\.text)
    }

    /// How it is called: arguments in the order of help, options that may be missing in brackets.
    var synopsis: [String] {
        // Every command takes these two.
        let own = visibleArguments.map(\.synopsis).filter { !["[--version]", "[--help]"].contains($0) }
        guard visibleSubcommands.isEmpty else { return own.isEmpty ? ["<command>"] : ["[<command>]"] + own }
        return own
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
