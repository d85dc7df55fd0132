// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
import Testing

@testable import btcli

@Suite("btcli config")
struct ConfigTests {
    static let file = ".bittensor/config.yml"

    /// What btcli 9.21.2 writes, with a comment of its owner's.
    static let ofPython = """
        # mine
        disk_cache: false
        metagraph_cols:
          ACTIVE: true
          AXON: true
        network: null
        use_cache: true
        wallet_hotkey: null  # later
        wallet_name: null
        wallet_path: null

        """

    @Test("set, get and unset leave everything else as it was")
    func roundTrip() async throws {
        let home = try Home()
        try home.write(Self.ofPython, to: Self.file)
        for line in ["set network test", "conf set wallet-name my_wallet", "c set Wallet_Hotkey true"] {
            let words = line.hasPrefix("set") ? "config \(line)" : line
            #expect(await home.run(words).status == .done)
        }
        #expect(
            try home.read(Self.file)
                == Self.ofPython.replacing("network: null", with: "network: test")
                .replacing("wallet_name: null", with: "wallet_name: my_wallet")
                .replacing("wallet_hotkey: null", with: "wallet_hotkey: \"true\""))
        #expect(try home.mode(Self.file) == 0o600)
        #expect(await home.run("config get network").output == "test\n")
        #expect(await home.run("config get wallet_hotkey").output == "true\n")
        #expect(await home.run("config get metagraph_cols.AXON").output == "true\n")
        #expect(await home.run("config unset network wallet_name wallet-hotkey json").status == .done)
        let left = try home.read(Self.file)
        #expect(left.hasPrefix("# mine\ndisk_cache: false\nmetagraph_cols:\n  ACTIVE: true\n  AXON: true\nuse_cache"))
        #expect(!left.contains("wallet_name"))
        #expect(await home.run("config get network").output == "finney\n")
    }

    @Test("set makes the file, its folder, and nothing that others can read")
    func new() async throws {
        let home = try Home()
        #expect(await home.run("config set retry_time 30").output == "retry_time is now 30\n")
        #expect(try home.read(Self.file) == "retry_time: 30\n")
        #expect(try home.mode(Self.file) == 0o600)
        #expect(home.files == [Self.file])
        #expect(
            await home.run("config set --wallet-name a --network local --no-safe-staking --tolerance 0.01").status
                == .done)
        #expect(
            try home.read(Self.file)
                == "retry_time: 30\nwallet_name: a\nnetwork: local\nrate_tolerance: 0.01\nsafe_staking: false\n")
    }

    @Test(
        "Any value comes back as it went in",
        arguments: [
            "plain", "true", "null", "~", "123", "1.5e3", "0x1F", "with blank", " blanks ", "a: b", "a #b", "'q'",
            "\"d\"",
            "back\\slash", "ünï→", "-", "- a", "{a}", "[a", "*a", "&a", "!a", "%a", "@a", "`a", "|", ">", "?", ",", "#",
            "2001-01-01", "yes", "a:", "~/wallets", "\ttab", "=", "<<", "salt &pepper", "a *b*", "*/ &1", "&a *a",
        ])
    func values(value: String) async throws {
        let home = try Home()
        try home.write("wallet_name: old # kept\nother: x\n", to: Self.file)
        let run = await Run(["config", "set", "--", "wallet_name", value], environment: ["HOME": home.path])
        #expect(run.status == .done)
        let read = await Run(
            ["config", "get", "wallet_name", "--json-output"], environment: ["HOME": home.path])
        #expect(try read.document["value"] as? String == value)
        let text = try home.read(Self.file)
        #expect(text.hasSuffix(" # kept\nother: x\n"))
        // And once more, in place of what it is now.
        #expect(await home.run("config set wallet_name plain").status == .done)
        #expect(try home.read(Self.file) == "wallet_name: plain # kept\nother: x\n")
    }

    @Test("The JSON file of SDK 11 stays one, under its own names")
    func json() async throws {
        let home = try Home()
        let path = try home.write("{\n  \"mev_shield\": true,\n  \"wallet\": \"a\"\n}\n", to: "btcli.json")
        #expect(await home.run("config set wallet_name b --config \(path)").status == .done)
        #expect(await home.run("config set json true --config \(path)").status == .done)
        #expect(
            try home.read("btcli.json") == "{\n  \"mev_shield\": true,\n  \"wallet\": \"b\",\n  \"json\": true\n}\n")
    }

    @Test("What a name looks like in quotes is no anchor and no alias")
    func quotedMarks() throws {
        for text in ["{\"wss:*/ true\": null, \"a\": \"&b\"}", "a: \"x *b\"", "a: b & c *d", "a: '&x'\nb: '*y'"] {
            #expect(throws: Never.self) { try ConfigurationFile(path: "f", text: text) }
        }
    }

    @Test("A layout that lines cannot change is written anew, and that is said")
    func otherLayout() async throws {
        let home = try Home()
        try home.write("# note\nwallet_name: >\n  folded\n  text\nother: [1,\n  2]\nwallet: {name: a}\n", to: Self.file)
        let run = await home.run("config set wallet_name b")
        #expect(run.status == .done)
        #expect(run.talk.contains("comments"))
        #expect(await home.run("config get wallet_name --json-output").output.contains("\"value\": \"b\""))
        #expect(await home.run("config get other").output == "[\n  1,\n  2\n]\n")
        #expect(await home.run("config unset wallet_name").status == .done)
        #expect(await home.run("config get wallet_name").output == "default\n")
    }

    @Test("clear takes ours and leaves the other tools'")
    func clear() async throws {
        let home = try Home()
        try home.write("network: test\nuse_cache: false\nwallet_name: a\n", to: Self.file)
        #expect(await home.run("config clear", typed: ["n"]).status == .no)
        #expect(await home.run("config clear").status == .usage)
        #expect(await home.run("config clear", typed: ["y"]).status == .done)
        #expect(try home.read(Self.file) == "use_cache: false\n")
        #expect(await home.run("config clear --yes").output.contains("nothing to change"))
    }

    @Test("clear keeps a damaged file beside")
    func clearDamaged() async throws {
        let home = try Home()
        try home.write("a: [", to: Self.file)
        #expect(await home.run("config set network test").status == .dataError)
        #expect(try home.read(Self.file) == "a: [")
        #expect(await home.run("config clear --yes").status == .done)
        #expect(try home.read(Self.file) == "")
        #expect(try home.read(Self.file + ".damaged") == "a: [")
    }

    @Test("get lists every setting with its source")
    func list() async throws {
        let home = try Home()
        try home.write("\nnetwork: test\nuse_cache: false\n", to: Self.file)
        let environment = ["BT_WALLET": "w"]
        let text = await home.run("config get", environment: environment)
        #expect(text.output.contains("network              test"))
        #expect(text.output.contains("file, line 2"))
        #expect(text.output.contains("BT_WALLET"))
        #expect(text.output.hasSuffix("For other tools: use_cache\n"))
        let run = await home.run("config get --json-output", environment: environment)
        #expect(run.memberNames == ["path", "exists", "settings", "others"])
        let settings = try #require(try run.document["settings"] as? [[String: any Sendable]])
        #expect(settings.compactMap { $0["name"] as? String } == Setting.all.map(\.name))
        #expect(run.output.contains("\"source\": \"BT_WALLET\""))
    }

    @Test(
        "What makes no sense is refused",
        arguments: [
            "config set", "config set network", "config set a b", "config set netwrok test", "config set json perhaps",
            "config set retry_time -1", "config unset", "config unset foo", "config get foo", "config set network a b",
            "config set rate_tolerance lots", "config set color red",
        ])
    func refused(line: String) async throws {
        let home = try Home()
        let run = await home.run(line)
        #expect(run.status == .usage)
        #expect(run.isOneLineError)
        #expect(home.files.isEmpty)
    }

    @Test("set warns when the environment overrules it, and follows a link")
    func overruled() async throws {
        let home = try Home()
        try home.write("", to: "real.yml")
        try FileManager.default.createDirectory(atPath: "\(home.path)/.bittensor", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: "\(home.path)/\(Self.file)", withDestinationPath: "\(home.path)/real.yml")
        let run = await home.run("config set network test", environment: ["BT_NETWORK": "local"])
        #expect(run.talk == "warning: BT_NETWORK in the environment overrules network\n")
        #expect(try home.read("real.yml") == "network: test\n")
    }

    @Test("A folder that cannot be written is told, and nothing is left behind", .enabled(if: getuid() != 0))
    func unwritable() async throws {
        let home = try Home()
        let path = try home.write("", to: "locked/config.yml")
        try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: "\(home.path)/locked")
        let run = await home.run("config set network test --config \(path)")
        #expect(run.status == .cannotCreate)
        #expect(run.isOneLineError)
        #expect(home.files == ["locked/config.yml"])
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: "\(home.path)/locked")
    }
}
