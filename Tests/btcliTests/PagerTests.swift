// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import Synchronization
import Testing

@testable import btcli

@Suite("The pager")
struct PagerTests {
    private struct Rows: TableAnswer {
        let title = "Rows"
        let summary: [Fact] = []
        let rowsName = "rows"
        let emptyText = "none"
        let table: DataTable = {
            var table = DataTable([.number("n", "N")])
            for number in 0..<30 { table.add([.integer(number)]) }
            return table
        }()
    }

    /// What was paged, by which command, and what went to the terminal at once.
    private static func show(
        rows: Int, isTerminal: Bool = true, options: ConsoleOptions = ConsoleOptions(), paged: Bool = true,
        environment: [String: String] = [:], hasPager: Bool = true
    ) async throws -> (paged: String?, command: String?, output: String) {
        let output = RecordedStream(isTerminal: isTerminal, size: TerminalSize(columns: 80, rows: rows))
        let shown = Mutex<(String, String)?>(nil)
        let terminal = Terminal(
            output: output, talk: RecordedStream(), input: ScriptedInput(), allowsColor: false,
            page: { text, command in
                shown.withLock { $0 = (text, command) }
                return hasPager
            })
        let environment = Environment(environment)
        let console = Console(
            terminal: terminal, options: options, environment: environment,
            settings: try Settings(environment: environment, file: nil))
        try await console.show(Rows(), paged: paged)
        let (text, command) = shown.withLock { $0 } ?? (nil, nil)
        return (text, command, output.text)
    }

    @Test("shows what is longer than the screen, and only that")
    func length() async throws {
        let long = try await Self.show(rows: 32)
        #expect(long.paged?.hasSuffix("29\n") == true)
        #expect(long.command == "less -FRX")
        #expect(long.output.isEmpty)
        let short = try await Self.show(rows: 33)
        #expect(short.paged == nil)
        #expect(short.output.hasSuffix("29\n"))
    }

    @Test("is never there for a pipe, a document, a voice, or who wants none")
    func absent() async throws {
        for shown in [
            try await Self.show(rows: 10, isTerminal: false), try await Self.show(rows: 10, options: .init(json: true)),
            try await Self.show(rows: 10, options: .init(isPlain: true)), try await Self.show(rows: 10, paged: false),
            try await Self.show(rows: 10, environment: ["PAGER": "cat"]),
            try await Self.show(rows: 10, environment: ["PAGER": "less", "BTCLI_PAGER": "off"]),
        ] {
            #expect(shown.paged == nil)
            #expect(shown.output.contains("29"))
        }
    }

    @Test("is BTCLI_PAGER, or the setting, or PAGER; where it is missing, the text is there all the same")
    func choice() async throws {
        #expect(try await Self.show(rows: 10, environment: ["PAGER": "more"]).command == "more")
        #expect(
            try await Self.show(rows: 10, environment: ["PAGER": "more", "BTCLI_PAGER": "most -s"]).command == "most -s"
        )
        let missing = try await Self.show(rows: 10, hasPager: false)
        #expect(missing.output.contains("29"))
    }

    @Test("gets the text, and may end before it has read it all", arguments: ["cat > FILE", "head -c 3 > FILE"])
    func program(command: String) async throws {
        let home = try Home()
        let file = "\(home.path)/shown"
        let text = String(repeating: "a line\n", count: 100_000)
        #expect(try await SystemPager.show(text, with: command.replacing("FILE", with: file)))
        let shown = try String(contentsOfFile: file, encoding: .utf8)
        #expect(command.hasPrefix("cat") ? shown == text : text.hasPrefix(shown))
        #expect(!shown.isEmpty)
        #expect(!SystemPager.isRunning)
    }

    @Test("that is not there says so")
    func notFound() async throws {
        #expect(try await !SystemPager.show("a", with: "exit 127"))
    }
}
