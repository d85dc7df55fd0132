// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import Foundation
import SubstrateKeys
import SubstratePrimitives
import SubtensorClient
import Testing

@testable import btcli

@Suite("btcli doctor")
struct DoctorTests {
    @Test("finds nothing wrong where nothing is, and looks at everything")
    func fine() async throws {
        let home = try Home()
        let wallet = try home.wallet()
        try wallet.createColdkey(KeyPair(uri: "//Alice"), password: SecretBytes(utf8: "correct horse battery staple"))
        try wallet.createHotkey(KeyPair(uri: "//Bob"))
        _ = await home.run("config set network embedded")
        let run = await home.run("doctor --json-output")
        #expect(run.memberNames == ["worst", "findings"])
        let findings = try #require(try run.document["findings"] as? [[String: any Sendable]])
        let topics = findings.compactMap { $0["topic"] as? String }
        #expect(
            topics == [
                "configuration", "wallets", "wallet default", "node", "head", "runtime", "work", "kernels", "GPU",
                "OpenCL",
            ])
        // A machine may have half a driver.
        let cards = ["GPU", "OpenCL"]
        let bad = findings.filter {
            $0["verdict"] as? String != "fine" && !cards.contains($0["topic"] as? String ?? "")
        }
        #expect(bad.isEmpty)
        #expect(run.talk.isEmpty)
    }

    @Test("looks at head, finality and clock of a chain that goes on")
    func chain() async throws {
        let home = try Home()
        try home.makeWallet()
        try await InstantNode.with { url in
            #expect(await home.run("subnets pow-register --netuid 1 --network \(url)").status == .done)
            let run = await home.run("doctor --network \(url) --json-output")
            let findings = try #require(try run.document["findings"] as? [[String: any Sendable]])
            for topic in ["head", "finality", "clock", "runtime", "work"] {
                let finding = try #require(findings.first { $0["topic"] as? String == topic })
                #expect(finding["verdict"] as? String == "fine", "\(finding)")
            }
        }
    }

    @Test("says what is wrong, what to do, and how bad it is")
    func broken() async throws {
        let home = try Home()
        let wallet = try home.makeWallet()
        try home.loosen(wallet.hotkeyFile)
        try home.write("{", to: ".bittensor/wallets/default/coldkeypub.txt")
        try home.write("network: [", to: ".bittensor/config.yml")
        let run = await home.run("doctor --network ws://127.0.0.1:1")
        #expect(run.status == .config)
        for part in [
            "broken   configuration", "line 2", "broken   node", "127.0.0.1:1", "change-password -w default", "chmod",
            "regen-coldkeypub -w default",
        ] {
            #expect(run.output.contains(part), "\(part)")
        }
        // What cannot be reached is told, and the rest is looked at all the same.
        #expect(run.output.contains("kernels"))
    }

    @Test("without wallets, a warning is the worst")
    func noWallets() async throws {
        let home = try Home()
        let run = await home.run("doctor --offline")
        #expect(run.status == .no)
        #expect(run.output.contains("btcli wallet create"))
        #expect(!run.output.contains("runtime"))
    }

    @Test("A file or an environment that others may write is a warning")
    func modes() async throws {
        let home = try Home()
        let path = try home.write("network: test", to: ".bittensor/config.yml")
        try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: path)
        #expect(await home.run("doctor --offline").output.contains("warning  configuration"))
        let run = await home.run("doctor --offline", environment: ["BT_RETRY_FOREVER": "perhaps"])
        #expect(run.output.contains("broken   configuration"))
        #expect(run.output.contains("BT_RETRY_FOREVER"))
    }

    @Test(
        "A node's distance",
        arguments: [
            (100, 100, 5.0, Finding.Verdict.fine), (100, nil, 30.0, .fine), (100, 102, 5.0, .fine),
            (100, 110, 5.0, .broken), (100, nil, 60.0, .warning), (100, nil, 500.0, .broken), (100, 90, -5.0, .fine),
        ] as [(UInt64, UInt64?, Double, Finding.Verdict)])
    func distance(head: UInt64, highest: UInt64?, age: Double, verdict: Finding.Verdict) {
        let finding = Checkup.distance(
            BlockNumber(head), highest: highest.map { BlockNumber($0) }, age: age, blockTime: .seconds(12))
        #expect(finding.verdict == verdict)
        #expect((verdict == .fine) == finding.advice.isEmpty)
    }

    @Test(
        "A clock and finality",
        arguments: [(0.0, Finding.Verdict.fine), (100.0, .fine), (-1.0, .fine), (-10.0, .warning), (-90.0, .broken)])
    func clock(age: Double, verdict: Finding.Verdict) {
        #expect(Checkup.clock(age: age).verdict == verdict)
        #expect(Checkup.finality(behind: 3).verdict == .fine)
        #expect(Checkup.finality(behind: 50).verdict == .warning)
    }

    @Test("The layout fits a terminal", arguments: [nil, 40, 80, 200])
    func layout(width: Int?) throws {
        let answer = DoctorAnswer(findings: [
            .fine("configuration", "no file; environment and defaults hold"),
            .warning("wallet default", "its coldkey is not encrypted: whoever reads the file owns the funds", "btcli"),
            .broken("node", "cannot connect to ws://127.0.0.1:9944: connection refused\u{1B}[31m", "check the address"),
        ])
        let text = answer.text(width: width).text(.plain) + "\n"
        try Snapshot.check(text, "tables/doctor-\(width.map(String.init) ?? "file").txt")
    }
}
