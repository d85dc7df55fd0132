// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubtensorLocalnet
import Testing

@testable import btcli

@Suite("btcli subnets start")
struct SubnetsStartTests {
    @Test("start begins emission once, and check-start tells whether it may")
    func start() async throws {
        let home = try Home()
        try home.makeWallet()
        try await InstantNode.with { url in
            #expect(await home.run("subnets create --network \(url) -y").status == .done)
            let check = await home.run("subnets check_start --netuid 2 --network \(url) --json-output")
            #expect(check.status == .done)
            #expect(check.memberNames == ["network", "netuid", "owner", "can_start", "reason"])
            let start = await home.run("subnets start --netuid 2 --network \(url)", typed: ["y"])
            #expect(start.status == .done)
            #expect(start.output.contains("Emits from block"))
            let again = await home.run("subnets start 2 --network \(url) -y")
            #expect(again.status == .usage)
            #expect(again.talk.contains("has been started"))
            let no = await home.run("subnets check-start 2 --network \(url)")
            #expect(no.status == .no)
            #expect(no.output.contains("has been started"))
        }
    }
}
