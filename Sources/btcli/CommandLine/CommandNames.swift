// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstratePrimitives

/// The names in a command tree, to walk it without parsing.
struct CommandNames: Sendable {
    let name: String
    var aliases: [String] = []
    var subcommands: [CommandNames] = []

    /// The tree of this program.
    static let btcli = CommandNames(Btcli.self)

    init(name: String, aliases: [String] = [], subcommands: [CommandNames] = []) {
        self.name = name
        self.aliases = aliases
        self.subcommands = subcommands
    }

    init(_ command: any ParsableCommand.Type) {
        self.init(
            name: command.configuration.commandName ?? command._commandName,
            aliases: command.configuration.aliases,
            subcommands: command.configuration.subcommands.map { CommandNames($0) })
    }

    /// The subcommand that a word names, in its own spelling or one of its aliases.
    func subcommand(_ word: String) -> CommandNames? {
        subcommands.first { $0.name == word || $0.aliases.contains(word) }
    }

    /// The full names of the commands that the first words of a command line lead to.
    func path(of arguments: some Collection<String>) -> [String] { walk(arguments).path }

    /// The word that stands where a subcommand is wanted and names none.
    func unknownSubcommand(in arguments: some Collection<String>) -> String? {
        let (_, last, rest) = walk(arguments)
        guard !last.subcommands.isEmpty, let word = rest.first, !word.hasPrefix("-") else { return nil }
        return word
    }

    private func walk(_ arguments: some Collection<String>) -> (path: [String], last: CommandNames, rest: [String]) {
        var walked: (path: [String], last: CommandNames, rest: [String]) = ([], self, Array(arguments))
        while let word = walked.rest.first, let next = walked.last.subcommand(word) {
            walked = (walked.path + [next.name], next, Array(walked.rest.dropFirst()))
        }
        return walked
    }
}

extension CommandNames {
    /// The command that was meant where the first words of a command line lead to none: `subnets list`.
    func suggestion(for arguments: some Collection<String>) -> String? {
        guard let word = unknownSubcommand(in: arguments) else { return nil }
        let path = path(of: arguments)
        let here = path.reduce(self) { command, name in command.subcommand(name) ?? command }
        // One letter is near to every other.
        let names = here.subcommands.flatMap { [$0.name] + $0.aliases }.filter { $0.count > 1 }
        if let name = NearestName.of(word, in: names), let command = here.subcommand(name) {
            return (path + [command.name]).joined(separator: " ")
        }
        // The right word in another place: `btcli transfer`.
        return places(of: word.replacing("_", with: "-")).first?.joined(separator: " ")
    }

    private func places(of word: String, under path: [String] = []) -> [[String]] {
        subcommands.flatMap { command in
            let place = path + [command.name]
            return (command.name == word ? [place] : []) + command.places(of: word, under: place)
        }
    }
}
