// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
import SubstratePrimitives
import Synchronization
import Testing

@testable import btcli

@Suite("Questions")
struct QuestionTests {
    @Test("A yes or no is asked until it is one")
    func confirm() async throws {
        let terminal = RecordedTerminal(typed: ["maybe", "Y"])
        #expect(try await terminal.console().confirm("Go on?"))
        #expect(terminal.talk.text == "Go on? [y/n]: please answer y or n\nGo on? [y/n]: ")
        #expect(terminal.output.text.isEmpty)
        #expect(try await RecordedTerminal(typed: ["no"]).console().confirm("Go on?") == false)
    }

    @Test("--no-prompt is a yes, and no terminal is no answer")
    func unasked() async throws {
        let terminal = RecordedTerminal()
        #expect(try await terminal.console(ConsoleOptions(noPrompt: true)).confirm("Go on?"))
        await #expect(throws: CLIError(.cannotAsk, "")) { try await terminal.console().confirm("Go on?") }
        #expect(terminal.talk.text.isEmpty)
    }

    @Test("A text has a default")
    func text() async throws {
        let terminal = RecordedTerminal(typed: ["", " mine "])
        let console = terminal.console()
        #expect(try await console.ask("Enter wallet name", option: "--wallet-name", default: "default") == "default")
        #expect(try await console.ask("Enter wallet name", option: "--wallet-name", default: "default") == "mine")
        #expect(terminal.talk.text == "Enter wallet name (default): Enter wallet name (default): ")
    }

    @Test("Without a default the missing option is named", arguments: [true, false])
    func missing(noPrompt: Bool) async {
        let console = RecordedTerminal(typed: noPrompt ? ["x"] : nil).console(ConsoleOptions(noPrompt: noPrompt))
        let error = await #expect(throws: CLIError.self) { try await console.ask("To", option: "--dest") }
        #expect(error?.reason.hasPrefix("--dest is missing, and ") == true)
        await #expect(throws: CLIError(.cannotAsk, "")) {
            try await console.askSecret("Password", option: "--password-file")
        }
    }

    @Test("A secret is typed unseen")
    func secret() async throws {
        let terminal = RecordedTerminal(typed: ["pass word "])
        let secret = try await terminal.console().askSecret("Password", option: "--password-file")
        #expect(secret == SecretBytes(utf8: "pass word "))
        #expect(terminal.input.hiddenCount == 1)
        #expect(terminal.talk.text == "Password: ")
    }

    @Test("A slip of the fingers is told, and the question asked again; the last one is told where nobody goes on")
    func again() async throws {
        let terminal = RecordedTerminal(typed: ["ten", "10"])
        let number = try await terminal.console().ask("Enter netuid", option: "--netuid") {
            try WholeNumber.parse($0) as UInt16
        }
        #expect(number == 10)
        #expect(terminal.talk.text.contains("'ten'"))
        #expect(terminal.talk.text.hasSuffix("Try again.\nEnter netuid: "))
        let console = RecordedTerminal(typed: ["ten"]).console()
        let error = await #expect(throws: PrimitivesError.self) {
            try await console.ask("Enter netuid", option: "--netuid") { try WholeNumber.parse($0) as UInt16 }
        }
        #expect(error?.reason.contains("'ten'") == true)
    }

    @Test("What is typed in another encoding is asked for again, and never repaired")
    func notUTF8() async throws {
        let talk = RecordedStream(isTerminal: true)
        let input = TypedBytes([[0x70, 0xe4, 0x73, 0x73], Array("p\u{e4}ss".utf8)])
        let console = Console(terminal: Terminal(output: talk, talk: talk, input: input, allowsColor: false))
        #expect(try await console.ask("To", option: "--to") == "p\u{e4}ss")
        #expect(talk.text == "To: What was typed is not UTF-8 text. Try again.\nTo: ")
    }

    /// Someone whose terminal sends bytes of its own.
    private final class TypedBytes: AnswerSource {
        let isTerminal = true
        private let lines: Mutex<[[UInt8]]>

        init(_ lines: [[UInt8]]) { self.lines = Mutex(lines) }

        func beginHiding() {}
        func endHiding() {}

        func line(asking question: String) async throws -> SecretBytes? {
            lines.withLock { $0.isEmpty ? nil : SecretBytes($0.removeFirst()) }
        }
    }

    @Test(
        "Blanks of every kind are cut from the ends of what is typed",
        arguments: [
            ("", ""), (" ", ""), ("\u{a0}a b\t\u{3000}", "a b"), ("a", "a"), ("\u{e4} \u{e4}\r", "\u{e4} \u{e4}"),
        ])
    func trimming(text: String, trimmed: String) {
        #expect(SecretBytes(utf8: text).trimmingBlanks == SecretBytes(utf8: trimmed))
    }

    @Test("The end of the input is no answer")
    func end() async {
        let console = RecordedTerminal(typed: []).console()
        await #expect(throws: CLIError(.noAnswer, "")) { try await console.ask("To", option: "--dest") }
    }
}

@Suite("Status")
struct StatusAreaTests {
    /// A clock that moves when told to.
    final class Hands: Sendable {
        private let instant = Mutex(ContinuousClock.now)
        var now: ContinuousClock.Instant { instant.withLock { $0 } }
        func advance(by time: Duration) { instant.withLock { $0 += time } }
    }

    @Test("is redrawn in place, cut to the screen, around lines that stay")
    func inPlace() {
        let stream = RecordedStream(isTerminal: true, size: TerminalSize(columns: 10, rows: 3))
        let hands = Hands()
        let area = StatusArea(stream: stream) { hands.now }
        area.update("one\ntwo\nthree\nfour")
        area.update("skipped: too soon")
        hands.advance(by: .seconds(1))
        area.update("a long line here")
        area.say("stays")
        area.end()
        #expect(
            stream.text == "\u{1B}[?7l\u{1B}[?25l\rone\u{1B}[K\n\rtwo\u{1B}[K\n\u{1B}[J\u{1B}[?7h"
                + "\u{1B}[?7l\u{1B}[2A\ra long l…\u{1B}[K\n\u{1B}[J\u{1B}[?7h" + "\u{1B}[1A\r\u{1B}[J\u{1B}[?25hstays\n"
        )
    }

    @Test("is found again where a narrower terminal has broken its lines")
    func narrowed() {
        let stream = RecordedStream(isTerminal: true, size: TerminalSize(columns: 40, rows: 9))
        let area = StatusArea(stream: stream)
        area.update("a line of twenty-one.\nshort")
        stream.resize(to: TerminalSize(columns: 10, rows: 9))
        area.say("stays")
        #expect(stream.text.hasSuffix("\u{1B}[4A\r\u{1B}[J\u{1B}[?25hstays\n"))
    }

    @Test("An error breaks between words on a terminal")
    func errors() throws {
        let stream = RecordedStream(isTerminal: true, size: TerminalSize(columns: 20, rows: 9))
        let console = Console(
            terminal: Terminal(output: stream, talk: stream, input: ScriptedInput(), allowsColor: true))
        try console.show(Failure(code: "c", status: .usage, message: "the first words and others"))
        #expect(stream.text == "\u{1B}[1;31merror:\u{1B}[0m the first\nwords and others\n")
    }

    @Test("Talk breaks between words on a terminal, but for what is indented")
    func wrapping() {
        let stream = RecordedStream(isTerminal: true, size: TerminalSize(columns: 10, rows: 3))
        let area = StatusArea(stream: stream)
        area.say("some words and averylongword\n  indented as it is")
        #expect(stream.text == "some words\nand\naverylongword\n  indented as it is\n")
        let file = RecordedStream(size: TerminalSize(columns: 10, rows: 3))
        StatusArea(stream: file).say("some words and more")
        #expect(file.text == "some words and more\n")
    }

    @Test("shows the cursor again when it ends")
    func cursor() {
        let stream = RecordedStream(isTerminal: true)
        let area = StatusArea(stream: stream)
        area.update("one")
        area.end()
        area.end()
        #expect(stream.text == "\u{1B}[?7l\u{1B}[?25l\rone\u{1B}[K\n\u{1B}[J\u{1B}[?7h\u{1B}[?25h")
    }

    @Test("makes room for a question, and draws nothing over it")
    func held() {
        let stream = RecordedStream(isTerminal: true)
        let area = StatusArea(stream: stream)
        area.update("one")
        area.hold()
        area.update("two")
        #expect(stream.text == "\u{1B}[?7l\u{1B}[?25l\rone\u{1B}[K\n\u{1B}[J\u{1B}[?7h\u{1B}[1A\r\u{1B}[J\u{1B}[?25h")
        area.release()
        area.update("three")
        #expect(stream.text.hasSuffix("\rthree\u{1B}[K\n\u{1B}[J\u{1B}[?7h"))
    }

    @Test("A line of work comes after half a second, counts, and leaves nothing behind")
    func workingLine() async {
        let stream = RecordedStream(isTerminal: true)
        let console = Console(
            terminal: Terminal(output: stream, talk: stream, input: ScriptedInput(), allowsColor: false))
        let line = WorkingLine("Reading", on: console)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await line.draw(clock: HurriedClock()) }
            await stream.waitForText("Reading… 0.5 s")
            line.end()
        }
        let left = stream.text
        line.end()
        #expect(left.hasSuffix("\u{1B}[1A\r\u{1B}[J\u{1B}[?25h"))
        #expect(stream.text == left)
    }

    @Test("is a plain line at intervals where there is no terminal")
    func lines() {
        let stream = RecordedStream()
        let hands = Hands()
        let area = StatusArea(stream: stream, interval: .seconds(10)) { hands.now }
        for step in 0..<25 {
            area.update("a \(step)\nb")
            hands.advance(by: .seconds(1))
        }
        #expect(stream.text == "a 0, b\na 10, b\na 20, b\n")
    }

    @Test("--quiet silences talk, but no warning")
    func quiet() {
        let terminal = RecordedTerminal()
        let console = terminal.console(ConsoleOptions(isQuiet: true, isVerbose: true))
        console.say("hello")
        console.detail("more")
        console.warn("careful")
        #expect(terminal.talk.text == "warning: careful\n")
    }
}

/// A clock on which every sleep is over at once.
struct HurriedClock: Clock {
    var now: ContinuousClock.Instant { .now }
    var minimumResolution: Duration { .zero }
    func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        await Task.yield()
    }
}
