// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Testing

@testable import btcli

@Suite("btcli subnets mechanisms")
struct MechanismTests {
    @Test(
        "list and count tell how many there are, and what each gets", arguments: ["mechanisms list", "mech emissions"])
    func list(command: String) async throws {
        let json = await Run("subnets \(command) --netuid 1 --network embedded --json-output")
        #expect(json.status == .done)
        #expect(json["mechanism_count"] as? Int == 1)
        let rows = try #require(json["mechanisms"] as? [[String: any Sendable]])
        #expect(rows.count == 1)
        #expect(rows.first?["mechanism"] as? Int == 0)
        #expect(rows.first?["index"] as? Int == 1)
        #expect(rows.first?["emission_share"] as? Double == 1)
        let count = await Run("s mech count 1 --network embedded --json-output")
        #expect(count["mechanism_count"] as? Int == 1)
        #expect(count["max_mechanism_count"] as? Int == 2)
        let missing = await Run("subnets mechanisms list 9 --network embedded")
        #expect(missing.status == .refused)
    }

    @Test("an owner sets their number and the split of emission, within what the chain has")
    func set() async throws {
        let home = try Home()
        try home.makeWallet()
        try await InstantNode.with { url in
            let many = await home.run("subnets mechanisms set 1 --count 3 --network \(url) -y")
            #expect(many.status == .usage)
            #expect(many.talk.contains("2 at most on this chain"))
            let one = await home.run("subnets mech set 1 --mech-count 1 --network \(url) -y --json-output")
            #expect(one.status == .done)
            #expect(one.outcome["value"] as? String == "1")
            let two = await home.run("subnets mech split-emissions 1 --split 1,1 --network \(url) -y")
            #expect(two.status == .usage)
            let split = await home.run("subnets mechanisms split 1 --split 5 --network \(url) -y --json-output")
            #expect(split.status == .done)
            #expect(split.outcome["value"] as? String == "65535")
            let asked = await home.run("subnets mechanisms split 1 --network \(url)", typed: ["x", "even", "y"])
            #expect(asked.status == .done)
            #expect(asked.talk.contains("a number for each mechanism, such as 3,1, or even"))
        }
    }

    @Test("a metagraph of a mechanism that does not exist is refused in clear words")
    func metagraph() async throws {
        let first = await Run("subnets metagraph 1 --mechid 0 --network embedded --json-output")
        #expect(first.status == .done)
        let second = await Run("subnets metagraph 1 --mechid 1 --network embedded")
        #expect(second.status == .refused)
        #expect(second.isOneLineError)
        #expect(second.talk.contains("subnet 1 has no mechanism 1: it has one, number 0"))
    }
}
