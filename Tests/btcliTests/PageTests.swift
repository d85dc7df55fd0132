// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import Foundation
import SubstratePrimitives
import Testing

@testable import btcli

@Suite("Pages")
struct PageTests {
    private struct Holdings: TableAnswer {
        let title = "Stake"
        let rowsName = "holdings"
        let emptyText = ""
        let summary: [Fact] = [Fact("network", "Network", .text("local"))]
        let plots = [TablePlot(title: "Worth by hotkey", column: "worth", label: "uid")]
        var table: DataTable {
            var table = DataTable([
                .text("wallet", "Wallet"), .number("uid", "Uid"), .text("hotkey", "Hotkey", .middle),
                .number("worth", "Worth (τ)"),
            ])
            for (uid, worth) in [(0, 1200.5), (1, 0.25), (12, 40)] {
                table.add([
                    .text("mine"), .integer(uid), .text("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKut\(uid)"),
                    .number(worth, decimals: 2),
                ])
            }
            return table
        }
    }

    @Test("What every row repeats is said once, addresses are short and can be copied whole")
    func table() {
        let page = HTMLPage(Holdings()).markup
        #expect(!page.contains(">Wallet</button>"))
        #expect(page.contains("<dt>Wallet</dt>\n<dd>mine</dd>"))
        #expect(page.contains(">5Grwv…Kut12</span>"))
        #expect(page.contains("data-copy=\"5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKut12\""))
        #expect(page.contains("name=\"viewport\""))
    }

    @Test("A plot has an axis with round numbers, a name under each bar, its value at a touch, and a note")
    func plot() throws {
        let page = HTMLPage(Holdings()).markup
        for tick in ["0", "500", "1k", "1.5k"] { #expect(page.contains("class=\"soft\">\(tick)</text>")) }
        for name in ["0", "1", "12", "Uid"] { #expect(page.contains("class=\"soft\">\(name)</text>")) }
        #expect(page.contains("<title>Uid 1: 0.25</title>"))
        #expect(page.contains("<p class=\"note\">Largest: Uid 0, 1200.50.</p>"))
        // What is little is seen all the same.
        let heights = page.matches(of: #/height="([\d.]+)" class="bar"/#).compactMap { Double($0.1) }
        #expect(heights.count == 3 && heights.allSatisfy { $0 >= 1.5 })
    }

    @Test(
        "Axes end in a round number above the largest value",
        arguments: [
            (0.0, 1.0), (1, 1), (0.9, 1), (1200.5, 1500), (7, 8), (100, 100), (99, 100), (3e-6, 3e-6), (1e12, 1e12),
            (.infinity, 1), (-4, 1),
        ])
    func ticks(largest: Double, top: Double) {
        let ticks = BarPlot.ticks(upTo: largest)
        #expect(abs((ticks.last ?? 0) - top) <= top * 1e-9, "\(ticks)")
        #expect((2...6).contains(ticks.count))
        #expect(ticks.first == 0)
    }

    @Test(
        "Numbers on axes are short",
        arguments: [(0.0, "0"), (1500, "1.5k"), (2.5e6, "2.5M"), (0.25, "0.25"), (2e-5, "20µ")])
    func short(value: Double, text: String) { #expect(BarPlot.short(value) == text) }

    // MARK: In a browser

    private static let browser = Program.find("chromium")

    /// What a page has become after its script has run.
    private static func rendered(_ address: String) async throws -> String {
        let browser = try #require(browser)
        // Not on a thread that a server needs for its answer.
        let run = try await WaitingThread.run { _ in
            try Program.run(
                browser,
                [
                    "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=3000",
                    "--enable-logging=stderr",
                    "--dump-dom", address,
                ])
        }
        #expect(!run.errors.contains("Uncaught"), "\(run.errors)")
        return run.output
    }

    @Test("The table's script runs in a browser", .enabled(if: browser != nil, "Chromium is not on this machine"))
    func tableInBrowser() async throws {
        let home = try Home()
        let markup = HTMLPage(Holdings()).markup.replacing(
            "show();</script>",
            with: "find.value = 'Kut12'; show(); document.querySelectorAll('th button')[2].click();</script>")
        let page = try await Self.rendered("file://\(home.write(markup, to: "page.html"))")
        #expect(page.contains("aria-sort=\"descending\""))
        #expect(page.matches(of: #/<tr hidden=""/#).count == 2)
    }

    @Test("A search's page shows what the API tells", .enabled(if: browser != nil, "Chromium is not on this machine"))
    func searchInBrowser() async throws {
        let talk = RecordedStream()
        let console = Console(
            terminal: Terminal(output: RecordedStream(), talk: talk, input: ScriptedInput(), allowsColor: false))
        let options = try SearchOptions.parse(["--listen", "127.0.0.1:0", "--progress", "none"])
        let session = try SearchSession(console, goal: "subnet 1", options)
        let page = try await session.run {
            await talk.waitForText("\n")
            session.show(SampleSearch.cards.statistics)
            let address = try #require(talk.text.firstMatch(of: #/http:\S+/#).map { String($0.0) })
            return try await Self.rendered(address)
        }
        for part in ["avx512 × 16", "12.7 GH/s", "left out: cuLaunchKernel", "searching for 4 min 12 s", "<path"] {
            #expect(page.contains(part), "\(part)")
        }
    }
}
