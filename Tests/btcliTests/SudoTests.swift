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
            #expect(
                no.says(inOrder: "Change", "4096 blocks → 77 blocks", WalletReadingTests.alice, url, "Send it? [y/n]: ")
            )
            let run = await home.run(line, typed: ["y"])
            #expect(run.status == .done)
            #expect(run.output.contains(" from 4096 to 77 in block "))
            let get = await home.run("su get --netuid 1 --param immunity_period --network \(url) --csv")
            #expect(get.csvLines.last == "immunity_period,77,,owner,blocks,")
        }
    }

    @Test("set takes the Python tools' names, whole forms and dashes, and tells scripts")
    func names() async throws {
        let home = try Home()
        try home.makeWallet()
        try await InstantNode.with { url in
            for (name, value) in [
                ("weights_version", "5"), ("Min-Allowed-Weights", "2"), ("commit_reveal_weights_enabled", "true"),
                ("activity_cutoff_factor", "4000"), ("tempo", "720"), ("alpha_sigmoid_steepness", "7"),
            ] {
                let run = await home.run(
                    "sudos set 1 --param \(name) --value \(value) --network \(url) -y --json-output")
                #expect(run.status == .done)
                #expect(run.outcome["value"] as? String == value)
                #expect(run.outcome["value_before"] is String)
                #expect(run.outcome["read_back"] as? Bool == true)
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
            // A slip of the fingers ends no command.
            await home.run(
                "sudo set --network \(url)", typed: ["1", "immunity_perio", "immunity_period", "1.5", "12", "y"])
        }
        #expect(run.status == .done)
        #expect(
            run.says(
                inOrder: "Enter netuid: ", "rho", "Enter parameter: ", "did you mean immunity_period?",
                "Enter value for immunity_period, now 4096 blocks: ", "a whole number of blocks", "Enter value",
                "4096 blocks → 12 blocks", "Send it? [y/n]: "))
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
            try run.document["effects"] as? [String: String] == [
                "subnet": "1", "set_tempo": "9 blocks", "change": "360 blocks → 9 blocks",
                "set_by": "the subnet's owner, or the root of the chain",
            ])
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
                await change("max_burn", "50tao")
                    == "100000000000 (τ100.000000000) → 50000000000 (τ50.000000000)")
            #expect(await change("max_burn", "50.0")?.hasSuffix("→ 50000000000 (τ50.000000000)") == true)
            #expect(await change("min_burn", "0.001")?.hasSuffix("→ 1000000 (τ0.001000000)") == true)
            #expect(await change("kappa", "0.6 --as-root") == "32767 (0.49999 of 1) → 39321 (0.60000 of 1)")
            #expect(await change("liquid_alpha_enabled", "on") == "off → on")
            await home.carryOut("sudo set 1 --param liquid_alpha_enabled --value on", on: url)
            #expect(await change("tempo", "400") == "360 blocks → 400 blocks")
            #expect(await change("activity_cutoff_factor", "5000") == "13889 (13.889 tempos) → 5000 (5 tempos)")
            #expect(await change("alpha_low", "0.5") == "45875 (0.70001 of 1) → 32768 (0.50001 of 1)")
            #expect(
                await change("alpha_values", "0.6,0.8")
                    == "45875,58982 (0.70001 of 1, 0.90001 of 1) → 39321,52428 (0.60000 of 1, 0.80000 of 1)")
            #expect(await change("max_registrations_per_block", "2 --as-root") == "1 → 2")
            let get = await home.run("sudo get 1 --param min-allowed-weights --network \(url) --csv")
            #expect(get.csvLines.last?.hasPrefix("min_allowed_weights,1") == true)
            let runtime = await home.run("sudo get 1 --param target_registrations_per_interval --network \(url) --csv")
            #expect(runtime.csvLines.last?.hasPrefix("target_regs_per_interval,2") == true)
            let rao = await home.run("sudo set 1 --param max_burn --value 100 --network \(url)")
            #expect(rao.status == .usage)
            #expect(rao.talk.contains("TAO have a point or their unit"))
        }
    }

    @Test(
        "a name that cannot be set leads to one that can",
        arguments: [
            ("tmpo", "did you mean tempo?"), ("max_brun", "did you mean max_burn?"),
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
        #expect(run.says(inOrder: "tempo", "360 to 50400", "max_burn", "Enter parameter: "))
        for name in ["kappa", "yuma_version", "max_weights_limit"] { #expect(!run.talk.contains(name)) }
    }

    @Test("the list says at a glance what an owner may set, and how far")
    func list() async throws {
        let json = await Run("sudo get 1 --network embedded --json-output")
        let rows = try #require(json["hyperparameters"] as? [[String: any Sendable]])
        func row(_ name: String) -> [String: any Sendable]? { rows.first { $0["name"] as? String == name } }
        #expect(row("tempo")?["set_by"] as? String == "owner")
        #expect(row("tempo")?["range"] as? [String] == ["360", "50400"])
        #expect(row("tempo")?["unit"] as? String == "blocks")
        #expect(row("kappa")?["set_by"] as? String == "root")
        #expect(row("yuma_version")?["set_by"] as? String == "nobody")
        #expect(row("sn_owner_hotkey")?["set_by"] as? String == "owner alone")
        #expect(row("max_burn")?["meaning"] as? String == "τ100.000000000")
        let text = await Run("sudo get 1 --network embedded")
        for words in ["Set by", "360 to 50400", "owner alone"] { #expect(text.output.contains(words)) }
    }

    @Test("neurons beyond a number are trimmed where the runtime does that")
    func trim() async throws {
        let home = try Home()
        try home.makeWallet()
        let run = await home.run("sudo trim 1 --max 64 --network embedded --no-prompt")
        #expect(run.status == .config)
        #expect(run.isOneLineError)
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
            ("sudo set 1 --param max_burn --value much", "TAO with a point"),
            ("sudo set 1 --param recycle_or_burn --value keep", "Burn or Recycle"),
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
            #expect(text.talk.contains("kappa, immunity_period"))
        }
    }
}
