// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ArgumentParser
import Foundation
import ProofOfWork
import SubstratePrimitives
import SubstrateRPC
import SubtensorClient
import Synchronization
import Testing

@testable import btcli

@Suite("A search that people watch")
struct SearchSessionTests {
    /// A console on an emulated screen, whose keys nobody presses.
    private static func console(
        _ options: ConsoleOptions = ConsoleOptions(), screen: ScreenStream? = nil, home: Home? = nil
    ) -> (console: Console, talk: RecordedStream) {
        let talk = RecordedStream()
        let terminal = Terminal(
            output: RecordedStream(), talk: screen ?? talk, input: ScriptedInput(), allowsColor: false)
        let console = Console(
            terminal: terminal, options: options, environment: Environment(["HOME": home?.path ?? "/"]),
            commandLine: "btcli subnets pow-register --netuid 1")
        return (console, talk)
    }

    private static var statistics: SearchStatistics { SampleSearch.processor.statistics }

    /// The object on each line.
    private static func objects(_ text: String) throws -> [[String: Any]] {
        try text.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    @Test("stands on the screen while it goes on, lines above it, and leaves a summary")
    func panel() async throws {
        let screen = ScreenStream(columns: 100)
        let (console, _) = Self.console(screen: screen)
        let session = try SearchSession(console, goal: "subnet 1", SearchOptions.parse([]))
        let during = try await session.run { () -> [String] in
            session.show(Self.statistics)
            console.say("A line that stays.")
            session.pause()
            return screen.screen.lines
        }
        #expect(during.first == "A line that stays.")
        #expect(during[1].hasPrefix("subnet 1") && during[1].hasSuffix("paused"))
        #expect(during.contains { $0.hasPrefix("luck ") })
        #expect(session.control.isPaused)
        let after = screen.screen.lines.joined(separator: " ")
        #expect(after.hasPrefix("A line that stays. Searched 4 min 12 s on avx512 × 16 at 614 MH/s: 1.90 G tries"))
        #expect(after.hasSuffix("of such searches take longer."))
        #expect(screen.screen.title.isEmpty && screen.screen.isCursorShown)
    }

    @Test("that ends early says how to go on")
    func early() async throws {
        let screen = ScreenStream(columns: 200)
        let (console, _) = Self.console(screen: screen)
        let session = try SearchSession(console, goal: "subnet 1", SearchOptions.parse([]))
        await #expect(throws: CancellationError.self) {
            try await session.run {
                session.show(Self.statistics)
                throw CancellationError()
            }
        }
        #expect(screen.screen.lines.suffix(2).first?.hasSuffix(" To go on:") == true)
        #expect(screen.screen.lines.last == "  btcli subnets pow-register --netuid 1")
    }

    @Test("obeys keys: pause, go on, rates, detail, and an end that is asked for")
    func keys() async throws {
        let screen = ScreenStream(columns: 100)
        let (console, _) = Self.console(screen: screen)
        let session = try SearchSession(console, goal: "subnet 1", SearchOptions.parse([]))
        @Sendable func shows(_ text: String) -> Bool { screen.screen.lines.contains { $0.contains(text) } }
        let error = await #expect(throws: CLIError.self) {
            try await session.run {
                session.show(Self.statistics)
                for (key, isPaused) in [("p", true), ("p", false), ("p", true), ("r", false), ("r", false)] {
                    session.press(Character(key))
                    #expect(session.control.isPaused == isPaused)
                    #expect(shows("paused") == isPaused)
                }
                session.press("h")
                #expect(
                    shows("avx512 × 16: 10 s 620 MH/s, 60 s 618 MH/s, 15 min 615 MH/s, max 634 MH/s, mean 614 MH/s"))
                session.press("d")
                #expect(shows("seen    21 blocks"))
                session.press("d")
                #expect(!shows("seen    21 blocks"))
                session.press("q")
                #expect(shows("End the search? y yes"))
                session.press("n")
                #expect(!shows("End the search?"))
                for key in "xyY\u{7}" { session.press(key) }
                session.press("q")
                session.press("y")
                try await Task.sleep(for: .seconds(3600))
            }
        }
        #expect(error?.code == .declined)
    }

    @Test("that was ended after something was signed tells what was signed")
    func endedAfterSigning() async throws {
        let (console, _) = Self.console()
        let session = try SearchSession(console, goal: "subnet 1", SearchOptions.parse([]))
        await #expect(throws: CLIError(.declined, "")) {
            try await session.run {
                session.stop()
                try await Task.sleep(for: .seconds(3600))
            }
        }
        let value = try await session.run {
            session.stop()
            try? await Task.sleep(for: .seconds(3600))
            return "in a block"
        }
        #expect(value == "in a block")
    }

    @Test("is a line now and then on a pipe, and nothing under --quiet")
    func lines() async throws {
        let (console, talk) = Self.console()
        try await SearchSession(console, goal: "subnet 1", SearchOptions.parse([])).run(Self.statistics)
        let line = try #require(talk.text.split(separator: "\n").first)
        #expect(
            line.hasPrefix(
                "subnet 1: 620 MH/s, 1.90 G tries of 3.00 G expected, 47 % would have found it, half of all do by "))
        let (silent, silentTalk) = Self.console(ConsoleOptions(isQuiet: true))
        try await SearchSession(silent, goal: "subnet 1", SearchOptions.parse([])).run(Self.statistics)
        #expect(silentTalk.text.isEmpty)
    }

    @Test("is a JSON object on each line, whatever is said, where that is wanted")
    func json() async throws {
        let (console, talk) = Self.console()
        let session = try SearchSession(console, goal: "subnet 1", SearchOptions.parse(["--progress", "json"]))
        try await session.run {
            session.show(Self.statistics)
            session.show(Self.statistics)
            console.say("Two\nlines \u{1B}[31m")
        }
        let objects = try Self.objects(talk.text)
        #expect(objects.map { $0["kind"] as? String }.prefix(3) == ["progress", "message", "message"])
        #expect(objects[0]["hashes"] as? String == "1900000000")
        #expect((objects[0]["devices"] as? [[String: Any]])?.first?["threads"] as? Int == 16)
        #expect(objects[2]["text"] as? String == "lines \\u{1b}[31m")
        #expect(objects.count(where: { $0["kind"] as? String == "progress" }) == 2)
    }

    @Test("writes what is said at the end of a log, with the time")
    func log() async throws {
        let home = try Home()
        try home.write("before\n", to: "search.log")
        let (console, _) = Self.console(home: home)
        let options = try SearchOptions.parse(["--log-file", "~/search.log"])
        try await SearchSession(console, goal: "subnet 1", options).run(Self.statistics)
        let lines = try home.read("search.log").split(separator: "\n")
        #expect(lines.first == "before")
        #expect(lines.count > 1)
        #expect(lines.dropFirst().allSatisfy { $0.contains(#/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \S/#) })
        let nowhere = try SearchOptions.parse(["--log-file", "~/missing/search.log"])
        #expect(throws: OutputFileError(.notWritten, "")) { try SearchSession(console, goal: "x", nowhere) }
    }

    @Test("has a page, an API and metrics, which only read unless more was allowed", arguments: [false, true])
    func page(allowsControl: Bool) async throws {
        let (console, talk) = Self.console()
        let options = try SearchOptions.parse(
            ["--listen", "127.0.0.1:0", "--progress", "none"] + (allowsControl ? ["--allow-control"] : []))
        let session = try SearchSession(console, goal: "subnet <1>", options)
        try await session.run {
            await talk.waitForText("\n")
            let port = try #require(talk.text.firstMatch(of: #/127\.0\.0\.1:(\d+)/#).flatMap { Int($0.1) })
            let early = try await HTTPQuestion.ask("GET", "/api", port: port)
            #expect(early.contains(#"{"goal":"subnet <1>"}"#))
            session.show(Self.statistics)
            let page = try await HTTPQuestion.ask("GET", "/", port: port)
            #expect(page.contains("subnet &lt;1&gt;") && page.contains("text/html"))
            #expect(page.contains("data-act=\"stop\"") == allowsControl)
            #expect(!page.contains("http://www.w3.org/1999") && !page.contains("src="))
            let metrics = try await HTTPQuestion.ask("GET", "/metrics", port: port)
            for _ in 0..<2 {
                let answer = try await HTTPQuestion.ask("POST", "/api/pause", port: port)
                #expect(answer.hasPrefix(allowsControl ? "HTTP/1.1 200" : "HTTP/1.1 403"))
                #expect(session.control.isPaused == allowsControl)
            }
            #expect(metrics.contains("200 OK"))
            for path in ["/nothing", "/../etc/passwd", "/api/"] {
                #expect(try await HTTPQuestion.ask("GET", path, port: port).hasPrefix("HTTP/1.1 404"))
            }
            #expect(try await HTTPQuestion.ask("POST", "/api", port: port).hasPrefix("HTTP/1.1 405"))
            #expect(try await HTTPQuestion.ask("GET", "/api/stop", port: port).hasPrefix("HTTP/1.1 405"))
        }
    }

    @Test("The page asks for the token of a file, and refuses one that is easily guessed")
    func token() async throws {
        let home = try Home()
        try home.write("a-token-of-this-test\nmore\n", to: "token")
        try home.write("short\n", to: "short")
        let (console, talk) = Self.console(home: home)
        func session(_ file: String) throws -> SearchSession {
            let words = ["--listen", "127.0.0.1:0", "--listen-token-file", file, "--progress", "none"]
            return try SearchSession(console, goal: "subnet 1", SearchOptions.parse(words))
        }
        try await session("~/token").run {
            await talk.waitForText("\n")
            let port = try #require(talk.text.firstMatch(of: #/127\.0\.0\.1:(\d+)/#).flatMap { Int($0.1) })
            #expect(!talk.text.contains("a-token"))
            #expect(try await HTTPQuestion.ask("GET", "/api", port: port).hasPrefix("HTTP/1.1 401"))
            let right = ["Authorization: Bearer a-token-of-this-test"]
            #expect(try await HTTPQuestion.ask("GET", "/api", port: port, headers: right).hasPrefix("HTTP/1.1 200"))
        }
        for file in ["~/short", "~/missing"] {
            #expect(throws: OutputFileError(.notRead, "")) { try session(file) }
        }
        #expect(throws: CLIError(.usage, "")) {
            try SearchSession(console, goal: "x", SearchOptions.parse(["--allow-control"]))
        }
    }

    @Test(
        "Addresses to listen on",
        arguments: [
            ("8080", "127.0.0.1", 8080), ("127.0.0.1:0", "127.0.0.1", 0), ("[::1]:81", "::1", 81),
            ("0.0.0.0:9000", "0.0.0.0", 9000),
        ])
    func addresses(text: String, host: String, port: Int) throws {
        #expect(try ListenAddress.parse(text) == ListenAddress(host: host, port: port))
    }

    @Test("What is no address is refused", arguments: ["", ":80", "host", "host:", "::1:80", "h:65536", "h:-1"])
    func wrongAddresses(text: String) { #expect(throws: (any Error).self) { try ListenAddress.parse(text) } }
}

extension SearchSession {
    /// Runs a search that has come to this and ends.
    fileprivate func run(_ statistics: SearchStatistics) async throws {
        try await run { self.show(statistics) }
    }
}

@Suite("What a search tells")
struct SearchRecorderTests {
    private let recorder = SearchRecorder(goal: "subnet 1") { WallTime(seconds: 0) }

    private func reconnecting(_ attempt: Int) throws -> RPCConnectionState {
        .reconnecting(
            to: try RPCEndpoint("ws://127.0.0.1:9944"), attempt: attempt, delay: .seconds(1), reason: "it went away")
    }

    @Test("A lost connection is said once, counted when it is back, and shown meanwhile")
    func connection() throws {
        let endpoint = try RPCEndpoint("ws://127.0.0.1:9944")
        #expect(recorder.note(.connected(endpoint)) == nil)
        recorder.note(SampleSearch.processor.statistics)
        #expect(recorder.snapshot?.node == SearchSnapshot.Node(endpoint: "ws://127.0.0.1:9944"))
        guard case .warning = recorder.note(try reconnecting(1)) else {
            Issue.record("a lost connection is news")
            return
        }
        for attempt in 2...9 {
            let state = try reconnecting(attempt)
            #expect(recorder.note(state) == nil)
        }
        #expect(recorder.snapshot?.node?.trouble?.contains("attempt 9") == true)
        #expect(recorder.note(.connected(endpoint)) == .line("connected to ws://127.0.0.1:9944"))
        #expect(recorder.snapshot?.node?.reconnects == 1)
        #expect(recorder.snapshot?.node?.trouble == nil)
    }

    @Test("A node that answers every reading with an error is said once, and again when it answers")
    func unreadable() throws {
        _ = recorder.note(.connected(try RPCEndpoint("ws://127.0.0.1:9944")))
        recorder.note(SampleSearch.processor.statistics)
        guard case .warning(let text) = recorder.note(.unread(5, reason: "state is gone")) else {
            Issue.record("a block that cannot be read is news")
            return
        }
        #expect(text.contains("block 5") && text.contains("state is gone"))
        for block in 6...20 { #expect(recorder.note(.unread(BlockNumber(block), reason: "state is gone")) == nil) }
        #expect(recorder.snapshot?.node?.trouble == "block 20 not read: state is gone")
        let puzzle = SealPuzzle.register(
            blockNumber: 21, blockHash: .zero, account: try AccountID(Array(repeating: 1, count: 32)),
            target: try SealTarget(difficulty: 5, order: .little))
        #expect(recorder.note(.turned(to: puzzle, latency: .milliseconds(7))) == .line("The node answers again."))
        #expect(recorder.snapshot?.node?.latency == .milliseconds(7))
        #expect(recorder.note(.turned(to: puzzle, latency: .milliseconds(8))) == nil)
    }

    @Test("Seals are counted, and the latest refusals kept")
    func refusals() {
        recorder.note(SampleSearch.processor.statistics)
        for attempt in 1...60 { _ = recorder.note(.refused(reason: "reason \(attempt)", attempt: attempt)) }
        #expect(recorder.snapshot?.refused == 60)
        #expect(recorder.snapshot?.refusals.count == 50)
        #expect(recorder.snapshot?.refusals.last?.reason == "reason 60")
    }

    @Test("However long it lasts, its history has room in a picture, from the beginning to now")
    func history() {
        var statistics = SampleSearch.processor.statistics
        for second in stride(from: 0, through: 100_000, by: 1) {
            statistics.elapsed = .seconds(second)
            recorder.note(statistics)
        }
        let moments = recorder.history.moments
        #expect((SearchHistory.most / 2...SearchHistory.most).contains(moments.count))
        #expect(moments.first?.elapsed == .zero)
        #expect((moments.last?.elapsed ?? .zero) > .seconds(99_000))
        let gaps = zip(moments, moments.dropFirst()).map { $1.elapsed - $0.elapsed }
        #expect(Set(gaps).count <= 2)
    }

    @Test("Prometheus reads the metrics: a type for each, quoted labels, no name twice")
    func metrics() throws {
        var search = SampleSearch.cards
        search.statistics.devices[1].name = "a\"b\\c"
        let lines = search.metrics.split(separator: "\n")
        var types: [Substring] = []
        for line in lines {
            if line.hasPrefix("#") {
                if let name = line.wholeMatch(of: #/# TYPE (btcli_search_\w+) (?:gauge|counter)/#)?.1 {
                    types.append(name)
                }
                continue
            }
            let match = try #require(
                line.wholeMatch(of: #/(\w+)(?:\{(?:\w+="(?:[^"\\]|\\["\\n])*",?)+\})? ([-+.e0-9]+)/#), "\(line)")
            #expect(types.last == match.1)
        }
        #expect(Set(types).count == types.count)
        #expect(lines.contains(#"btcli_search_hash_rate{device="cpu",window="10s"} 600000000.0"#))
        #expect(lines.contains(#"btcli_search_device_power_watts{device="a\"b\\c"} 412.4"#))
        #expect(lines.contains("btcli_search_seals_refused_total 1.0"))
    }
}
