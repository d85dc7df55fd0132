// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys

/// The three streams of a process, as far as a command line cares: the real ones, or a test's.
struct Terminal: Sendable {
    /// Standard output: data, and nothing else.
    let output: any TextStream
    /// Standard error: all the talk.
    let talk: any TextStream
    /// Standard input: answers to questions.
    let input: any AnswerSource
    /// Whether text may be coloured where it goes to a terminal; off when `NO_COLOR` is set (no-color.org).
    var allowsColor: Bool
    /// Whether it is coloured wherever it goes, as `CLICOLOR_FORCE` wants it (bixense.com/clicolors).
    var demandsColor = false
    /// Shows a text in the program of this command, and says whether there is one; nil where nobody would see it.
    var page: (@Sendable (_ text: String, _ command: String) async throws -> Bool)?
    /// What is done before the first secret comes into the process.
    var expectsSecret: @Sendable () -> Void = {}

    /// Whether someone is there who sees a question and can answer it.
    var isInteractive: Bool { talk.isTerminal && input.isTerminal }
}

/// Rows and columns of a terminal.
struct TerminalSize: Hashable, Sendable {
    let columns: Int
    let rows: Int
}

/// Where text goes.
protocol TextStream: Sendable {
    var isTerminal: Bool { get }
    /// Whether it obeys the control sequences that move the cursor and change colours.
    var obeysControls: Bool { get }
    /// nil when this is no terminal, or it does not know.
    var size: TerminalSize? { get }
    /// Names the window; nil gives it back the name that it had. Only where controls are obeyed.
    func setTitle(_ title: String?)
    /// Writes all of the text; throws `outputFailed` when nobody takes it.
    func write(_ text: String) throws(CLIError)
}

extension TextStream {
    func setTitle(_ title: String?) {
        // What cannot be written here matters to nobody.
        try? write(title.map { WindowTitle.begin + WindowTitle.text($0) } ?? WindowTitle.end)
    }
}

/// The sequences that name a terminal's window (xterm's OSC 2 and window operations 22 and 23).
enum WindowTitle {
    /// Keeps the title that is there.
    static let begin = "\u{1B}[22;2t"
    /// Empties the title, and takes the one that was kept where there is one.
    static let end = "\u{1B}]2;\u{7}\u{1B}[23;2t"

    static func text(_ title: String) -> String { "\u{1B}]2;\(title.printable)\u{7}" }
}

/// Where typed lines come from.
protocol AnswerSource: Sendable {
    var isTerminal: Bool { get }

    /// Waits for a line; returns it without its line break, or nil at the end of the input.
    ///
    /// - Parameter question: what stands on the terminal: written again when the process comes back from having been stopped.
    /// - Throws: `CancellationError` when the task is cancelled meanwhile.
    func line(asking question: String) async throws -> SecretBytes?

    /// Keeps the terminal from showing what is typed, until as many `endHiding()`; what was typed before is thrown away.
    func beginHiding()
    func endHiding()

    /// Tells each key as it is pressed, unseen, until the task is cancelled; while a line is asked for, keys are its own.
    func readKeys(_ onKey: @escaping @Sendable (Character) -> Void) async
}

extension AnswerSource {
    func readKeys(_ onKey: @escaping @Sendable (Character) -> Void) async {}
}
