// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
import Synchronization
import Testing

@testable import btcli

/// A stream that keeps what is written to it.
final class RecordedStream: TextStream {
    let isTerminal: Bool
    /// Changes as a person changes it.
    private let currentSize: Mutex<TerminalSize?>
    /// What was written, and who waits until it contains something.
    private let state = Mutex<(text: String, waiting: (part: String, CheckedContinuation<Void, Never>)?)>(("", nil))

    init(isTerminal: Bool = false, size: TerminalSize? = nil) {
        self.isTerminal = isTerminal
        currentSize = Mutex(size)
    }

    var size: TerminalSize? { currentSize.withLock { $0 } }
    func resize(to size: TerminalSize) { currentSize.withLock { $0 = size } }

    var obeysControls: Bool { isTerminal }
    var text: String { state.withLock(\.text) }

    func write(_ text: String) {
        state.withLock { state in
            state.text += text
            guard let (part, continuation) = state.waiting, state.text.contains(part) else { return }
            state.waiting = nil
            continuation.resume()
        }
    }

    /// Waits until something has been written that contains `part`.
    func waitForText(_ part: String = "\n") async {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                if state.text.contains(part) {
                    continuation.resume()
                } else {
                    state.waiting = (part, continuation)
                }
            }
        }
    }
}

/// A stream that nobody reads.
struct ClosedStream: TextStream {
    var isTerminal: Bool { false }
    var obeysControls: Bool { false }
    var size: TerminalSize? { nil }
    func write(_ text: String) throws(CLIError) { throw CLIError(.outputFailed, "cannot write: no space left") }
}

/// Someone who types prepared lines; without lines, nobody.
final class ScriptedInput: AnswerSource {
    let isTerminal: Bool
    private let lines: Mutex<[String]>
    private let hiddenLines = Mutex(0)
    private let hiding = Mutex(0)

    init(_ lines: [String]? = nil) {
        isTerminal = lines != nil
        self.lines = Mutex(lines ?? [])
    }

    /// How many lines were asked for with echo off.
    var hiddenCount: Int { hiddenLines.withLock { $0 } }

    func beginHiding() { hiding.withLock { $0 += 1 } }
    func endHiding() { hiding.withLock { $0 -= 1 } }

    func line(asking question: String) async throws -> SecretBytes? {
        if hiding.withLock({ $0 > 0 }) { hiddenLines.withLock { $0 += 1 } }
        return lines.withLock { $0.isEmpty ? nil : SecretBytes(utf8: $0.removeFirst()) }
    }
}

/// A terminal of recorded streams.
struct RecordedTerminal {
    let output: RecordedStream
    let talk: RecordedStream
    let input: ScriptedInput

    /// - Parameter typed: what someone types; nil where there is no terminal.
    init(typed: [String]? = nil, size: TerminalSize? = nil) {
        output = RecordedStream(isTerminal: typed != nil, size: size)
        talk = RecordedStream(isTerminal: typed != nil, size: size)
        input = ScriptedInput(typed)
    }

    var terminal: Terminal { Terminal(output: output, talk: talk, input: input, allowsColor: false) }

    func console(_ options: ConsoleOptions = ConsoleOptions()) -> Console {
        Console(terminal: terminal, options: options)
    }
}

/// One run of a command line, from its words to its exit status.
struct Run {
    let status: btcli.ExitStatus
    let output: String
    let talk: String

    /// - Parameter typed: what someone types; nil where there is no terminal.
    init(
        _ arguments: [String], typed: [String]? = nil, environment: [String: String] = [:],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async {
        let recorded = RecordedTerminal(typed: typed)
        let launcher = Launcher(terminal: recorded.terminal, environment: Environment(environment))
        status = await launcher.run(arguments)
        output = recorded.output.text
        talk = recorded.talk.text
        DocumentSchema.check(output, of: arguments, sourceLocation)
    }

    /// - Parameter line: words between blanks.
    init(_ line: String) async { await self.init(line.split(separator: " ").map(String.init)) }
}
