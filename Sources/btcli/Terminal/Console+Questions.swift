// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

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
            default: say("please answer y or n")
            }
        }
    }

    /// Shows what is about to happen and asks whether it shall: whoever is asked sees it, even under `--quiet`.
    ///
    /// - Parameter otherwise: what a no comes to, such as `nothing was sent`.
    /// - Throws: `declined` for a no, and what `confirm(_:)` throws.
    func requireConsent(_ question: String, after facts: String, otherwise: String) async throws {
        if canAsk { status.say(facts) } else { say(facts) }
        guard try await confirm(question) else { throw CLIError(.declined, "\(otherwise): the answer was no") }
    }

    /// Asks for a text. An empty answer, or nobody to ask, gives the default.
    ///
    /// - Parameters:
    ///   - question: such as `Enter wallet name`; the default is shown behind it.
    ///   - option: the option that answers it, such as `--wallet-name`.
    /// - Throws: `cannotAsk` when there is no default and nobody to ask, `noAnswer` at the end of the input.
    func ask(_ question: String, option: String, default: String? = nil) async throws -> String {
        guard canAsk else {
            if let `default` { return `default` }
            throw cannotAsk(option)
        }
        let prompt = `default`.map { "\(question) (\($0.printable)): " } ?? "\(question): "
        while true {
            let answer = try await line(prompt)
            if !answer.isEmpty { return answer }
            if let `default` { return `default` }
        }
    }

    /// Asks for a secret, which the terminal does not show.
    ///
    /// - Parameter option: the option that answers it, such as `--password-file`.
    /// - Throws: `cannotAsk` when there is nobody to ask, `noAnswer` at the end of the input.
    func askSecret(_ question: String, option: String) async throws -> SecretBytes {
        guard canAsk else { throw cannotAsk(option) }
        return try await answer("\(question): ", hidden: true)
    }

    /// Whether a question may be asked and someone is there to answer it.
    var canAsk: Bool { !options.noPrompt && terminal.isInteractive }

    private func cannotAsk(_ option: String) -> CLIError {
        let reason = options.noPrompt ? "--no-prompt forbids asking for it" : "there is no terminal to ask for it"
        return CLIError(.cannotAsk, "\(option) is missing, and \(reason): add \(option)")
    }

    private func demandTerminal(_ reason: String) throws(CLIError) {
        guard terminal.isInteractive else { throw CLIError(.cannotAsk, reason) }
    }

    private func line(_ prompt: String) async throws -> String {
        let answer = try await answer(prompt, hidden: false)
        return answer.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }.trimmingBlanks
    }

    private func answer(_ prompt: String, hidden: Bool) async throws -> SecretBytes {
        status.hold()
        defer { status.release() }
        try terminal.talk.write(prompt)
        do {
            guard let line = try await terminal.input.line(hidden: hidden) else {
                throw CLIError(.noAnswer, "the input ended before \(excerpt(prompt)) was answered")
            }
            return line
        } catch {
            // What follows must not stand behind the question.
            try terminal.talk.write("\n")
            throw error
        }
    }
}
