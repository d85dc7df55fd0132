// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The part of a command line before the word that is being typed, in today's spelling.
struct CommandLineSoFar: Sendable {
    /// The full names of its commands.
    let path: [String]
    /// Whether `--` has ended the options.
    let hasEnded: Bool
    private let reference: CommandReference?
    private let rest: [String]

    init(_ words: [String]) {
        let words = OldSpellings.rewritten(words, commands: .btcli)
        path = CommandNames.btcli.path(of: words)
        rest = Array(words.dropFirst(path.count))
        hasEnded = rest.contains("--")
        reference = CommandReference(path: path)
    }

    /// The commands that may follow.
    var commands: [CommandReference] { rest.isEmpty ? reference?.visibleSubcommands ?? [] : [] }

    /// Those commands, with underscores where the typed word has one.
    func commands(spelledAs start: String) -> [WordCompletion.Candidate] {
        let isOld = start.contains("_")
        let moved = isOld ? OldSpellings.movedCommands.filter { $0.group == path }.map(\.old) : []
        return (commands.map { ($0.commandName, $0.abstract ?? "") } + moved.map { ($0, "") }).map { name, abstract in
            .init(word: isOld ? name.replacing("-", with: "_") : name, note: abstract)
        }
    }

    /// The options, spelled as the typed word is: `--wallet-name`, `--wallet_name`, `--wallet.name`.
    func options(spelledAs start: String) -> [WordCompletion.Candidate] {
        let shown = reference?.visibleArguments.filter { $0.kind != .positional } ?? []
        let options = shown.flatMap { argument in
            (argument.names ?? []).map { WordCompletion.Candidate(word: $0.text, note: argument.abstract ?? "") }
        }
        guard start.contains("_") || start.contains(".") else { return options }
        let old = OldSpellings.table.filter { $0.applies(under: path) && $0.new != nil }.map(\.old)
        let today = options.map(\.word).filter { $0.hasPrefix("--") }.map { String($0.dropFirst(2)) }
        return (today + today.map { $0.withFirstDash(".") } + old).uniqued().map { name in
            .init(word: "--" + name.replacing("-", with: "_"))
        }
    }

    /// The option whose value is being typed.
    func argumentInValue(isAttached: Bool) -> CommandReference.Argument? {
        guard !hasEnded, let place = rest.lastIndex(where: { $0.hasPrefix("-") }),
            let argument = argument(rest[place]), argument.kind == .option
        else { return nil }
        let isNext = place == rest.count - 1
        // A list goes on until the next option.
        return isNext || argument.isRepeating && !isAttached ? argument : nil
    }

    /// The argument without a name that comes next, and how many there are before it.
    var nextPositional: (CommandReference.Argument, place: Int)? {
        let positionals = reference?.visibleArguments.filter { $0.kind == .positional } ?? []
        var place = 0
        var isValue = false
        for word in rest {
            if isValue {
                isValue = false
            } else if word.hasPrefix("-") {
                isValue = !word.contains("=") && argument(word)?.kind == .option
            } else {
                place += 1
            }
        }
        guard let last = positionals.last else { return nil }
        if place < positionals.count { return (positionals[place], place) }
        return last.isRepeating ? (last, place) : nil
    }

    private func argument(_ option: String) -> CommandReference.Argument? {
        let name = option.prefix { $0 != "=" }
        return reference?.arguments?.first { $0.names?.contains { $0.text == name } == true }
    }
}

extension String {
    /// The text with another sign in the place of its first dash.
    fileprivate func withFirstDash(_ sign: String) -> String {
        guard let dash = firstIndex(of: "-") else { return self }
        return String(self[..<dash]) + sign + self[index(after: dash)...]
    }
}
