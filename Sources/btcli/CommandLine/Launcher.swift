// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstratePrimitives

/// Takes a command line from its words to its exit status.
struct Launcher: Sendable {
    let terminal: Terminal
    var environment = Environment([:])
    var interruption = Interruption()

    /// Runs a command line as the system hands it over. A word that is no text is refused: repaired, it would be another name,
    /// or another message to sign.
    func run(bytes words: [[UInt8]]) async -> ExitStatus {
        let texts = words.map { String(validating: $0, as: UTF8.self) }
        let arguments = texts.compactMap(\.self)
        guard let place = texts.firstIndex(where: { $0 == nil }) else { return await run(arguments) }
        let wantsJSON = arguments.prefix { $0 != "--" }.contains("--\(GlobalOptions.jsonName)")
        return report(
            Failure(
                usage:
                    "word \(place + 1) of the command line, \(excerpt(String(decoding: words[place], as: UTF8.self))), "
                    + "is not UTF-8 text: type it anew, or set the terminal to UTF-8"),
            on: Console(terminal: terminal, options: ConsoleOptions(json: wantsJSON)))
    }

    /// Parses, runs, and reports what went wrong; never throws and never exits.
    func run(_ arguments: [String]) async -> ExitStatus {
        let arguments = OldSpellings.rewritten(
            arguments, commands: .btcli, options: Self.options(of:), flags: Self.flags(of:))
        // Before the parser sees a --help, which it would answer for the group around it.
        if let message = Self.unknownCommand(in: arguments) { return finish(usage: message, arguments: arguments) }
        let command: any ParsableCommand
        do {
            command = try Btcli.parseAsRoot(arguments)
        } catch {
            return finish(parserError: error, arguments: arguments)
        }
        guard let command = command as? any ConsoleCommand else {
            return await run(group: command, arguments: arguments)
        }
        let console: Console
        do {
            console = try self.console(for: command, of: arguments)
        } catch {
            let options = ConsoleOptions(command.global)
            return report(Failure(error), on: Console(terminal: terminal, options: options))
        }
        do {
            let status = try await command.run(console)
            console.close()
            return status == .interrupted ? interruption.status ?? status : status
        } catch {
            console.close()
            return report(Failure(error, interruptedBy: interruption.status), on: console)
        }
    }

    /// The console of a command, under what the environment and the configuration file settle.
    private func console(for command: any ConsoleCommand, of arguments: [String]) throws -> Console {
        if let name = environment.unreadable.first {
            throw CLIError(.usage, "the variable \(name.printable) is not UTF-8 text: correct it, or unset it")
        }
        var settings = Settings()
        do {
            settings = try Settings(environment: environment, file: command.global.configurationFile(environment))
        } catch {
            guard type(of: command).toleratesBadSettings else { throw error }
        }
        return Console(
            terminal: terminal, options: ConsoleOptions(command.global, settings: settings), environment: environment,
            settings: settings, farewell: interruption.farewell,
            commandLine: (["btcli"] + arguments).map(\.shellWord).joined(separator: " "))
    }

    /// Runs what is no command of ours: a group without a subcommand, or `help`.
    private func run(group: any ParsableCommand, arguments: [String]) async -> ExitStatus {
        var group = group
        do {
            try group.run()
            return .done
        } catch {
            return finish(parserError: error, arguments: arguments)
        }
    }

    /// The parser throws help texts as well as mistakes.
    private func finish(parserError error: any Error, arguments: [String]) -> ExitStatus {
        if Btcli.exitCode(for: error).isSuccess {
            let console = Console(terminal: terminal)
            do {
                try console.write(data: Btcli.fullMessage(for: error, columns: terminal.output.size?.columns))
                return .done
            } catch {
                return report(Failure(error), on: console)
            }
        }
        return finish(usage: explanation(of: error, arguments: arguments), arguments: arguments)
    }

    private func finish(usage message: String, arguments: [String]) -> ExitStatus {
        let wantsJSON = arguments.prefix { $0 != "--" }.contains("--\(GlobalOptions.jsonName)")
        return report(
            Failure(usage: message), on: Console(terminal: terminal, options: ConsoleOptions(json: wantsJSON)))
    }

    /// Words about a command that does not exist; nil where the first words lead to one.
    private static func unknownCommand(in arguments: [String]) -> String? {
        let commands = CommandNames.btcli
        // `help` is the parser's own.
        let words = arguments.first == "help" ? Array(arguments.dropFirst()) : arguments
        guard let word = commands.unknownSubcommand(in: words) else { return nil }
        let path = (["btcli"] + commands.path(of: words)).joined(separator: " ")
        let suggestion = commands.suggestion(for: words).map { ", did you mean 'btcli \($0)'?" } ?? ""
        return "there is no command \(excerpt("\(path) \(word)"))\(suggestion); see '\(path) --help'"
    }

    /// The parser's words, or better ones for an option that does not exist, and where to read more.
    private func explanation(of error: any Error, arguments: [String]) -> String {
        let commands = CommandNames.btcli
        let names = commands.path(of: arguments)
        let path = (["btcli"] + names).joined(separator: " ")
        let message = unknownOption(in: arguments, of: names) ?? Btcli.message(for: error)
        return "\(message.hasSuffix(".") ? message.dropLast() : message[...]); see '\(path) --help'"
    }

    /// Words about a misspelled option: the parser would rather say that the one which was meant is missing.
    private func unknownOption(in arguments: [String], of command: [String]) -> String? {
        guard let known = Self.options(of: command) else { return nil }
        let old = OldSpellings.table.filter { $0.applies(under: command) }.reduce(into: [String: String]()) {
            $0["--\($1.old)"] = $1.new.map { "--\($0)" }
        }
        let words = arguments.prefix { $0 != "--" }.filter { $0.hasPrefix("--") }.map {
            String($0.prefix { $0 != "=" })
        }
        for word in words where !known.contains(word) {
            guard let name = NearestName.of(word, in: known + old.keys.sorted()) else { continue }
            return "Unknown option '\(word.printable)'. Did you mean '\(old[name] ?? name)'?"
        }
        return nil
    }

    /// The options of the command with this path.
    static func options(of command: [String]) -> [String]? {
        try? CommandReference.program().descendant(command)?.optionNames
    }

    /// Those that take no value.
    private static func flags(of command: [String]) -> [String] {
        (try? CommandReference.program().descendant(command)?.flagNames) ?? []
    }

    private func report(_ failure: Failure, on console: Console) -> ExitStatus {
        // `| head` is nobody's mistake.
        if failure.code == "output_closed" { return failure.status }
        // Where not even an error can be written, the exit status is all that is left.
        try? console.show(failure)
        return failure.status
    }
}
