// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SubstratePrimitives
import Testing

@testable import btcli

@Suite("The panel of a search")
struct SearchPanelTests {
    private static let searches: [(name: String, search: SearchSnapshot)] = [
        ("processor", SampleSearch.processor), ("cards", SampleSearch.cards), ("fleet", SampleSearch.fleet),
    ]

    @Test("is on the screen as it is checked in", arguments: [40, 80, 100, 160])
    func screens(columns: Int) throws {
        for (name, search) in Self.searches {
            for (color, palette) in [("", Palette.plain), ("-color", .colored)] {
                let stream = ScreenStream(columns: columns, height: 40)
                let area = StatusArea(stream: stream, palette: palette)
                let panel = SearchPanel(snapshot: search, isDetailed: name != "processor")
                area.update(panel.lines(width: columns - 1).joined(separator: "\n"))
                let lines = palette.isColored ? stream.screen.styledLines : stream.screen.lines
                try Snapshot.check(lines.joined(separator: "\n") + "\n", "panel/\(name)-\(columns)\(color).txt")
            }
        }
    }

    @Test("No line is wider than the terminal, no word of it is broken, and nothing is lost but rates")
    func widths() {
        for (_, search) in Self.searches {
            let words = Set(Self.words(SearchPanel(snapshot: search).lines(width: 400)))
            for width in 40...200 {
                let lines = SearchPanel(snapshot: search, isAsking: width.isMultiple(of: 2)).lines(width: width)
                #expect(lines.allSatisfy { $0.count <= width }, "\(width)")
                let known = words.union(["End", "the", "search?", "y", "yes", "n", "no", "pause", "p"])
                for word in Self.words(lines) where !word.contains("…") {
                    #expect(known.contains(word), "\(word) at \(width)")
                }
            }
        }
    }

    private static func words(_ lines: [StyledText]) -> [Substring] {
        lines.flatMap { $0.plain.split(separator: " ") }.filter { word in
            !word.contains { "█░▁▂▃▄▅▆▇".contains($0) }
        }
    }

    @Test("Without signs it is made of letters")
    func ascii() {
        for (_, search) in Self.searches {
            let text = SearchPanel(snapshot: search, signs: .ascii).lines(width: 100).map(\.plain).joined()
            #expect(!text.replacing("°", with: "").unicodeScalars.contains { !$0.isASCII })
        }
    }

    @Test("A search that rests says so, and how it goes on")
    func paused() {
        var search = SampleSearch.processor
        search.statistics.isPaused = true
        let text = SearchPanel(snapshot: search).lines(width: 100).map(\.plain).joined(separator: "\n")
        #expect(text.contains("paused") && text.contains("r go on"))
        #expect(search.line.contains("subnet 1: paused, "))
        #expect(search.title == "btcli · subnet 1 · paused")
    }

    @Test("A fleet is told in one line too, by those that search")
    func fleet() {
        #expect(SampleSearch.fleet.line.contains("620 MH/s, 310 MH/s by 1 of 4 workers, "))
        let states = SampleSearch.fleet.workers.map(\.state)
        #expect(states == ["searches", "rests", "silent", "dropped"])
        // Whoever is silent has tried what it has; whoever was dropped is not believed.
        #expect(SampleSearch.fleet.workers.effort.hashes == 6_000_000_000)
        #expect(SampleSearch.fleet.summary.first?.plain.contains(" and on a fleet: ") == true)
        #expect(SampleSearch.processor.summary.first?.plain.contains("fleet") == false)
        #expect(!SampleSearch.processor.line.contains("workers"))
    }

    @Test("What half of all searches need is told as long as it lies ahead")
    func quantiles() {
        var search = SampleSearch.processor
        func text() -> String { SearchPanel(snapshot: search).lines(width: 160).map(\.plain).joined() }
        #expect(text().contains("half of all do by 01:53 · 95 % by 01:53"))
        search.statistics.luck = SearchLuck(expectedSeals: 1)
        #expect(text().contains("half of all do by now · 95 % by "))
        search.statistics.luck = SearchLuck(expectedSeals: 4)
        #expect(text().contains("95 % of all do by now"))
        search.statistics.rates = HashRates()
        #expect(!text().contains(" of all do by"))
    }

    @Test("a terminal that became narrower, or wider, shows no trace of the panel before", arguments: [0, 1, 3])
    func resizing(lateBy draws: Int) {
        let stream = ScreenStream(columns: 100)
        let hands = StatusAreaTests.Hands()
        let area = StatusArea(stream: stream) { hands.now }
        func draw() {
            hands.advance(by: .seconds(1))
            let width = (stream.size?.columns ?? 80) - 1
            area.update(SearchPanel(snapshot: SampleSearch.processor).lines(width: width).joined(separator: "\n"))
        }
        area.say("a line above that stays")
        draw()
        for columns in [60, 44, 80, 100, 41] {
            stream.resize(columns: columns)
            for _ in 0..<draws { draw() }
            stream.tellSize()
            draw()
            let expected = SearchPanel(snapshot: SampleSearch.processor).lines(width: columns - 1).map(\.plain)
            #expect(stream.screen.lines == ["a line above that stays"] + expected, "\(columns)")
        }
        area.say("another one")
        draw()
        #expect(stream.screen.lines.prefix(2) == ["a line above that stays", "another one"])
        area.clear()
        area.end()
        #expect(stream.screen.lines == ["a line above that stays", "another one"])
        #expect(stream.screen.isCursorShown)
    }

    @Test("The window has the search's name until the end, and then its own")
    func title() {
        let stream = ScreenStream(columns: 80)
        let area = StatusArea(stream: stream)
        area.setTitle(SampleSearch.processor.title)
        #expect(stream.screen.title == "btcli · subnet 1 · 620 MH/s")
        area.end()
        #expect(stream.screen.title.isEmpty)
        let plain = ScreenStream(columns: 80)
        StatusArea(stream: plain, isPlain: true).setTitle("x")
        #expect(plain.screen.title.isEmpty)
    }

    @Test(
        "Numbers are told in three digits",
        arguments: [
            (0.0, "0"), (7, "7"), (999, "999"), (1000, "1.00 k"), (9_996, "10.0 k"), (1.9e9, "1.90 G"),
            (12.34e9, "12.3 G"),
            (999.6e6, "1.00 G"), (4e19, "40.0 E"), (.infinity, "0"), (-3, "0"),
        ])
    func magnitudes(number: Double, text: String) { #expect("\(Magnitude(number))" == text) }

    @Test(
        "Moments are told by the clock on the wall",
        arguments: [
            (0, "23:30"), (1799, "23:59"), (1800, "Tue 00:00"), (90_000, "Wed 00:30"), (6 * 86_400, "in 6 d 0 h"),
        ])
    func moments(seconds: Int64, text: String) {
        // Monday the 30th of November 2026, 22:30 UTC, one hour east of there.
        let moment = WallTime(seconds: 1_796_077_800, offset: 3600)
        #expect(moment.text(after: .seconds(seconds)) == text)
        #expect(moment.iso8601 == "2026-11-30T22:30:00Z")
        #expect(WallTime(seconds: -1, offset: 0).clock == "23:59")
    }
}
