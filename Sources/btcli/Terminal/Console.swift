// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// What a command may say, show and ask: a terminal, under the options of one command line.
final class Console: Sendable {
    let terminal: Terminal
    let options: ConsoleOptions
    let environment: Environment
    /// What holds where the command line says nothing.
    let settings: Settings
    /// What has to be said when the process ends too early.
    let farewell: Farewell
    /// What is in place at the bottom of the talk.
    let status: StatusArea
    /// Whether the one document of `--json-output` is out.
    private let hasShownDocument = Atomic(false)

    init(
        terminal: Terminal, options: ConsoleOptions = ConsoleOptions(), environment: Environment = Environment([:]),
        settings: Settings = Settings(), farewell: Farewell = Farewell()
    ) {
        self.terminal = terminal
        self.options = options
        self.environment = environment
        self.settings = settings
        self.farewell = farewell
        status = StatusArea(stream: terminal.talk)
    }

    // MARK: Data

    /// Writes an answer to standard output, as a document or as text.
    func show(_ answer: some Answer) throws(CLIError) {
        status.end()
        if options.json {
            try show(answer.document)
        } else {
            try write(data: answer.text(width: terminal.output.size?.columns))
        }
    }

    /// Says what failed: one line of talk, or the error document where nothing has been shown yet.
    func show(_ failure: Failure) throws(CLIError) {
        status.end()
        if options.json, failure.status != .ioError, !hasShownDocument.load(ordering: .relaxed) {
            try show(failure.document)
        } else {
            let obeysControls = terminal.talk.obeysControls
            let width = obeysControls ? terminal.talk.size?.columns : nil
            guard failure.code != "declined" else {
                // Whoever said no knows that nothing failed.
                return try terminal.talk.write("\(failure.sentence.wrapped(to: width ?? .max))\n")
            }
            let line = "\(Self.errorLabel) \(failure.line)".wrapped(to: width ?? .max).dropFirst(Self.errorLabel.count)
            let label =
                obeysControls && terminal.allowsColor ? "\u{1B}[1;31m\(Self.errorLabel)\u{1B}[0m" : Self.errorLabel
            // Ctrl-C has left its echo on the line.
            let start = obeysControls && [.interrupted, .unknown].contains(failure.status) ? "\r\u{1B}[K" : ""
            try terminal.talk.write("\(start)\(label)\(line)\n")
        }
    }

    private static let errorLabel = "error:"

    /// Writes text to standard output, and a line break unless it ends with one.
    func write(data text: String) throws(CLIError) {
        // By bytes: behind a carriage return it is no character of its own.
        try terminal.output.write(text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n")
    }

    private func show(_ document: OutputDocument) throws(CLIError) {
        hasShownDocument.store(true, ordering: .relaxed)
        try write(data: document.text)
    }

    // MARK: Talk

    /// Tells the user something, unless `--quiet`. Talk that nobody takes is no failure.
    func say(_ line: String) {
        guard !options.isQuiet else { return }
        status.say(line)
    }

    /// Tells the user something that matters even under `--quiet`.
    func warn(_ line: String) { status.say("warning: \(line)") }

    /// Tells something that only `--verbose` wants to know.
    func detail(_ line: String) {
        guard options.isVerbose else { return }
        say(line)
    }

    /// Ends what is in place; the terminal is as it was found.
    func close() { status.end() }
}
