// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubstrateKeys
import SubtensorLocalnet
import TestRuntimes
import Testing

@testable import btcli

@Suite(
    "btcli localnet fork",
    .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
struct LocalnetForkTests {
    /// Runs `body` with the address of a network of a real runtime.
    private static func withNetwork<Result: Sendable>(
        _ body: @Sendable @escaping (String) async throws -> Result
    ) async throws -> Result {
        var configuration = LocalnetConfiguration(blockTime: nil)
        configuration.genuine = GenuineChain(try RealRuntime.dev293.specification())
        return try await Localnet.with(configuration) { network in
            await network.chain.produceBlock()
            return try await body(network.url)
        }
    }

    private static func run(_ line: String, _ terminal: RecordedTerminal, _ home: Home) async -> btcli.ExitStatus {
        await Launcher(terminal: terminal.terminal, environment: Environment(["HOME": home.path]))
            .run(line.split(separator: " ").map(String.init))
    }

    @Test("goes on from a network, says so each time, and a second time without it")
    func twice() async throws {
        let home = try Home()
        let file = "\(home.path)/fork.sqlite"
        let bob = try KeyPair(uri: "//Bob").accountID.ss58()
        try await Self.withNetwork { url in
            let line =
                "localnet fork --network \(url) --state \(file) --port 0 --blocks on-demand --json-output "
                + "--endow \(bob)=5000000000000 --sudo-key \(bob)"
            let first = RecordedTerminal()
            let run = Task { await Self.run(line, first, home) }
            await first.output.waitForText("fork")
            let document =
                try JSONSerialization.jsonObject(with: Data(first.output.text.utf8)) as? [String: any Sendable]
            let own = try #require(document?["url"] as? String)
            let fork = try #require(document?["fork"] as? [String: any Sendable])
            #expect(fork["network"] as? String == url && fork["block"] as? Int == 1 && fork["head"] as? Int == 2)
            #expect((fork["missing"] as? [String])?.count == 5)
            #expect(first.talk.text.contains("this is a fork of \(url)"))
            let balance = await home.run("wallet balance \(bob) --network \(own) --json-output")
            #expect(balance.status == .done && balance.output.contains("5000"), "\(balance)")
            run.cancel()
            #expect(await run.value == .interrupted)
        }
        let second = RecordedTerminal()
        let line = "localnet fork --network ws://127.0.0.1:1 --state \(file) --port 0 --blocks on-demand"
        let run = Task { await Self.run(line, second, home) }
        await second.output.waitForText("Ctrl-C")
        let text = second.output.text
        for part in ["after block 1", "Newest block", "What cannot work on a fork", "drand"] {
            #expect(text.contains(part), "\(text)")
        }
        run.cancel()
        #expect(await run.value == .interrupted)
    }

    @Test("one key signs for any account on a fork that was started so, and on no other network")
    func impersonated() async throws {
        let home = try Home()
        try home.makeWallet(coldkey: "//Bob")
        let (alice, bob) = (try KeyPair(uri: "//Alice").accountID.ss58(), try KeyPair(uri: "//Bob").accountID.ss58())
        let stranger = try KeyPair(uri: "//Stranger").accountID.ss58()
        try await Self.withNetwork { url in
            let recorded = RecordedTerminal()
            let line =
                "localnet fork --network \(url) --port 0 --blocks instant --json-output --impersonate \(bob) "
                + "--endow \(alice)=9000000000000 --endow \(bob)=1000000000"
            let run = Task { await Self.run(line, recorded, home) }
            await recorded.output.waitForText("impersonator")
            let document = try JSONSerialization.jsonObject(with: Data(recorded.output.text.utf8))
            let own = try #require((document as? [String: any Sendable])?["url"] as? String)
            let transfer =
                "wallet transfer --dest \(stranger) --amount 5000 --no-prompt --impersonate \(alice) --network"
            let sent = await home.run("\(transfer) \(own)")
            #expect(sent.status == .done, "\(sent)")
            let balance = await home.run("wallet balance \(stranger) --network \(own) --json-output")
            #expect(balance.output.contains("5000"), "\(balance)")
            let refused = await home.run("\(transfer) \(url)")
            #expect(refused.status == .usage && refused.talk.contains("sign for no other account"), "\(refused)")
            run.cancel()
            #expect(await run.value == .interrupted)
        }
    }

    @Test(
        "refuses in one line what cannot be",
        arguments: [
            ("--network embedded", "nothing to be forked"), ("--network ws://127.0.0.1:1", "127.0.0.1:1"),
            ("--network ws://127.0.0.1:1 --endow nonsense", "--endow"),
            ("--network ws://127.0.0.1:1 --impersonate nobody", "nobody"),
            ("--network ws://127.0.0.1:1 --time-shift -1", "time-shift"),
        ])
    func refused(options: String, words: String) async throws {
        let home = try Home()
        let run = await home.run("localnet fork --port 0 \(options)")
        #expect(run.status != .done && run.talk.contains(words), "\(run)")
        #expect(run.output.isEmpty)
    }
}
