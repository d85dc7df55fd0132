// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubtensorLocalnet
import Testing

@testable import btcli

@Suite("btcli sudo", .serialized)
struct SudoTests {
    @Test("set shows the old value and the new one, asks, and sets")
    func set() async throws {
        let home = try Home()
        try home.makeWallet()
        try await InstantNode.with { url in
            let line = "sudo set --netuid 1 --param immunity_period --value 77 --network \(url)"
            let no = await home.run(line, typed: ["n"])
            #expect(no.status == .no)
            #expect(no.says(inOrder: "Change", "4096 → 77", WalletReadingTests.alice, url, "Send it? [y/n]: "))
            let run = await home.run(line, typed: ["y"])
            #expect(run.status == .done)
            #expect(run.output.contains("4096 → 77"))
            let get = await home.run("su get --netuid 1 --param immunity_period --network \(url) --csv")
            #expect(get.csvLines.last == "immunity_period,77,blocks")
        }
    }

    @Test("set takes the Python tools' names, whole forms and dashes, and tells scripts")
    func names() async throws {
        let home = try Home()
        try home.makeWallet()
        try await InstantNode.with { url in
            for (name, value) in [
                ("weights_version", "5"), ("Min-Allowed-Weights", "2"), ("commit_reveal_weights_enabled", "true"),
                ("activity_cutoff", "4000"),
            ] {
                let run = await home.run(
                    "sudos set 1 --param \(name) --value \(value) --network \(url) -y --json-output")
                #expect(run.status == .done)
                #expect(run.outcome["value"] as? String == value)
                #expect(run.outcome["value_before"] is String)
            }
            let all = await home.run("sudo get 1 --network \(url) --json-output")
            let rows = try #require(all["hyperparameters"] as? [[String: any Sendable]])
            func value(_ name: String) -> (any Sendable)? { rows.first { $0["name"] as? String == name }?["value"] }
            #expect(value("weights_version") as? String == "5")
            #expect(value("min_allowed_weights") as? Int == 2)
            #expect(value("commit_reveal_weights_enabled") as? Bool == true)
        }
    }

    @Test("set asks for name and value where they are missing, with a list")
    func asks() async throws {
        let home = try Home()
        try home.makeWallet()
        let run = try await InstantNode.with { url in
            await home.run("sudo set --network \(url)", typed: ["1", "immunity_period", "12", "y"])
        }
        #expect(run.status == .done)
        #expect(
            run.says(
                inOrder: "Enter netuid: ", "kappa", "Enter parameter: ", "Enter value for immunity_period, now 4096: ",
                "4096 → 12", "Send it? [y/n]: "))
    }

    @Test("the chain's own key may set what owners may not")
    func asRoot() async throws {
        let home = try Home()
        try home.makeWallet()
        try await InstantNode.with { url in
            let line = "sudo set 1 --param max_regs_per_block --value 3 --network \(url) -y"
            let refused = await home.run(line)
            #expect(refused.status == .refused)
            #expect(refused.talk.contains("only the root of the chain sets max_regs_per_block"))
            #expect(await home.run("\(line) --as-root").status == .done)
        }
    }

    @Test("a dry run needs no terminal and sets nothing")
    func dryRun() async throws {
        let home = try Home()
        try home.makeWallet()
        let run = await home.run(
            "sudo set 1 --param tempo --value 9 --as-root --network embedded --dry-run --json-output")
        #expect(run["sent"] as? Bool == false)
        #expect(
            try run.document["effects"] as? [String: String] == ["subnet": "1", "set_tempo": "9", "change": "360 → 9"])
    }

    @Test("set shows what numbers come to, and takes them with their units")
    func units() async throws {
        let home = try Home()
        try home.makeWallet()
        try await InstantNode.with { url in
            func change(_ name: String, _ value: String) async -> String? {
                let run = await home.run(
                    "sudo set 1 --param \(name) --value \(value) --network \(url) --dry-run --json-output")
                return (try? run.document["effects"] as? [String: String])?["change"]
            }
            #expect(
                await change("max_burn", "100")
                    == "100000000000 (τ100.000000000) → 100 (τ0.000000100)")
            #expect(await change("max_burn", "50tao")?.hasSuffix("→ 50000000000 (τ50.000000000)") == true)
            #expect(await change("kappa", "0.6") == "32767 (0.49999 of 1) → 39321 (0.60000 of 1)")
            #expect(
                await change("alpha_values", "0.6,0.8")
                    == "45875,58982 (0.70001 of 1, 0.90001 of 1) → 39321,52428 (0.60000 of 1, 0.80000 of 1)")
            #expect(await change("max_registrations_per_block", "2 --as-root") == "1 → 2")
            let get = await home.run("sudo get 1 --param min-allowed-weights --network \(url) --csv")
            #expect(get.csvLines.last?.hasPrefix("min_allowed_weights,1") == true)
            let runtime = await home.run("sudo get 1 --param target_registrations_per_interval --network \(url) --csv")
            #expect(runtime.csvLines.last?.hasPrefix("target_regs_per_interval,2") == true)
            let bare = await home.run("sudo set 1 --param min_burn --value 0.001 --network \(url)")
            #expect(bare.status == .usage)
            #expect(bare.talk.contains("TAO with its unit, such as 0.1tao"))
        }
    }

    @Test(
        "a name that cannot be set leads to one that can",
        arguments: [
            ("tmpo", "did you mean tempo?"), ("max_brun", "did you mean max_burn?"),
            ("alpha_high", "alpha_values sets both"),
            ("yuma_version", "yuma3_enabled sets it"),
        ])
    func nearNames(name: String, words: String) async throws {
        let home = try Home()
        try home.makeWallet()
        let run = await home.run("sudo set 1 --param \(name) --value 1 --network embedded --no-prompt")
        #expect(run.status == .config)
        #expect(run.isOneLineError)
        #expect(run.talk.contains(words))
    }

    @Test("the question offers what this key may set")
    func offers() async throws {
        let home = try Home()
        try home.makeWallet()
        let run = await home.run("sudo set 1 --network embedded", typed: ["immunity_period", "1", "n"])
        #expect(run.says(inOrder: "kappa", "max_burn", "Enter parameter: "))
        for name in ["tempo", "alpha_high", "yuma_version", "max_weights_limit"] { #expect(!run.talk.contains(name)) }
    }

    /// Words, exit status, code.
    private static let refusals: [(String, Int, String)] = [
        ("set 1 --param nonsense --value 1", 78, "call_missing"),
        ("set 1 --param immunity_period --value x", 64, "invalid_option"),
        ("set 1 --param immunity_period --value 70000", 64, "invalid_option"),
        ("set 1 --param alpha_values --value 1", 64, "invalid_option"),
        ("set 1 --param immunity_period", 64, "cannot_ask"), ("set 1 --value 1", 64, "cannot_ask"),
        ("set 9 --param immunity_period --value 1", 76, "subnet_missing"),
        ("set 1 --param immunity_period --value 1 --wallet-name other", 76, "not_owner"),
        ("get 9", 76, "subnet_missing"), ("get 1 --param none", 64, "usage"),
    ]

    @Test(
        "a value that no runtime takes is refused before any node is asked",
        arguments: [
            ("sudo set 1 --param tempo --value 1,5", "tempo takes one value"),
            ("sudo set 1 --param Max-Burn --value 1,5tao", "a comma is no point"),
            ("sudo set 1 --param max_burn --value 0.1", "TAO with its unit"),
            ("sudo set 1 --param kappa --value 150%", "a percentage"),
            ("sudo set 1 --param alpha_values --value 0.5", "2 values with a comma"),
            ("sudo set 1 --param liquid_alpha_enabled --value maybe", "true or false"),
            ("sudo set 1 --param registration_allowed --value \"\"", "true or false"),
            ("root set-weights --netuids 1,2 --weights 0.5", "one weight for each"),
            ("root set-weights --netuids 1,2 --weights 0.5,0", "above 0"),
        ])
    func unreached(line: String, words: String) async throws {
        let home = try Home()
        try home.makeWallet()
        let run = await home.run("\(line) --network ws://127.0.0.1:1 --no-prompt")
        #expect(run.isOneLineError)
        #expect(run.talk.contains(words), "\(run.talk)")
    }

    @Test("what cannot be is refused with one line and its status")
    func refused() async throws {
        let home = try Home()
        try home.makeWallet()
        try home.makeWallet("other", coldkey: "//Bob")
        try await InstantNode.with { url in
            for (line, status, code) in Self.refusals {
                let run = await home.run("sudo \(line) --network \(url) --no-prompt --json-output")
                #expect(run.refuses(status, code), "\(line): \(run.output)")
            }
            let text = await home.run("sudo set 1 --param nonsense --value 1 --network \(url)")
            #expect(text.status == .config)
            #expect(text.isOneLineError)
            #expect(text.talk.contains("immunity_period, kappa"))
        }
    }
}
