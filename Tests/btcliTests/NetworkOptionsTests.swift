// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC
import Testing

@testable import SubtensorLocalnet
@testable import btcli

@Suite("The nodes that a command talks to", .timeLimit(.minutes(2)))
struct NetworkOptionsTests {
    private static let nobody = "ws://127.0.0.1:1"

    @Test(
        "may be several: the next is asked where the first does not answer",
        arguments: [
            "--network \(nobody) --fallback URL", "--network \(nobody) --fallback ws://127.0.0.1:2 --fallback URL",
            "--network \(nobody) --fallback_endpoints ws://127.0.0.1:2,URL", "--network \(nobody),URL",
            "--chain 'URL/'",
        ])
    func fallback(options: String) async throws {
        try await InstantNode.with { url in
            let run = await Run("subnets lock-cost --json-output \(options.replacing("URL", with: url))")
            #expect(run.status == .done, "\(run.talk)")
        }
    }

    @Test("may be named in the environment")
    func environment() async throws {
        try await InstantNode.with { url in
            let run = await Run(
                ["subnets", "lock-cost"],
                environment: ["BT_NETWORK": Self.nobody, "BT_FALLBACK_ENDPOINTS": "ws://127.0.0.1:2, \(url)"])
            #expect(run.status == .done, "\(run.talk)")
        }
    }

    @Test("A block that the node has forgotten is read at an archive of the same chain, and of no other")
    func archive() async throws {
        let node = InstantNode(chain: try Localnet(LocalnetConfiguration(blockTime: nil, difficulty: 500)))
        for _ in 1...4 { await node.chain.produceBlock() }
        try await RPCServer.with(handler: node) { keeper in
            try await RPCServer.with(handler: ForgetfulNode(node: node, oldest: 3)) { forgetful in
                let line = "subnets hyperparameters --netuid 1 --json-output --network \(forgetful.url) --block"
                let alone = await Run("\(line) 1")
                #expect(alone.status == .unavailable)
                #expect(try alone.error["code"] as? String == "state_discarded")
                let asked = await Run("\(line) 1 --archive-endpoints \(keeper.url)")
                #expect(asked.status == .done, "\(asked.talk)")
                #expect(await Run("\(line) 4 --archive-endpoints \(Self.nobody)").status == .done)
                try await InstantNode.with(difficulty: 7) { other in
                    let wrong = await Run("\(line) 1 --archive-endpoints \(other)")
                    let code = try wrong.error["code"] as? String
                    #expect(code == "wrong_chain")
                }
            }
        }
    }

    @Test(
        "What is about nodes is refused where there are none",
        arguments: ["--fallback", "--archive-endpoints", "--tls-ca"])
    func embedded(option: String) async {
        let run = await Run("subnets lock-cost --network embedded \(option) x")
        #expect(run.status == .usage)
        #expect(run.talk.contains(option))
    }

    @Test("A network that is not reached is named, with what may have been meant")
    func unreached() async throws {
        let local = await Run(
            ["subnets", "lock-cost", "--network", "local"], environment: ["BT_CHAIN_ENDPOINT": Self.nobody])
        #expect(local.status == .unavailable)
        #expect(local.isOneLineError)
        #expect(local.talk.contains("local, as asked: cannot connect to ws://127.0.0.1:1"))
        #expect(local.talk.contains("btcli localnet start"))
        // An address says by itself what it is.
        #expect(await Run("subnets lock-cost --network \(Self.nobody)").talk.hasPrefix("error: cannot connect"))
    }

    @Test("What is wrong with proxies and authorities is told with its name")
    func surroundings() async throws {
        let line = ["subnets", "lock-cost", "--json-output", "--network", "wss://node.invalid"]
        let proxy = await Run(line, environment: ["HTTPS_PROXY": "https://user:secret@proxy"])
        #expect(try proxy.error["code"] as? String == "invalid_proxy")
        #expect(proxy.output.contains("HTTPS_PROXY"))
        #expect(!proxy.output.contains("secret"))
        let authority = await Run(line + ["--tls-ca", "/nowhere/ca.pem"])
        #expect(try authority.error["code"] as? String == "tls_failure")
        #expect(authority.output.contains("/nowhere/ca.pem"))
        let home = try Home()
        try home.write("tls_ca: ~/ca.pem\n", to: ".bittensor/config.yml")
        let settled = await home.run("subnets lock-cost --network wss://node.invalid")
        #expect(settled.talk.contains("\(home.path)/ca.pem"))
    }

    @Test("An access key, a user name and a password are not shown in answers")
    func keys() async throws {
        try await InstantNode.with { url in
            let run = await Run(
                "subnets lock-cost --json-output --network \(url.replacing("ws://", with: "ws://user:secret@"))/secret")
            #expect(run.status == .done)
            #expect(run.output.contains("\"network\": \"\(url)\""))
            #expect(!run.output.contains("secret"))
        }
    }
}
