// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import SubstrateRPC
import SubtensorClient
import Testing

@testable import btcli

@Suite("Settings")
struct SettingsTests {
    @Test(
        "come from the flag, then the environment, then the file, then the default",
        arguments: [
            ("", [:], "", "default"),
            ("", [:], "wallet_name: filed", "filed"),
            ("", [:], "wallet: filed", "filed"),
            ("", [:], "wallet: other\nwallet_name: filed", "filed"),
            ("", [:], "wallet:\n  name: filed", "filed"),
            ("", [:], "wallet_name: null\nwallet: filed", "filed"),
            ("", [:], "{\"wallet\": \"filed\"}", "filed"),
            ("", ["BT_WALLET": "env"], "wallet_name: filed", "env"),
            ("", ["BT_WALLET_NAME": "env"], "wallet_name: filed", "env"),
            ("", ["BT_WALLET": "new", "BT_WALLET_NAME": "old"], "", "new"),
            ("", ["BT_WALLET": ""], "wallet_name: filed", "filed"),
            ("-w flag", ["BT_WALLET": "env"], "wallet_name: filed", "flag"),
        ] as [(String, [String: String], String, String)])
    func precedence(flag: String, environment: [String: String], file: String, name: String) async throws {
        let home = try Home()
        if !file.isEmpty { try home.write(file, to: ".bittensor/config.yml") }
        try home.makeWallet(name)
        let run = await home.run("wallet balance --network embedded --json-output \(flag)", environment: environment)
        #expect(run.status == .done)
        #expect(run.output.contains("\"name\": \"\(name)\""))
    }

    @Test("name hotkey, folder, network, retry and fallbacks")
    func others() throws {
        let file = try ConfigurationFile(
            path: "f",
            text: """
                wallet_hotkey: h
                wallet_path: /w
                network: test
                retry_time: 3.5
                fallback_endpoints: [ws://a:1, "ws://b:2"]
                rate_tolerance: 0.05
                """)
        let settings = try Settings(environment: Environment(["BT_WALLET_PATH": "/e"]), file: file)
        #expect(settings[.walletHotkey] == "h")
        #expect(settings[.walletPath] == "/e")
        #expect(settings.configured(.walletPath) == nil)
        #expect(settings.configured(.network) == "test")
        #expect(settings.retryLimit == .seconds(3.5))
        #expect(settings.number(.rateTolerance) == 0.05)
        let fallbacks = try settings.endpoints(.fallbackEndpoints, given: [], "--fallback")
        #expect(fallbacks?.map(\.description) == ["ws://a:1", "ws://b:2"])
        let given = try settings.endpoints(.fallbackEndpoints, given: ["c.example", "ws://d,ws://e"], "--fallback")
        #expect(given?.map(\.description) == ["wss://c.example:443", "ws://d:80", "ws://e:80"])
        #expect(try settings.endpoints(.archiveEndpoints, given: [], "--archive-endpoints") == nil)
        #expect(settings.found(.retryTime)?.source == .file(line: 4))

        let alone = try Settings(
            environment: Environment(["BT_FALLBACK_ENDPOINTS": "none", "BT_RETRY_FOREVER": "1"]), file: file)
        #expect(try alone.endpoints(.fallbackEndpoints, given: [], "--fallback") == [])
        #expect(try #require(alone.retryLimit) > .seconds(1_000_000))
    }

    @Test("set how a command talks, and a flag overrules them")
    func talk() async throws {
        let home = try Home()
        try home.makeWallet()
        try home.write("json: true\nquiet: yes\nverbose: 'on'\n", to: ".bittensor/config.yml")
        let run = await home.run("wallet list")
        #expect(run.output.hasPrefix("{"))
        #expect(await home.run("wallet list --no-json-output").output.hasPrefix("~"))
        let loud = await home.run("wallet balance --network embedded --no-json-output")
        #expect(loud.talk.isEmpty)
        #expect(await home.run("wallet balance --network embedded -v").talk.contains("embedded chain"))
    }

    @Test("no_prompt answers yes, and --prompt asks all the same")
    func prompt() async throws {
        let home = try Home()
        try home.makeWallet()
        try home.write("no_prompt: true\n", to: ".bittensor/config.yml")
        let line = "wallet transfer --dest \(WalletReadingTests.alice) --amount 1 --network embedded --block-time 0.05"
        #expect(await home.run(line).status == .done)
        #expect(await home.run("\(line) --prompt", typed: ["n"]).status == .no)
    }

    @Test("color never takes the colour away")
    func color() async throws {
        let home = try Home()
        try home.write("color: never\n", to: ".bittensor/config.yml")
        let talk = RecordedStream(isTerminal: true)
        let terminal = Terminal(
            output: RecordedStream(), talk: talk, input: ScriptedInput(), allowsColor: true)
        let launcher = Launcher(terminal: terminal, environment: Environment(["HOME": home.path]))
        #expect(await launcher.run(["wallet", "balance", "-w", "none"]) == .noInput)
        #expect(talk.text.hasPrefix("error: "))
    }

    @Test("A wrong value in the environment is told with its variable")
    func environment() async throws {
        let run = await Run(["wallet", "list"], environment: ["HOME": "/nonexistent", "BT_RETRY_FOREVER": "maybe"])
        #expect(run.status == .usage)
        #expect(
            run.talk
                == "error: BT_RETRY_FOREVER in the environment: retry_forever is 'maybe': it must be true or false\n")
    }

    @Test(
        "A damaged file is told with its line",
        arguments: [
            ("network: test\nwallet_name: [a\n", 3), ("- a\n- b\n", 1), ("just words\n", 1), ("a: 1\n\ta: 2\n", 2),
            ("network: a\nnetwork: b\n", nil), ("\n\nretry_time: soon\n", 3), ("json: perhaps\n", 1),
            ("wallet_name: [[a]]\n", 1), ("a: &x 1\nb: *x\n", 1), ("rate_tolerance: 1.5", 1),
            ("color: green", 1), ("fallback_endpoints: ftp://x", 1), ("a: \"\u{1}\"", nil),
            ("network: !!binary =", nil),
            ("%YAML 9.9\n---\n", nil), ("--- a\n--- b\n", nil), ("wallet_name: \"a\\nb\"", 1),
            (String(repeating: "[", count: 60_000), nil), (String(repeating: "- ", count: 30_000), nil),
            (String(repeating: "{a: ", count: 15_000), nil), (String(repeating: "a: 1\n", count: 20_000), nil),
        ] as [(String, Int?)])
    func damaged(text: String, line: Int?) async throws {
        let home = try Home()
        let path = try home.write(text, to: ".bittensor/config.yml")
        let run = await home.run("wallet list --json-output")
        let isUnread = run.status == .done
        // What means nothing here is nobody's damage.
        guard !isUnread else {
            #expect(text.hasPrefix("network: !!binary"))
            return
        }
        #expect(run.status == .dataError || run.status == .noPermission)
        let message = try #require(try run.error["message"] as? String)
        #expect(message.contains(path))
        if let line { #expect(message.contains("line \(line):")) }
        // It is shown and mended all the same.
        #expect(await home.run("config path").output == path + "\n")
        if run.status == .dataError {
            #expect(await home.run("config clear --yes").status == .done)
            #expect(await home.run("wallet list").status == .done)
        }
    }

    @Test("What is no file is told, and nothing waits for a pipe")
    func noFile() async throws {
        let home = try Home()
        try FileManager.default.createDirectory(
            atPath: "\(home.path)/.bittensor/config.yml", withIntermediateDirectories: true)
        #expect(await home.run("wallet list").status == .noPermission)
        #expect(mkfifo("\(home.path)/pipe", 0o600) == 0)
        #expect(await home.run("wallet list --config \(home.path)/pipe").status == .noPermission)
        #expect(await home.run("wallet list --config \(home.path)/none").status == .noInput)
    }

    @Test("The file may be named by an option or a variable")
    func path() async throws {
        let home = try Home()
        let first = try home.write("wallet_name: first", to: "first.yml")
        let second = try home.write("{\"wallet\": \"second\"}", to: "second.json")
        let line = "config get wallet_name"
        #expect(await home.run("\(line) --config \(first)").output == "first\n")
        #expect(await home.run(line, environment: ["BTCLI_CONFIG": second]).output == "second\n")
        #expect(
            await home.run(line, environment: ["BTCLI_CONFIG": second, "BTCLI_CONFIG_PATH": first]).output == "first\n")
        #expect(
            await home.run("\(line) --config ~/second.json", environment: ["BTCLI_CONFIG_PATH": first]).output
                == "second\n")
        #expect(await Run("config path").status == .noInput)
    }
}
