// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorWallet
import Foundation
import SubstrateKeys
import Testing

@testable import btcli

extension ChainTests {
    /// What a person sees of some commands, at several widths, in colour and without.
    @Suite("Screens as they are checked in")
    struct ScreenSnapshotTests {
        private static let lines = [
            ("transfer", "wallet transfer --dest \(WalletPaymentTests.bob) --amount 1234.5"),
            ("weights", "weights set --netuid 1 --uids 0 --weights 1"), ("balance", "wallet balance --all"),
            ("stake", "stake show"), ("subnets", "subnets list"), ("sudo", "sudo get --netuid 1 --filter burn"),
            ("wallets", "wallet list"),
            ("refused", "wallet transfer --dest \(WalletPaymentTests.bob) --amount 2000000"),
        ]

        @Test("at 40, 80, 100 and 160 columns", arguments: [40, 80, 100, 160])
        func widths(columns: Int) async throws {
            try await Self.check(columns: columns, ["--color", "never"], "\(columns)")
        }

        @Test("in colour, and for a voice")
        func looks() async throws {
            try await Self.check(columns: 80, ["--color", "always"], "color")
            try await Self.check(columns: 80, ["--plain"], "plain")
        }

        @Test("The page of the output's design shows them")
        func page() throws {
            let file = Snapshot.folder.appending(path: "../../../docs/output.md")
            let text = try String(contentsOf: file, encoding: .utf8)
            let samples = text.matches(of: /<!-- (screens\/[a-z0-9-]+\.txt) -->\n```text\n([\s\S]*?)```\n/)
            #expect(samples.count > 3)
            var written = text
            for sample in samples {
                let screen = try String(contentsOf: Snapshot.folder.appending(path: String(sample.1)), encoding: .utf8)
                written = written.replacing(
                    "<!-- \(sample.1) -->\n```text\n\(sample.2)```\n",
                    with: "<!-- \(sample.1) -->\n```text\n\(screen)```\n")
            }
            try Snapshot.check(written, "../../../docs/output.md")
        }

        private static func check(columns: Int, _ options: [String], _ suffix: String) async throws {
            let home = try Home()
            try home.wallet().createColdkey(KeyPair(uri: "//Alice"), password: nil)
            try home.wallet().createHotkey(KeyPair(uri: "//Alice//hot"))
            try home.wallet("bob").createColdkeyPublic(KeyPair(uri: "//Bob").publicKey)
            // Timelocked weights are of their own moment, and of other bytes each time.
            try await InstantNode.with(commitReveal: false) { url in
                await home.carryOut("subnets register 1", on: url)
                await home.carryOut("stake add --netuid 1 --amount 12.5 --unsafe", on: url)
                for (name, line) in lines {
                    let recorded = RecordedTerminal(typed: ["y"], size: TerminalSize(columns: columns, rows: 200))
                    let launcher = Launcher(terminal: recorded.terminal, environment: Environment(["HOME": home.path]))
                    let network = name == "wallets" ? [] : ["--network", url]
                    _ = await launcher.run(line.split(separator: " ").map(String.init) + network + options)
                    let screen =
                        recorded.talk.text + (["transfer", "weights"].contains(name) ? "y\n" : "")
                        + recorded.output.text
                    try Snapshot.check(steady(screen, home), "screens/\(name)-\(suffix).txt")
                }
            }
        }

        /// A screen without what is another in every run, at the same length.
        private static func steady(_ screen: String, _ home: Home) -> String {
            var screen = screen.replacing(home.path, with: "/home/me")
                .replacing(/127\.0\.0\.1:\d{4,5}/, with: "127.0.0.1:55555")
                .replacing("\u{1B}", with: "␛").replacing("␛[?25l", with: "").replacing("␛[?25h", with: "")
            for match in screen.matches(of: /0x[0-9a-f]{8,}(?:…[0-9a-f]+)?/).reversed() {
                screen.replaceSubrange(
                    match.range,
                    with: match.output.map { "abcdef123456789".contains($0) ? "0" : String($0) }.joined())
            }
            return screen
        }
    }
}
