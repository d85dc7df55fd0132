// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubtensorLocalnet
import TestRuntimes
import TestVectors
import Testing

@testable import btcli

@Suite("btcli localnet start")
struct LocalnetStartTests {
    @Test("prints one document and runs until it is cancelled", arguments: RuleSet.allCases)
    func document(rules: RuleSet) async throws {
        let recorded = RecordedTerminal()
        let launcher = Launcher(terminal: recorded.terminal)
        let line = [
            "localnet", "start", "--port", "0", "--block-time", "0.5", "--rules", rules.rawValue, "--json-output",
        ]
        let run = Task { await launcher.run(line) }
        await recorded.output.waitForText()
        run.cancel()
        #expect(await run.value == .interrupted)
        #expect(recorded.talk.text == "localnet stopped\n")

        let json = try JSONSerialization.jsonObject(with: Data(recorded.output.text.utf8))
        let document = try #require(json as? [String: any Sendable])
        #expect(
            Set(document.keys) == [
                "url", "port", "rules", "runtime", "spec_version", "genesis_hash", "blocks", "block_time",
                "commit_reveal", "state", "fork", "impersonator",
            ])
        let port = try #require(document["port"] as? Int)
        #expect(document["url"] as? String == "ws://127.0.0.1:\(port)")
        #expect(document["rules"] as? String == rules.rawValue)
        #expect(document["spec_version"] as? Int == Int(rules.specVersion))
        #expect(document["block_time"] as? Double == 0.5)
        #expect(document["blocks"] as? String == "timer")
    }

    @Test(
        "says when blocks come",
        arguments: [
            ("", "every 12.0 s", false), ("--blocks timer --block-time 2", "every 2.0 s", false),
            ("--blocks instant", "when a transaction comes", false), ("--blocks on-demand", "on demand", true),
        ])
    func blocks(options: String, words: String, mines: Bool) async {
        let recorded = RecordedTerminal()
        let launcher = Launcher(terminal: recorded.terminal)
        let line = ["localnet", "start", "--port", "0"] + options.split(separator: " ").map(String.init)
        let run = Task { await launcher.run(line) }
        await recorded.output.waitForText("Ctrl-C")
        run.cancel()
        #expect(await run.value == .interrupted)
        #expect(recorded.output.text.contains(words), "\(recorded.output.text)")
        #expect(recorded.output.text.contains("btcli localnet mine --network ws://") == mines)
    }

    @Test("says where it is, who has funds and what to try")
    func text() async {
        let recorded = RecordedTerminal()
        let launcher = Launcher(terminal: recorded.terminal)
        let run = Task { await launcher.run(["localnet", "start", "--port", "0", "--pin-difficulty", "--quiet"]) }
        await recorded.output.waitForText()
        run.cancel()
        #expect(await run.value == .interrupted)
        let text = recorded.output.text
        for part in [
            "ws://127.0.0.1:", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", "1000000", "pinned",
            "btcli subnets pow-register",
        ] {
            #expect(text.contains(part))
        }
    }

    @Test(
        "runs a real chain's own runtime, which begins as one likes",
        .enabled(if: RuntimeFiles.folder != nil, Comment(rawValue: RuntimeFiles.missing)))
    func genuine() async throws {
        let folder = try #require(RuntimeFiles.folder)
        let recorded = RecordedTerminal()
        let launcher = Launcher(terminal: recorded.terminal)
        let bob = ChainTests.WalletPaymentTests.bob
        let line = [
            "localnet", "start", "--port", "0", "--runtime", folder.appending(path: "local200.json").path, "--endow",
            "\(bob)=7500000000", "--sudo-key", bob, "--subnet", "1:100", "--verify", "--keep-states", "10",
            "--block-time", "0.5",
        ]
        let run = Task { await launcher.run(line) }
        await recorded.output.waitForText("Ctrl-C")
        run.cancel()
        #expect(await run.value == .interrupted)
        let text = recorded.output.text
        #expect(text.contains("node-subtensor 200"), "\(text)")
        let funds = text.split(separator: "\n").first { $0.hasPrefix("//Bob") }
        #expect(funds?.hasSuffix(" 7.5") == true, "\(text)")
        #expect(text.contains("btcli localnet runtime show ws://127.0.0.1:"))
    }

    @Test(
        "a runtime that is none, and options that want one, are refused in one line",
        arguments: [
            ("--runtime /dev/null", "it is no file"), ("--runtime nothing-of-this-name", "nothing-of-this-name"),
            ("--runtime x --rules burn", "--rules is for the embedded chain"), ("--verify", "name one with --runtime"),
            ("--endow x=1", "name one with --runtime"),
            ("--keep-states 0", "from 1 to"),
            ("--blocks instant --block-time 1", "--block-time has no effect with --blocks instant"),
            ("--block-time 1 --blocks on-demand", "--block-time has no effect with --blocks on-demand"),
            ("--blocks never", "'on-demand'"),
        ])
    func noRuntime(options: String, words: String) async {
        let run = await Run("localnet start --port 0 \(options)")
        #expect(run.status != .done && run.isOneLineError && run.talk.contains(words), "\(run)")
    }

    @Test("cannot take a port that is taken")
    func portTaken() async throws {
        let run = try await Localnet.with(LocalnetConfiguration(blockTime: nil)) { localnet in
            await Run("localnet start --port \(localnet.port) --json-output")
        }
        #expect(run.status == .cannotCreate)
        #expect(run.output.contains("\"code\": \"cannot_listen\""))
    }

    @Test("keeps its state file from a second one")
    func stateInUse() async throws {
        let home = try Home()
        let path = "\(home.path)/chain.sqlite"
        let run = try await Localnet.with(LocalnetConfiguration(blockTime: nil, stateFile: path)) { _ in
            await Run("localnet start --port 0 --state \(path)")
        }
        #expect(run.status == .cannotCreate)
        #expect(run.talk == "error: \(path) is in use by another localnet: stop that one, or name another file\n")
    }

    @Test("ends with one line when its state file cannot grow any more")
    func fullDisk() throws {
        let home = try Home()
        let program = try ProgramTests.program([])
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        // A limit of 200 blocks: 100 or 200 KiB, by the shell.
        process.arguments = [
            "-c", "ulimit -f 200 && exec \"$@\"", "sh", try #require(program.executableURL).path, "localnet", "start",
            "--port", "0", "--block-time", "0.001", "--state", "\(home.path)/chain.sqlite",
        ]
        let talk = Pipe()
        process.standardOutput = FileHandle.nullDevice
        process.standardError = talk
        try process.run()
        let said = try #require(try talk.fileHandleForReading.readToEnd())
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 73)
        let line = String(decoding: said, as: UTF8.self)
        #expect(line.hasPrefix("error: block "))
        #expect(line.contains("cannot be written to \(home.path)/chain.sqlite"))
        #expect(line.filter { $0 == "\n" }.count == 1)
    }

    @Test("its table of accounts keeps to the width", arguments: [40, 60, 80])
    func narrow(width: Int) async throws {
        let configuration = LocalnetConfiguration(blockTime: nil)
        let text = try await Localnet.with(configuration) { localnet in
            try await LocalnetAnswer(localnet, configuration).text(width: width).plain
        }
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("//") }
        #expect(rows.count > 1)
        // What is to be typed is not broken.
        for row in text.split(separator: "\n") { #expect(row.count <= width || row.contains("btcli"), "\(row)") }
    }

    @Test("what is no origin of web pages is refused")
    func noOrigin() async {
        let run = await Run("localnet start --port 0 --allow-origin polkadot.js.org")
        #expect(run.status == .usage)
        #expect(run.talk.contains("'polkadot.js.org' is no origin of web pages: write https://host"))
    }

    @Test("a refused page is told of once, with what lets it in, and not too many are")
    func refusedOrigins() {
        let recorded = RecordedTerminal()
        let refused = RefusedOrigins(Console(terminal: recorded.terminal))
        for origin in ["https://app.example", "https://app.example", "not\u{1B}[2Jan origin"] { refused.tell(origin) }
        #expect(
            recorded.talk.text == """
                refused a web page of 'https://app.example'; --allow-origin https://app.example lets it in
                refused a web page of 'not\\u{1b}[2Jan origin'

                """)
        for number in 0..<100 { refused.tell("https://app\(number).example") }
        #expect(recorded.talk.text.split(separator: "\n").count == 16)
    }
}
