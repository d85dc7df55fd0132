// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import SubstrateKeys
import SubstratePrimitives

extension Console {
    /// Asks for a yes or a no. Under `--no-prompt` the answer is yes.
    ///
    /// - Throws: `cannotAsk` when nobody is there, `noAnswer` at the end of the input.
    func confirm(_ question: String) async throws -> Bool {
        if options.noPrompt { return true }
        try demandTerminal("cannot ask \(excerpt(question)) without a terminal: add --no-prompt to go ahead")
        while true {
            switch try await line("\(question) [y/n]: ").lowercased() {
            case "y", "yes": return true
            case "n", "no": return false
            case Self.helpSign:
                status.say(
                    "y goes ahead, n does nothing. Ctrl-C ends the command. --no-prompt answers yes beforehand, here and "
                        + "to every such question.")
            default: say("please answer y or n")
            }
        }
    }

    /// Shows what is about to happen and asks whether it shall: whoever is asked sees it, even under `--quiet`.
    ///
    /// - Parameter otherwise: what a no comes to, such as `nothing was sent`.
    /// - Throws: `declined` for a no, and what `confirm(_:)` throws.
    func requireConsent(_ question: String, after facts: StyledText, otherwise: String) async throws {
        if canAsk { status.say(facts) } else { say(facts) }
        guard try await confirm(question) else { throw CLIError(.declined, "\(otherwise): the answer was no") }
    }

    /// Asks for a text that may be any. An empty answer, or nobody to ask, gives the default.
    ///
    /// - Parameters:
    ///   - question: such as `Enter wallet name`; the default is shown behind it.
    ///   - option: the option that answers it, such as `--wallet-name`.
    /// - Throws: `cannotAsk` when there is no default and nobody to ask, `noAnswer` at the end of the input.
    func ask(_ question: String, option: String, default: String? = nil) async throws -> String {
        try await ask(Question(text: question, option: option, fallback: `default`)) { $0 }
    }

    /// Asks for a text until it is one that `parse` takes: a slip of the fingers ends no command.
    ///
    /// - Throws: what the last answer was wrong in when no other comes, and what ``ask(_:option:default:)`` throws.
    func ask<Value>(
        _ question: String, option: String, default: String? = nil, _ parse: (String) throws -> Value
    ) async throws -> Value {
        try await ask(Question(text: question, option: option, fallback: `default`), parse)
    }

    /// Asks, with what there is to choose from above the question, until the answer is one that `parse` takes.
    func ask<Value>(_ question: Question, _ parse: (String) throws -> Value) async throws -> Value {
        guard canAsk else {
            if let fallback = question.fallback { return try parse(fallback) }
            throw cannotAsk(question.option)
        }
        if let list = question.list { status.say(list) }
        var failure: (any ReportableError)?
        while true {
            let answer: String
            do {
                answer = try await line(question.prompt)
            } catch let error as CLIError where error.code == .noAnswer {
                throw failure ?? error
            }
            if answer == Self.helpSign {
                tellHelp(question.option)
                if let list = question.list { status.say(list) }
                continue
            }
            guard let text = answer.isEmpty ? question.fallback : answer else { continue }
            do {
                return try parse(try question.meaning(of: text))
            } catch let error as any ReportableError {
                failure = error
                status.say("\(error.reason). Try again.")
            }
        }
    }

    /// What asks for help at any question.
    private static let helpSign = "?"

    /// Tells what a question wants, in the words that the help has of its option.
    private func tellHelp(_ option: String) {
        let names = option.split(separator: " or ").map(String.init)
        let words = names.compactMap { optionWords($0) }.joined(separator: " ")
        status.say(
            (words.isEmpty ? "" : "\(words) ") + "On the command line \(option) answers it. Ctrl-C ends the command.")
    }

    /// Asks for a secret, which the terminal does not show.
    ///
    /// - Parameter option: the option that answers it, such as `--password-file`.
    /// - Throws: `cannotAsk` when there is nobody to ask, `noAnswer` at the end of the input.
    func askSecret(_ question: String, option: String) async throws -> SecretBytes {
        guard canAsk else { throw cannotAsk(option) }
        while true {
            let secret = try await secretLine("\(question): ")
            guard secret == SecretBytes(utf8: Self.helpSign) else { return secret }
            tellHelp(option)
        }
    }

    /// The next line of standard input, a secret: hidden where that is a terminal.
    func secretLine(_ prompt: String = "") async throws -> SecretBytes {
        terminal.expectsSecret()
        return try await hidingTyping { try await textLine(prompt) }
    }

    /// Does something while the terminal shows nothing of what is typed: between two questions for one secret, and while the
    /// answer is being tried.
    func hidingTyping<Value>(
        isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Value
    ) async rethrows -> Value {
        terminal.input.beginHiding()
        defer { terminal.input.endHiding() }
        return try await body()
    }

    /// Whether a question may be asked and someone is there to answer it.
    var canAsk: Bool { !options.noPrompt && terminal.isInteractive }

    /// What is typed behind a prompt; nil at the end of the input.
    func answer(_ prompt: String) async throws -> String? {
        do {
            return try await line(prompt)
        } catch let error as CLIError where error.code == .noAnswer {
            return nil
        }
    }

    private func cannotAsk(_ option: String) -> CLIError {
        let reason = options.noPrompt ? "--no-prompt forbids asking for it" : "there is no terminal to ask for it"
        return CLIError(.cannotAsk, "\(option) is missing, and \(reason): add \(option)")
    }

    private func demandTerminal(_ reason: String) throws(CLIError) {
        guard terminal.isInteractive else { throw CLIError(.cannotAsk, reason) }
    }

    private func line(_ prompt: String) async throws -> String {
        try await textLine(prompt).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }.trimmingBlanks
    }

    /// The answer, which is UTF-8: it is asked for again where it is not, and never repaired.
    private func textLine(_ prompt: String) async throws -> SecretBytes {
        while true {
            let line = try await typedLine(prompt)
            if line.isUTF8 || !terminal.isInteractive { return line }
            status.say("What was typed is not UTF-8 text. Try again.")
        }
    }

    private func typedLine(_ prompt: String) async throws -> SecretBytes {
        status.hold()
        defer { status.release() }
        if !prompt.isEmpty { try terminal.talk.write(prompt) }
        do {
            guard let line = try await terminal.input.line(asking: prompt) else {
                throw CLIError(
                    .noAnswer,
                    prompt.isEmpty
                        ? "standard input ended before the secret that was to be read from it"
                        : "the input ended before \(excerpt(prompt)) was answered")
            }
            return line
        } catch {
            // What follows must not stand behind the question.
            if !prompt.isEmpty { try terminal.talk.write("\n") }
            throw error
        }
    }
}
