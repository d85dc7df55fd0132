// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BittensorPrimitives
import SubstrateRPC
import Testing

@testable import SubtensorLocalnet
@testable import btcli

@Suite("A node that is not there, or not right")
struct BadNodeTests {
    @Test(
        "is named in one line, with the status that says what to do",
        arguments: [
            ("ws://127.0.0.1:1", 69, "cannot_connect"),
            ("ws://nowhere.invalid:1", 69, "cannot_connect"),
            ("http://127.0.0.1:1", 69, "cannot_connect"),
            ("ftp://127.0.0.1:1", 64, "unknown_network"),
            ("finey", 64, "unknown_network"),
            ("ws://", 64, "unknown_network"),
        ])
    func address(network: String, status: Int, code: String) async throws {
        let json = await Run("subnets list --network \(network) --json-output")
        #expect(try json.error["exit_code"] as? Int == status)
        #expect(try json.error["code"] as? String == code)
        let text = await Run("subnets list --network \(network)")
        #expect(text.isOneLineError)
        #expect(text.talk.contains(network.replacing("http:", with: "ws:")))
    }

    @Test("BT_SUBTENSOR_CHAIN_ENDPOINT moves the network 'local'")
    func local() async throws {
        let run = await Run(
            ["subnets", "list", "--network", "local"], environment: ["BT_SUBTENSOR_CHAIN_ENDPOINT": "ws://127.0.0.1:1"])
        #expect(run.talk.contains("ws://127.0.0.1:1"))
    }

    @Test(
        "may be a server of another kind",
        arguments: [
            nil, "", "\u{0}\u{1}\u{2}garbage\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
            "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
            "HTTP/1.1 301 Moved\r\nLocation: http://example.com/\r\n\r\n", "SSH-2.0-OpenSSH_9.6\r\n",
        ])
    func otherServer(reply: String?) async throws {
        let run = try await CannedServer.with(reply) { server in
            await Run("subnets list --network ws://127.0.0.1:\(server.port)")
        }
        #expect(run.status == .unavailable)
        #expect(run.isOneLineError)
    }

    @Test(
        "may answer nonsense",
        arguments: [
            "null", "7", "\"0x\"", "\"0xzz\"", "\"garbage\"", "{}", "[]", "true",
            "{\"specName\": \"polkadot\", \"specVersion\": 1, \"transactionVersion\": 1}",
            "\"0x6d6574610e\"", "\"0x6d6574610effffffffff\"", "\"0x6d65746163\"",
        ])
    func nonsense(answer: String) async throws {
        let value = try JSONValue(parsing: answer)
        for method in [
            nil, "state_getMetadata", "state_getRuntimeVersion", "chain_getBlockHash", "chain_getHeader",
            "state_getKeysPaged", "state_queryStorageAt", "state_call",
        ] {
            let run = try await OddNode.with(answering: method, value) { url in
                await Run("subnets list --network \(url) --json-output")
            }
            // What is asked only once in a while may be of no consequence.
            guard method == nil || run.status != .done else { continue }
            #expect([69, 70, 78].contains(Int(run.status.rawValue)))
            #expect(try #require(try run.error["message"] as? String).count > 20)
        }
    }

    @Test("may serve another chain")
    func otherChain() async throws {
        let version = try JSONValue(
            parsing: """
                {"specName": "polkadot", "implName": "x", "authoringVersion": 1, "specVersion": 1, "implVersion": 1,
                 "transactionVersion": 1, "stateVersion": 1, "apis": []}
                """)
        let run = try await OddNode.with(answering: "state_getRuntimeVersion", version) { url in
            await Run("subnets list --network \(url) --json-output")
        }
        #expect(run.status == .software)
        #expect(try run.error["code"] as? String == "not_subtensor")
        #expect(try #require(try run.error["message"] as? String).contains("polkadot"))
    }

    @Test("may go away in the middle of a search", .timeLimit(.minutes(2)))
    func goesAway() async throws {
        let home = try Home()
        try home.makeWallet()
        let recorded = RecordedTerminal()
        let launcher = Launcher(terminal: recorded.terminal, environment: Environment(["HOME": home.path]))
        let run = try await InstantNode.with(difficulty: .max) { url in
            let run = Task {
                let line = ["subnets", "pow-register", "--netuid", "1", "--network", url, "--retry-time", "0"]
                return await launcher.run(line + ["--json-output"])
            }
            await recorded.talk.waitForText("Rules of work")
            return run
        }
        #expect(await run.value == .unavailable)
        #expect(recorded.output.text.contains("\"exit_code\": 69"))
    }
}

/// The node of an embedded chain, but for one method, or all, which it answers with something else.
private struct OddNode: RPCHandler {
    let chain: Localnet
    let method: String?
    let answer: JSONValue

    static func with<Result: Sendable>(
        answering method: String?, _ answer: JSONValue, _ body: (String) async throws -> Result
    ) async throws -> Result {
        let node = OddNode(
            chain: try Localnet(LocalnetConfiguration(blockTime: nil)), method: method, answer: answer)
        return try await RPCServer.with(handler: node) { try await body($0.url) }
    }

    func handle(method: String, params: JSONValue, session: RPCSession) async -> Result<JSONValue, RPCFault> {
        guard self.method == nil || self.method == method else {
            return await NodeRPC(chain: chain).handle(method: method, params: params, session: session)
        }
        return .success(answer)
    }
}
