// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import Foundation
import SubstrateKeys
import SubstrateRPC
import Testing

@testable import SubtensorLocalnet
@testable import btcli

@Suite("btcli weights watch", .serialized)
struct WeightsWatchTests {
    /// Runs a loop of weights, with a block whenever it has nothing to do, until its output holds some words; then Ctrl-C.
    private static func watch(
        _ options: [String], until words: [String], blocks: Int = 40
    ) async throws -> (recorded: RecordedTerminal, status: btcli.ExitStatus) {
        let home = try Home()
        let wallet = try home.wallet()
        try wallet.createColdkey(KeyPair(uri: "//Alice"), password: nil)
        try wallet.createHotkey(KeyPair(uri: "//Bob"))
        let file = try home.write("# who\n0 1.5\n9: 0.5\n", to: "weights.txt")
        let chain = try Localnet(LocalnetConfiguration(blockTime: nil, difficulty: 500, tempo: 10))
        return try await RPCServer.with(handler: InstantNode(chain: chain)) { server in
            #expect(await home.run("subnets register 1 --no-prompt --network \(server.url)").status == .done)
            // The first epochs open nothing.
            await chain.advance(by: 20)
            let recorded = RecordedTerminal()
            let launcher = Launcher(terminal: recorded.terminal, environment: Environment(["HOME": home.path]))
            let line = ["weights", "watch", "1", "--file", file, "--network", server.url] + options
            let run = Task { await launcher.run(line) }
            func text() -> String { recorded.output.text + recorded.talk.text }
            for word in words {
                for _ in 0..<blocks where !text().contains(word) {
                    await chain.advance(by: 1)
                    for _ in 0..<50 where !text().contains(word) { try await Task.sleep(for: .milliseconds(10)) }
                }
                #expect(text().contains(word), "\(word): \(text())")
            }
            run.cancel()
            return (recorded, await run.value)
        }
    }

    @Test("says each thing that it does in a line, and what all came to when it is interrupted")
    func text() async throws {
        let (recorded, status) = try await Self.watch(
            [], until: ["committed timelocked weights", "opened the weights"])
        #expect(status == .interrupted)
        let talk = recorded.talk.text
        for part in [
            "the subnet takes weights encrypted until the chain opens them", "left out uid 9", "Sent weights ",
            " opened by the chain",
        ] {
            #expect(talk.contains(part), "\(part) in \(talk)")
        }
        #expect(recorded.output.text.isEmpty)
    }

    @Test("with --json-output each thing is a document on a line of its own, the sum too")
    func json() async throws {
        let (recorded, status) = try await Self.watch(["--json-output"], until: ["\"kind\":\"sent\""])
        #expect(status == .interrupted)
        let lines = try recorded.output.text.split(separator: "\n").map { line in
            DocumentSchema.check(String(line), of: ["weights", "watch"], #_sourceLocation)
            return try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: any Sendable])
        }
        let kinds = lines.compactMap { $0["kind"] as? String }
        #expect(Array(kinds.prefix(3)) == ["mode", "left_out", "sent"], "\(kinds)")
        #expect(kinds.last == "summary")
        #expect(lines[0]["mode"] as? String == "timelocked")
        let hash = lines[2]["commit_hash"] as? String
        #expect(hash?.count == 66)
        #expect(lines[2]["reveal_round"] as? Int != nil)
        #expect(lines[lines.count - 1]["sent"] as? Int == 1)
    }

    @Test("ends at once where the hotkey is not registered, or the file holds no weights")
    func refused() async throws {
        let home = try Home()
        try home.makeWallet()
        try await InstantNode.with { url in
            try home.write("{\"0\": 1}", to: "good.json")
            let run = await home.run("weights watch 1 --file \(home.path)/good.json --network \(url) --no-prompt")
            #expect(run.status == .refused && run.talk.contains("is not registered on subnet 1"), "\(run)")
            for (text, words) in [
                ("", "no uid in it"), ("0 x", "line 1"), ("0 1\n0 2", "uid 0 has two weights"), ("0 -1", "from 0 up"),
                ("{\"uids\": [1], \"weights\": []}", "1 uids and 0 weights"), ("{\"a\": 1}", "'a'"), ("{", "no JSON"),
                ("70000 1", "line 1"), ("1 nan", "from 0 up"),
            ] {
                try home.write(text, to: "bad")
                let bad = await home.run("weights watch 1 --file \(home.path)/bad --network \(url) --no-prompt")
                #expect(bad.status == .dataError && bad.isOneLineError && bad.talk.contains(words), "\(text): \(bad)")
            }
            let missing = await home.run("weights set 1 --file \(home.path)/none --network \(url) --no-prompt")
            #expect(missing.status == .dataError && missing.talk.contains("no such file"), "\(missing)")
            let both = await home.run("weights set 1 --file x --uids 0 --weights 1 --network \(url) --no-prompt")
            #expect(both.status == .usage && both.talk.contains("leave out --uids"), "\(both)")
        }
    }

    @Test(
        "a file of weights is read in each of its forms",
        arguments: [
            "3 0.25\n7 0.75\n", "7, 0.75\r\n3, 0.25", "3=0.25 # one\n\n7: 0.75", "{\"7\": 0.75, \"3\": 0.25}",
            " {\"uids\": [3, 7], \"weights\": [0.25, 0.75]}", "3;0.25\n7\t0.75",
        ])
    func forms(text: String) throws {
        let home = try Home()
        let read = try WeightsFile(try home.write(text, to: "weights")).read()
        #expect(read.map(\.uid) == [3, 7] && read.map(\.weight) == [0.25, 0.75])
    }
}
