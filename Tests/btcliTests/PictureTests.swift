// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import ProofOfWork
import SeededNumbers
import SubstratePrimitives
import SubtensorClient
import Testing

@testable import SubtensorLocalnet
@testable import btcli

/// Where the pages go that a browser is to photograph; nil where nobody wants them.
private let picturesFolder = ProcessInfo.processInfo.environment["BTCLI_PICTURES"]

/// The recorded run and the pages of `docs/pictures`: `scripts/pictures` makes them anew.
@Suite("Pictures", .serialized, .enabled(if: picturesFolder != nil, "only scripts/pictures draws"))
struct PictureTests {
    private static let pictures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/pictures")

    @Test("a search from its start to the registration, as it was on a terminal")
    func search() throws {
        // The program as users have it: what the tests are built with searches a hundred times slower.
        let program = try #require(ProcessInfo.processInfo.environment["BTCLI_PICTURES_PROGRAM"])
        let home = try Home()
        try home.makeWallet("me")
        let begin = ContinuousClock.now
        var frames: [(time: Double, screen: ScreenEmulator)] = []
        var screen = ScreenEmulator(columns: 92, height: 40)
        let words = "subnets pow-register --netuid 1 -w me --network embedded --block-time 4 --difficulty 2500000000"
        screen.write("\u{1B}[1m$\u{1B}[0m btcli \(words)\n")
        let terminal = try PseudoTerminal()
        try terminal.resize(columns: 92, rows: 40)
        let process = try ProgramTests.program(words.split(separator: " ").map(String.init), in: terminal, home: home)
        process.executableURL = URL(filePath: program)
        try process.run()
        try terminal.slave.close()
        while let bytes = terminal.readChunk() {
            screen.write(String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n"))
            let time = begin.duration(to: .now) / .seconds(1)
            // A picture every two seconds, of what stood at its end.
            if let last = frames.last, time - last.time < 2, frames.count > 1 {
                frames[frames.count - 1].screen = screen
            } else {
                frames.append((time, screen))
            }
        }
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let picture = ScreenPicture(
            // Four times as fast as it was.
            columns: 92, frames: frames.map { ($0.time / 4, $0.screen.cells) })
        try FileManager.default.createDirectory(at: Self.pictures, withIntermediateDirectories: true)
        try Data(picture.svg.utf8).write(to: Self.pictures.appending(path: "search.svg"))
        // In words: the panel in the middle, and what is left at the end.
        let middle = frames[frames.count / 2].screen.lines
        let text = (middle + ["", "…", ""] + screen.lines.dropFirst()).joined(separator: "\n") + "\n"
        try Data(text.utf8).write(to: Self.pictures.appending(path: "search.txt"))
    }

    @Test("the pages of subnets, of a metagraph and of stake")
    func tables() async throws {
        let folder = try #require(picturesFolder)
        let wide = try WideChain()
        try await RPCServer.with(handler: InstantNode(chain: wide.chain)) { server in
            for (words, name) in [
                ("subnets list", "subnets"), ("subnets metagraph --netuid 3", "metagraph"), ("stake show", "stake"),
            ] {
                let run = await wide.home.run("\(words) --network \(server.url) --html \(folder)/\(name).html")
                #expect(run.status == .done, "\(run.talk)")
            }
        }
    }

    @Test("the page of a search")
    func searchPage() throws {
        let folder = try #require(picturesFolder)
        var search = SampleSearch.cards
        search.statistics.luck = SearchLuck(expectedSeals: 0.64)
        search.statistics.life?.left = .seconds(27)
        search.node?.trouble = nil
        var history = SearchHistory()
        // As a real one looks: noise, a card that fails, blocks that come and go.
        var generator = SeededNumbers(seed: 7)
        for second in 0...252 {
            var moment = search
            moment.statistics.elapsed = .seconds(second)
            moment.statistics.blocks = second / 12
            moment.statistics.luck = SearchLuck(expectedSeals: 0.64 * Double(second) / 252)
            moment.refused = second > 100 ? 1 : 0
            for index in moment.statistics.devices.indices {
                let noise = 0.95 + 0.1 * Double(generator.next() % 1000) / 1000
                let rate =
                    moment.statistics.devices[index].rates.tenSeconds.perSecond * noise * min(1, Double(second) / 10)
                moment.statistics.devices[index].rates.tenSeconds = HashRate(perSecond: rate)
            }
            history.note(moment)
        }
        let document = (search.document + ["history": history.document]).line
        let page = SearchPageMarkup(goal: "subnet 1", allowsControl: true).markup.replacing(
            "<body>",
            with: "<body><script>window.fetch = async () => ({ ok: true, json: async () => (\(document)) });</script>")
        try Data(page.utf8).write(to: URL(filePath: folder).appending(path: "search.html"))
    }
}
