// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubtensorLocalnet
import Testing

@testable import btcli

@Suite("btcli root: members and weights", .serialized)
struct RootTests {
    @Test("weights holds the README's dialogue, word by word")
    func dialogue() async throws {
        try await RootScene.with { scene in
            let run = await scene.home.run(
                "root weights --wallet.name default --wallet.hotkey default --subtensor.chain_endpoint \(scene.url)",
                typed: ["1, 2", "0.5, 10", "y"])
            #expect(run.status == .done)
            #expect(
                run.says(
                    inOrder: "Enter netuids (e.g. 0, 1, 2 ...): ", "Enter weights (e.g. 0.09, 0.09, 0.09 ...): ",
                    "\nNormalized weights:\n        [0.5, 10.0] -> [0.0476, 0.9524]\n",
                    "\nDo you want to set the following root weights?:\n  weights: [0.0476, 0.9524]\n"
                        + "  uids: [1, 2]? [y/n]: "))
            // Who is asked sees fee, key and network, too.
            for part in ["Fee", WalletReadingTests.alice, scene.url] { #expect(run.talk.contains(part)) }
            let row = try #require(try await scene.rows("root get_weights", "weights").first)
            #expect(row["hotkey"] as? String == scene.hotkey)
            let (first, second) = (row["netuid_1"] as? Double ?? 0, row["netuid_2"] as? Double ?? 0)
            #expect(abs(first - 0.0476) < 0.001)
            #expect(abs(second - 0.9524) < 0.001)
        }
    }

    @Test("weights sets nothing after a no, and asks nobody who is not there")
    func declined() async throws {
        try await RootScene.with { scene in
            let no = await scene.run("r weights --netuids 1 --weights 1 --quiet", typed: ["n"])
            #expect(no.status == .no)
            #expect(no.says(inOrder: "Normalized weights:", "Do you want to set the following root weights?:"))
            for line in ["root weights", "root weights --netuids 1", "root weights --netuids 1 --no-prompt"] {
                let run = await scene.run(line)
                #expect(run.status == .usage)
                #expect(run.talk.contains(line.contains("1") ? "--weights is missing" : "--netuids is missing"))
            }
            let rows = try await scene.rows("root get-weights", "weights")
            #expect(rows.isEmpty)
            let text = await scene.run("root get-weights")
            #expect(text.output.hasSuffix("No member of the root has set weights.\n"))
        }
    }

    @Test("get-weights is a matrix")
    func matrix() async throws {
        try await RootScene.with { scene in
            for netuids in ["1,2", "1 2", "[1, 2]", "1 --netuids 2"] {
                let set = await scene.run("root weights --netuids \(netuids) --weights 1 3 -y --json-output")
                #expect(set.outcome["netuids"] as? [Int] == [1, 2])
                #expect(set.outcome["weights"] as? [Double] == [0.25, 0.75])
            }
            let lines = await scene.run("root get_weights --csv").csvLines
            #expect(lines.first == "uid,hotkey,netuid_1,netuid_2")
            #expect(lines.count == 2)
            #expect(lines.last?.hasPrefix("0,\(scene.hotkey),0.2") == true)
            let text = await scene.run("root get-weights")
            for part in ["Uid  Hotkey", "0.25000", "0.75000"] { #expect(text.output.contains(part)) }
        }
    }

    @Test("boost and slash move one weight")
    func shift() async throws {
        try await RootScene.with { scene in
            #expect(await scene.run("root weights --netuids 1,2 --weights 1,1 -y").status == .done)
            let boost = await scene.run("root boost --netuid 2 --increase 0.5", typed: ["y"])
            #expect(boost.status == .done)
            #expect(boost.says(inOrder: "Boosting weight for netuid 2 from 0.5 -> 1.0", "[0.3333, 0.6667]", "[y/n]: "))
            let asked = await scene.run("root slash", typed: ["2", "0.1", "y"])
            #expect(asked.says(inOrder: "Enter netuid: ", "Enter amount (e.g. 0.01): ", "Slashing weight for netuid 2"))
            #expect(asked.status == .done)
            let slash = await scene.run("root slash --netuid 2 --decrease 1 -y --json-output")
            #expect(slash.outcome["netuids"] as? [Int] == [1])
            let again = await scene.run("root slash --netuid 2 --decrease 1 -y")
            #expect(again.status == .usage)
            #expect(again.isOneLineError)
            #expect(await scene.run("root slash --netuid 1 --decrease 1 -y").talk.contains("no subnet would keep"))
        }
    }

    @Test("list shows the members")
    func list() async throws {
        try await RootScene.with { scene in
            #expect(await scene.run("root delegate --delegate-ss58key \(scene.hotkey) --amount 7 -y").status == .done)
            let json = await scene.run("root list --json-output")
            #expect(json.memberNames == ["network", "block", "members", "total_stake_tao", "root"])
            let member = try #require(json["root"] as? [[String: any Sendable]]).first
            #expect(member?["hotkey"] as? String == scene.hotkey)
            #expect(member?["stake_tao"] as? String == "7.000000000")
            #expect(member?["senator"] as? Bool == false)
            let lines = await scene.run("r list --csv").csvLines
            #expect(lines.first == "uid,name,stake_tao,take,senator,hotkey,coldkey")
            #expect(lines.count == 2)
            let text = await scene.run("roots list")
            for part in ["Members  1", "Stake (τ)", scene.hotkey] { #expect(text.output.contains(part)) }
            let before = await scene.run("root list --block 0")
            #expect(before.output.hasSuffix("The root network has no members.\n"))
        }
    }

    @Test("register makes a member of a hotkey that the chain knows")
    func register() async throws {
        let home = try Home()
        try home.makeWallet()
        try await InstantNode.with { url in
            let unknown = await home.run("root register --network \(url) -y --json-output")
            #expect(unknown.status == .refused)
            #expect(unknown.refuses(76, "not_registered"))
            #expect(await home.run("s register 1 --network \(url) -y").status == .done)
            let no = await home.run("root register --network \(url)", typed: ["n"])
            #expect(no.status == .no)
            let run = await home.run("root register --network \(url)", typed: ["y"])
            #expect(run.status == .done)
            #expect(run.output.contains(" as uid 0 of the root in block "))
            let again = await home.run("root register --network \(url) --json-output")
            #expect(again["sent"] as? Bool == false)
            #expect(again["note"] as? String == "The hotkey is registered on the root network already.")
        }
    }

    @Test(
        "what a new runtime lacks is said before anything is asked",
        arguments: ["root weights", "root get-weights", "root boost", "root slash"])
    func gone(line: String) async throws {
        let home = try Home()
        try home.makeWallet()
        let typed: [String]? = line == "root get-weights" ? nil : []
        let run = await home.run("\(line) --network embedded", typed: typed)
        #expect(run.status == .config)
        #expect(
            run.says(inOrder: "error: the embedded runtime (rules of 475) has no root weights", "stake on the subnets"))
        #expect(!run.talk.contains("Enter"))
        let json = await home.run("\(line) --network embedded --json-output", typed: typed)
        #expect(json.refuses(78, "call_missing"))
    }

    /// Words, exit status, code.
    private static let refusals: [(String, Int, String)] = [
        ("weights --netuids 1,2 --weights 1", 64, "invalid_weights"),
        ("weights --netuids 1,1 --weights 1,2", 64, "invalid_weights"),
        ("weights --netuids 1,2 --weights 0,0", 64, "invalid_weights"),
        ("weights --netuids 1 --weights 1 --wallet-hotkey none", 66, "keyfile_missing"),
        ("weights --netuids 9 --weights 1", 76, "subnet_missing"),
        ("weights --netuids x --weights 1", 64, "usage"),
        ("weights --netuids 70000 --weights 1", 64, "usage"),
        ("weights --netuids 1 --weights nan", 64, "usage"),
        ("weights --netuids , --weights 1", 64, "usage"),
        ("boost --netuid 1 --increase 0", 64, "usage"),
        ("boost --netuid 1 --increase x", 64, "usage"),
        ("boost --netuid 1", 64, "cannot_ask"),
        ("slash --netuid 1 --decrease -1", 64, "usage"),
        ("slash --netuid 1 --decrease 0.1", 64, "invalid_weights"),
    ]

    @Test("what cannot be is refused with one line and its status")
    func refused() async throws {
        try await RootScene.with { scene in
            for (line, status, code) in Self.refusals {
                let run = await scene.run("root \(line) --no-prompt --json-output")
                #expect(run.refuses(status, code), "\(line): \(run.output)")
            }
            let text = await scene.run("root weights --netuids 1 --weights x")
            #expect(text.status == .usage)
            #expect(text.isOneLineError)
        }
    }
}
