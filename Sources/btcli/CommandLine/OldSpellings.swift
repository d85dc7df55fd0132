// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Turns spellings of the Python command lines into ours, before anything is parsed.
///
/// Three generations are known: the one of the SDK's 6.9 README (argparse, `--wallet.name`), btcli 9 (`--wallet-name`,
/// `--wallet_name`), and the one of SDK 11 (`--wallet`). Where they clash the oldest wins. Only names are touched:
/// subcommands at the front, and options, whose value after `=` stays as it is.
enum OldSpellings {
    /// The arguments as this program's parser knows them.
    ///
    /// - Parameters:
    ///   - options: the options of the command with a path, with their dashes; nil where everything passes.
    ///   - flags: those of them that take no value.
    static func rewritten(
        _ arguments: [String], commands: CommandNames, options: ([String]) -> [String]? = { _ in nil },
        flags: ([String]) -> [String] = { _ in [] }
    ) -> [String] {
        var (leading, given) = rewrittenCommands(regrouped(arguments, commands)[...], commands)
        if commands.path(of: leading) == ["subnets", "register"], let flag = given.firstIndex(of: "--pow") {
            // One command in SDK 11, two here: their options have little in common.
            given.remove(at: flag)
            leading[leading.count - 1] = "pow-register"
        }
        let path = commands.path(of: leading)
        var rewritten = leading
        // The parser takes some time to tell them.
        lazy var known = options(path)
        var rest = withoutOverruledNetwork(given)
        while let argument = rest.popFirst() {
            if argument == "--" { return rewritten + [argument] + rest }
            guard let option = rewrittenOption(argument, under: path) else { continue }
            if let shared = SharedOption(argument), let known, !known.contains(where: option.isOption) {
                if shared.hasValueBehind, rest.first?.hasPrefix("-") == false { rest.removeFirst() }
                continue
            }
            if isNegativeNumber(option), let previous = rewritten.last, isValuelessOption(previous),
                !flags(path).contains(previous)
            {
                // Behind a blank the parser takes it for an option; what reads the value has better words.
                rewritten[rewritten.count - 1] = "\(previous)=\(option)"
            } else {
                rewritten.append(option)
            }
        }
        return rewritten
    }

    /// The arguments of a command that is found in another group now.
    private static func regrouped(_ arguments: [String], _ commands: CommandNames) -> [String] {
        for (old, new) in regroupedCommands where arguments.count >= old.count {
            let words = arguments.prefix(old.count).map { $0.replacing("_", with: "-") }
            let group = commands.path(of: [words[0]]).first
            if group == old[0], words.dropFirst() == old.dropFirst() { return new + arguments.dropFirst(old.count) }
        }
        return arguments
    }

    private static func isNegativeNumber(_ argument: String) -> Bool {
        argument.hasPrefix("-") && argument.dropFirst().first?.isNumber == true
    }

    private static func isValuelessOption(_ argument: String) -> Bool {
        argument.hasPrefix("--") && !argument.contains("=")
    }

    /// The words at the front that name commands, in kebab case and where they are found today; and what follows.
    private static func rewrittenCommands(
        _ arguments: ArraySlice<String>, _ commands: CommandNames, under path: [String] = []
    ) -> (words: [String], rest: ArraySlice<String>) {
        guard let word = arguments.first else { return ([], arguments) }
        let kebab = word.replacing("_", with: "-")
        if let moved = movedCommands.first(where: { $0.group == path && $0.old == kebab }) {
            return (moved.new, arguments.dropFirst())
        }
        guard let next = commands.subcommand(kebab) else { return ([], arguments) }
        let (words, rest) = rewrittenCommands(arguments.dropFirst(), next, under: path + [next.name])
        return ([kebab] + words, rest)
    }

    /// An option in today's spelling; nil for one that has no meaning any more. Anything else comes back unchanged.
    private static func rewrittenOption(_ argument: String, under path: [String]) -> String? {
        guard argument.hasPrefix("--") else {
            return shortNames[argument] ?? argument
        }
        let end = argument.firstIndex(of: "=") ?? argument.endIndex
        let name = String(argument[..<end].dropFirst(2))
        let kebab = name.replacing("_", with: "-")
        guard let spelling = table.first(where: { $0.old == kebab && $0.applies(under: path) }) else {
            return "--" + kebab.replacing(".", with: "-") + argument[end...]
        }
        return spelling.new.map { "--" + $0 + argument[end...] }
    }

    /// An endpoint overrules a network name, as it did in Python, wherever the two stand.
    private static func withoutOverruledNetwork(_ arguments: ArraySlice<String>) -> ArraySlice<String> {
        let options = arguments.prefix { $0 != "--" }
        guard options.contains(where: { option in endpointNames.contains(where: option.isOption) }) else {
            return arguments
        }
        var kept: [String] = []
        var isOverruledValue = false
        for argument in options {
            defer { isOverruledValue = argument == networkName }
            if argument.isOption(networkName) || (isOverruledValue && !argument.hasPrefix("-")) { continue }
            kept.append(argument)
        }
        return (kept + arguments.dropFirst(options.count))[...]
    }

    private static let networkName = "--subtensor.network"
    private static let endpointNames = ["--subtensor.chain_endpoint", "--subtensor.chain-endpoint"]
}

/// An option that every command of the first btcli took, whether it meant anything to it or not: `--logging.logging_dir`.
private struct SharedOption {
    /// Whether its value is the next word.
    let hasValueBehind: Bool

    /// nil for any other option.
    init?(_ argument: String) {
        guard Self.families.contains(where: argument.hasPrefix), !argument.hasPrefix(Self.mock) else { return nil }
        let name = String(argument.dropFirst(2)).replacing("_", with: "-")
        hasValueBehind = !name.contains("=") && !Self.flags.contains(name)
    }

    private static let families = ["--wallet.", "--subtensor.", "--logging.", "--axon.", "--priority."]
    private static let flags = ["logging.debug", "logging.trace", "logging.record-log", "wallet.all-hotkeys"]
    /// A chain that does not exist: whoever asks for it must not get a real one.
    private static let mock = "--subtensor._mock"
}

extension String {
    /// Whether it is this option, alone or with a value.
    fileprivate func isOption(_ name: String) -> Bool { self == name || hasPrefix(name + "=") }
}
