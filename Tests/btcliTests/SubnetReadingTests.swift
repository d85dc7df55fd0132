// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import BittensorWallet
import Foundation
import SubstrateKeys
import Testing

@testable import btcli

@Suite("btcli subnets: reading and creating")
struct SubnetReadingTests {
    /// A chain with two neurons of known keys on subnet 1.
    private func withNeurons<Result: Sendable>(_ body: (Home, String) async throws -> Result) async throws -> Result {
        let home = try Home()
        let first = try home.wallet()
        try first.createColdkey(KeyPair(uri: "//Alice"), password: nil)
        try first.createHotkey(KeyPair(uri: "//Alice//hot"))
        try home.wallet(hotkey: "second").createHotkey(KeyPair(uri: "//Alice//second"))
        return try await InstantNode.with { url in
            for hotkey in ["default", "second"] {
                let run = await home.run("s register 1 --wallet-hotkey \(hotkey) --network \(url) -y")
                #expect(run.status == .done)
            }
            return try await body(home, url)
        }
    }

    @Test("metagraph shows the neurons, in every form")
    func metagraph() async throws {
        try await withNeurons { home, url in
            let text = await home.run("subnets metagraph --netuid 1 --network \(url)")
            #expect(text.status == .done)
            for part in ["Neurons     2", "Incentive", "Hotkey"] { #expect(text.output.contains(part)) }
            let json = await home.run("s show 1 --network \(url) --json")
            #expect(
                json.memberNames == [
                    "network", "netuid", "block", "n", "validators", "total_stake_tao", "neurons",
                ])
            let neurons = try #require(try json.document["neurons"] as? [[String: any Sendable]])
            #expect(neurons.map { $0["uid"] as? Int } == [0, 1])
            let csv = await home.run("subnets metagraph 1 --network \(url) --csv --sort uid")
            #expect(csv.output.split(whereSeparator: \.isNewline).map { $0.prefix(2) } == ["ui", "1,", "0,"])
            let page = "\(home.path)/metagraph.html"
            let html = await home.run("subnets metagraph 1 --network \(url) --html \(page)")
            #expect(html.talk.contains(page))
            #expect(try home.read("metagraph.html").contains("aria-sort"))
        }
    }

    @Test("metagraph of an old block")
    func oldBlock() async throws {
        try await withNeurons { home, url in
            let run = await home.run("subnets metagraph 1 --block 1 --network \(url) --json-output")
            #expect(run.status == .done)
            let n = try run.document["n"] as? Int
            #expect(n == 1)
            let future = await home.run("subnets metagraph 1 --block 1000 --network \(url)")
            #expect(future.status != .done)
            #expect(future.isOneLineError)
        }
    }

    @Test(
        "what cannot be read is refused with one line",
        arguments: [
            ("subnets metagraph 9", ExitStatus.refused), ("subnets metagraph", .usage),
            ("subnets metagraph 1 --netuid 2", .usage), ("subnets metagraph 1 --sort none", .usage),
            ("subnets metagraph 1 --csv --json-output", .usage), ("subnets hyperparameters 9", .refused),
            ("subnets metagraph 1 --html /nowhere/page.html", .cannotCreate),
            ("subnets hyperparameters 1 --param none", .usage), ("subnets metagraph 1 --block x", .usage),
        ])
    func refused(line: String, status: btcli.ExitStatus) async throws {
        let run = await Run("\(line) --network embedded")
        #expect(run.status == status)
        if !line.contains("--json-output") { #expect(run.isOneLineError) }
    }

    @Test("hyperparameters tells all of them, or one")
    func hyperparameters() async throws {
        let all = await Run("subnets hyperparameters --netuid 1 --network embedded --json-output")
        let rows = try #require(try all.document["hyperparameters"] as? [[String: any Sendable]])
        #expect(rows.contains { $0["name"] as? String == "immunity_period" })
        let one = await Run("subnets hyperparameters 1 --param Max-Regs-Per-Block --network embedded --csv")
        #expect(one.status == .done)
        #expect(one.output.split(whereSeparator: \.isNewline).count == 2)
    }

    @Test("create locks what lock-cost says, and tells the subnet's number")
    func create() async throws {
        let home = try Home()
        try home.makeWallet()
        try await InstantNode.with { url in
            let cost = await home.run("subnets burn_cost --network \(url) --json-output")
            let price = try #require(try cost.document["lock_cost_tao"] as? String)
            let asked = await home.run("subnets create --network \(url)", typed: ["n"])
            #expect(asked.status == .no)
            #expect(asked.talk.contains(CellValue.tao(try Balance(tao: price)).alone.plain))
            let run = await home.run("subnets create --network \(url) --no_prompt --json-output")
            #expect(run.status == .done)
            let outcome = try #require(try run.document["outcome"] as? [String: any Sendable])
            #expect(outcome["netuid"] as? Int == 2)
            let paid = try run.document["cost_tao"] as? String
            #expect(paid == price)
        }
    }

    @Test("register --pow is pow-register")
    func pow() async throws {
        let home = try Home()
        try home.makeWallet()
        let run = try await InstantNode.with { url in
            await home.run("subnets register --netuid 1 --pow --pow-workers 1 --network \(url) --json-output")
        }
        #expect(run.status == .done)
        #expect(run.memberNames == SubnetsTests.members)
    }

    @Test("register refuses a price above its limit, and burns nothing")
    func limit() async throws {
        let home = try Home()
        try home.makeWallet()
        let run = await home.run("subnets register 1 --limit 0.000000001 --network embedded -y")
        #expect(run.status == .config)
        #expect(run.isOneLineError)
    }
}
