// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Testing

@testable import btcli

@Suite("Styled text")
struct StyledTextTests {
    static let sent: StyledText = "Sent \("τ1.5", .amount) to \("bob", .address) now"

    @Test("is the same text without a palette")
    func plain() {
        #expect(Self.sent.plain == "Sent τ1.5 to bob now")
        #expect(Self.sent.text(.plain) == Self.sent.plain)
        #expect(Self.sent.count == Self.sent.plain.count)
    }

    @Test("has each piece's colour, which ends with its line")
    func colored() {
        #expect(Self.sent.text(.colored) == "Sent \u{1B}[1mτ1.5\u{1B}[0m to \u{1B}[36mbob\u{1B}[0m now")
        let two = StyledText("a\nb", .success)
        #expect(two.text(.colored) == "\u{1B}[32ma\u{1B}[0m\n\u{1B}[32mb\u{1B}[0m")
    }

    @Test("breaks between words, wherever the styles begin", arguments: 1...30)
    func wrapping(width: Int) {
        let wrapped = Self.sent.wrapped(to: width)
        #expect(wrapped.plain == Self.sent.plain.wrapped(to: width))
        #expect(wrapped.pieces.filter { $0.style == .amount }.map(\.text) == ["τ1.5"])
    }

    @Test("is cut at its end, with the styles of what is left", arguments: 1...30)
    func shortening(width: Int) {
        let shortened = Self.sent.shortened(to: width)
        #expect(shortened.plain == Self.sent.plain.shortened(to: width))
        #expect(shortened.count <= max(width, 0))
    }

    @Test("shows what a terminal would obey")
    func hostile() {
        #expect(StyledText("a\u{1B}[2Jb", .warning).text(.plain) == "a\\u{1b}[2Jb")
    }

    @Test("Every style is painted, and can be told to be nothing", arguments: Style.allCases)
    func palette(style: Style) {
        #expect(Palette.colored.paint("x", style).hasSuffix("mx\u{1B}[0m"))
        #expect(Palette.plain.paint("x", style) == "x")
        #expect(Palette.colored.paint("", style) == "")
    }
}

@Suite("Colour")
struct ColorTests {
    private static func talk(_ words: [String], isTerminal: Bool = true, allows: Bool = true, demands: Bool = false)
        async -> String
    {
        let talk = RecordedStream(isTerminal: isTerminal)
        var terminal = Terminal(
            output: RecordedStream(), talk: talk, input: ScriptedInput(), allowsColor: allows)
        terminal.demandsColor = demands
        let launcher = Launcher(terminal: terminal, environment: Environment(["HOME": "/nonexistent"]))
        _ = await launcher.run(["wallet", "balance", "-w", "none", "--network", "embedded"] + words)
        return talk.text
    }

    private static let red = "\u{1B}[1;31merror:"

    @Test("is there on a terminal, and where it is wanted, and nowhere else")
    func choice() async {
        #expect(await Self.talk([]).contains(Self.red))
        #expect(await !Self.talk([], isTerminal: false).contains("\u{1B}"))
        #expect(await !Self.talk([], allows: false).contains(Self.red))
        #expect(await Self.talk([], isTerminal: false, demands: true).contains(Self.red))
        #expect(await Self.talk(["--color", "always"], isTerminal: false).contains(Self.red))
        #expect(await !Self.talk(["--color", "never"], demands: true).contains(Self.red))
    }
}
