// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import SubstratePrimitives

/// Takes a command line from its words to its exit status.
struct Launcher: Sendable {
    let terminal: Terminal
    var environment = Environment([:])
    var interruption = Interruption()
    /// The file that runs here; nil where that is not this program.
    var program: String?

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
        if arguments.first == Self.completionWord { return complete(Array(arguments.dropFirst())) }
        if arguments.first == OpenCLProbe.word, arguments.count == 2 { return OpenCLProbe.run(arguments[1]) }
        if arguments.isEmpty, terminal.output.isTerminal {
            let console = Console(terminal: terminal)
            return write(StartPage(environment).text.text(console.outputPalette), console)
        }
        let arguments = Self.describing(
            OldSpellings.rewritten(
                arguments, commands: .btcli, options: Self.options(of:), flags: Self.flags(of:)))
        // Before the parser sees a --help, which it would answer for the group around it.
        if let message = Self.unknownCommand(in: arguments) { return finish(usage: message, arguments: arguments) }
        if let page = HelpPage(askedIn: arguments, commands: .btcli) { return show(page) }
        let command: any ParsableCommand
        do {
            command = try Btcli.parseAsRoot(arguments)
        } catch {
            return finish(parserError: error, arguments: arguments)
        }
        guard let command = command as? any ConsoleCommand else {
            // A group without a subcommand.
            guard let page = HelpPage(path: CommandNames.btcli.path(of: arguments)) else { return .software }
            return show(page)
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

    /// The help of one call of the runtime is asked of the runtime: `btcli call PALLET.CALL --help`.
    private static func describing(_ arguments: [String]) -> [String] {
        guard CommandNames.btcli.path(of: arguments) == ["call"], arguments.count > 1, !arguments[1].hasPrefix("-")
        else {
            return arguments
        }
        return arguments.map { ["-h", "--help"].contains($0) ? "--describe" : $0 }
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
        let path = CommandNames.btcli.path(of: arguments)
        return Console(
            terminal: terminal, options: ConsoleOptions(command.global, settings: settings), environment: environment,
            settings: settings, farewell: interruption.farewell,
            commandLine: (["btcli"] + arguments).map(\.shellWord).joined(separator: " "), program: program,
            optionWords: { option in
                CommandReference(path: path)?.arguments?.first { $0.names?.contains { $0.text == option } == true }?
                    .words
            })
    }

    /// What the completion scripts call: a shell's name, the place of the word that is being typed, and all words.
    private func complete(_ arguments: [String]) -> ExitStatus {
        guard arguments.count >= 2, let place = Int(arguments[1]) else { return .usage }
        let completion = WordCompletion(
            Array(arguments.dropFirst(2)), at: place, splitsAtEquals: arguments[0] == "bash",
            names: NameSource.Reader(environment))
        return write(completion.text(for: arguments[0]), Console(terminal: terminal))
    }

    private static func shellOfScript(_ arguments: [String]) -> CompletionShell? {
        let option = "--generate-completion-script"
        guard let place = arguments.firstIndex(where: { $0.hasPrefix(option) }) else { return nil }
        let attached = arguments[place].dropFirst(option.count + 1)
        let name = attached.isEmpty ? arguments.dropFirst(place + 1).first : String(attached)
        return name.flatMap(CompletionShell.init(rawValue:)) ?? .autodetected()
    }

    private static let completionWord = "---complete"

    private func show(_ page: HelpPage) -> ExitStatus {
        let console = Console(terminal: terminal)
        return write(page.text(width: terminal.output.size?.columns ?? 80).text(console.outputPalette), console)
    }

    private func write(_ text: String, _ console: Console) -> ExitStatus {
        do {
            try console.write(data: text)
            return .done
        } catch {
            return report(Failure(error), on: console)
        }
    }

    /// The parser throws what it was asked for, such as the version, as well as mistakes.
    private func finish(parserError error: any Error, arguments: [String]) -> ExitStatus {
        if Btcli.exitCode(for: error).isSuccess {
            // The parser's own option for completions gives the same script.
            if let shell = Self.shellOfScript(arguments) {
                return write(CompletionScript(shell).text, Console(terminal: terminal))
            }
            return write(Btcli.fullMessage(for: error), Console(terminal: terminal))
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
        CommandReference(path: command)?.optionNames
    }

    /// Those that take no value.
    private static func flags(of command: [String]) -> [String] {
        CommandReference(path: command)?.flagNames ?? []
    }

    private func report(_ failure: Failure, on console: Console) -> ExitStatus {
        // `| head` is nobody's mistake.
        if failure.code == "output_closed" { return failure.status }
        // Where not even an error can be written, the exit status is all that is left.
        try? console.show(failure)
        return failure.status
    }
}
