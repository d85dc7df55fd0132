// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Testing

@testable import btcli

extension ChainTests {
    @Suite("Live tables")
    struct LiveTests {
        @Test("show each change once on a pipe, and end at an interruption without a word")
        func pipe() async throws {
            let home = try Home()
            try home.makeWallet()
            try await InstantNode.with { url in
                let recorded = RecordedTerminal()
                let launcher = Launcher(terminal: recorded.terminal, environment: Environment(["HOME": home.path]))
                let bob = WalletPaymentTests.bob
                let task = Task {
                    await launcher.run(["wallet", "balance", "--ss58", bob, "--live", "--network", url])
                }
                await recorded.output.waitForText("1,000,000")
                await home.carryOut("wallet transfer --dest \(bob) --amount 2", on: url)
                await recorded.output.waitForText("1,000,002")
                task.cancel()
                #expect(await task.value == .interrupted)
                #expect(!recorded.talk.text.contains("error"))
                #expect(!recorded.output.text.contains("\u{1B}"))
            }
        }

        @Test("are redrawn in a terminal, with what has changed marked")
        func terminal() async throws {
            let home = try Home()
            try home.makeWallet()
            try await InstantNode.with { url in
                let recorded = RecordedTerminal(typed: [], size: TerminalSize(columns: 100, rows: 30))
                let launcher = Launcher(terminal: recorded.terminal, environment: Environment(["HOME": home.path]))
                let bob = WalletPaymentTests.bob
                let line = "wallet balance --ss58 \(bob) --watch --color always --columns free --network \(url)"
                let task = Task { await launcher.run(line.split(separator: " ").map(String.init)) }
                await recorded.talk.waitForText("1,000,000.0")
                await home.carryOut("wallet transfer --dest \(bob) --amount 2", on: url)
                await recorded.talk.waitForText("\u{1B}[7m1,000,002.0")
                task.cancel()
                #expect(await task.value == .interrupted)
                #expect(recorded.output.text.isEmpty)
                #expect(recorded.talk.text.hasSuffix(StatusArea.showCursor))
            }
        }

        @Test("are no document", arguments: ["--json-output", "--csv", "--block 1"])
        func refused(option: String) async throws {
            let home = try Home()
            try home.makeWallet()
            let run = await home.run("wallet balance --live \(option) --network embedded")
            #expect(run.status == .usage)
        }
    }
}
