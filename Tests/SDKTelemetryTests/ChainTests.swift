// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import InMemoryLogging
import InMemoryTracing
import Logging
import MetricsTestKit
import SDKTelemetry
import SubstrateClient
import SubstrateKeys
import SubstratePrimitives
import SubtensorClient
import Synchronization
import Testing
import Tracing

@testable import SubstrateRPC
@testable import SubtensorLocalnet

@Suite("What a program hears of a chain", .timeLimit(.minutes(1)))
struct ChainTests {
    /// Runs `body` with a subtensor on an embedded chain that makes blocks by itself.
    private func withChain(
        _ heard: Heard, address: @Sendable @escaping (String) -> String = { $0 },
        _ body: @Sendable @escaping (Subtensor, RunningLocalnet) async throws -> Void
    ) async throws {
        let configuration = LocalnetConfiguration(
            rules: .powRegister, blockTime: .milliseconds(100), difficulty: 500, isDifficultyPinned: true)
        try await Localnet.with(configuration) { running in
            await running.chain.produceBlock()
            try await heard.listen {
                try await withSubtensor(Network(address(running.url)), logger: heard.logger) { subtensor in
                    try await body(subtensor, running)
                }
            }
        }
    }

    @Test("a connection, the runtime and every request, in log, metrics and spans")
    func requests() async throws {
        let heard = Heard()
        let url = Mutex("")
        try await withChain(heard) { subtensor, running in
            url.withLock { $0 = running.url }
            let head = try await subtensor.client.header()
            #expect(head.number > 0)
        }
        let address = url.withLock { $0 }
        let connected = try #require(heard.lines("connected").first)
        #expect(connected.level == .debug)
        #expect(connected[.endpoint] == address)
        #expect(heard.lines("chain connected").first?[.specVersion] != nil)
        let answered = heard.lines("answered").filter { $0[.rpcMethod] == "chain_getHeader" }
        #expect(!answered.isEmpty)
        #expect(answered.allSatisfy { $0.level == .trace && $0[.endpoint] == address && $0[.duration] != nil })
        #expect(heard.count(.rpcRequestSeconds, .method, "chain_getHeader") == answered.count)
        #expect(heard.total(.rpcConnections) == 1)
        #expect(heard.total(.rpcConnectionsLost) == 0)
        #expect(heard.total(.rpcBytesReceived) > heard.total(.rpcBytesSent))
        #expect(heard.total(.rpcBytesSent) > 0)
        let spans = heard.tracer.finishedSpans.filter { $0.operationName == "chain_getHeader" }
        #expect(spans.count == answered.count)
        #expect(spans.allSatisfy { $0.kind == .client && $0[.endpoint] == .string(address) && $0.status == nil })
        #expect(heard.tracer.activeSpans.isEmpty)
    }

    @Test("a node's refusal: its words in log and span, its kind in the metrics")
    func refusal() async throws {
        let heard = Heard()
        try await withChain(heard) { subtensor, _ in
            await #expect(throws: RPCError.self) {
                try await subtensor.client.connection.request(method: "no_suchMethod")
            }
        }
        let line = try #require(heard.lines("not answered").last)
        #expect(line.level == .debug)
        #expect(line[.rpcMethod] == "no_suchMethod")
        #expect(line[.reason]?.contains("Method not found") == true)
        #expect(heard.total(.rpcRequestFailures, [.reason: "remote"]) == 1)
        #expect(heard.count(.rpcRequestSeconds, .method, "other") == 1)
        let span = try #require(heard.tracer.finishedSpans.first { $0.operationName == "no_suchMethod" })
        #expect(span.status?.code == .error)
    }

    @Test("a lost connection: the reconnect at the level info, and no request")
    func reconnect() async throws {
        let heard = Heard(from: .info)
        let node = CuttingNode()
        try await RPCServer.with(handler: node) { server in
            var configuration = ResilientRPCConfiguration()
            configuration.backoff = RPCBackoff(base: .zero)
            try await heard.listen {
                try await withRPCClient(
                    endpoints: [RPCEndpoint(server.url)], configuration: configuration, logger: heard.logger
                ) { client in
                    let answer = try await client.request(method: "system_chain")
                    #expect(answer == "answer")
                }
            }
        }
        #expect(heard.lines.map(\.message) == ["connecting again", "connected again"])
        #expect(heard.lines.allSatisfy { $0.level == .info })
        #expect(heard.lines.first?[.attempt] == "1")
        #expect(heard.total(.rpcConnections) == 2)
        #expect(heard.total(.rpcConnectionsLost) == 1)
    }

    @Test("the loss of the last connection, as a warning")
    func givenUp() async throws {
        let heard = Heard(from: .warning)
        var configuration = ResilientRPCConfiguration()
        configuration.backoff = RPCBackoff(base: .zero)
        configuration.retryLimit = .zero
        try await heard.listen {
            try await RPCServer.with(handler: CuttingNode(cuts: .max)) { server in
                try await withRPCClient(
                    endpoints: [RPCEndpoint(server.url)], configuration: configuration, logger: heard.logger
                ) { client in
                    _ = try? await client.request(method: "system_chain")
                    // Ends with the client.
                    for await _ in client.states() {}
                }
            }
        }
        #expect(heard.lines.map(\.message) == ["no connection any more"])
    }

    @Test("what becomes of an extrinsic, under its hash")
    func submission() async throws {
        let heard = Heard()
        try await withChain(heard) { subtensor, _ in
            let alice = try KeyPair(uri: "//Alice")
            let call = Call("System", "remark", ["remark": .bytes([1, 2, 3])])
            let included = try await subtensor.client.include(call, signedBy: alice)
            #expect(included.failure == nil)
        }
        let sending = try #require(heard.lines("sending").first)
        let done = try #require(heard.lines("carried out").first)
        #expect(sending.level == .debug)
        #expect(done.level == .info)
        #expect(done[.call] == "System.remark")
        #expect(done[.extrinsicHash] == sending[.extrinsicHash])
        #expect(done[.extrinsicHash]?.hasPrefix("0x") == true)
        #expect(done[.blockNumber].flatMap(UInt64.init) ?? 0 > 0)
    }

    @Test("never what opens a node, and never what was sent")
    func secrets() async throws {
        let heard = Heard()
        let sent = Mutex("")
        try await withChain(heard) {
            $0.replacing("ws://", with: "ws://owner:pass-of-owner@") + "/key-of-owner"
        } _: { subtensor, _ in
            let alice = try KeyPair(uri: "//Alice")
            let extrinsic = try await subtensor.client.sign(
                Call("System", "remark", ["remark": .bytes([1, 2, 3])]), by: alice)
            sent.withLock { $0 = extrinsic.bytes.hex }
            try await subtensor.client.submit(extrinsic)
            _ = try? await subtensor.client.connection.request(method: "no_suchMethod", params: ["an-argument"])
        }
        let everything = heard.everything
        #expect(everything.contains("author_submitExtrinsic"))
        let bytes = sent.withLock { $0 }
        #expect(bytes.count > 200)
        for secret in ["owner", "pass-of-owner", "key-of-owner", "an-argument", bytes] {
            #expect(!everything.contains(secret))
        }
    }

    @Test("nothing, where no logger was named")
    func silence() {
        var logger = Logger.silent
        logger.logLevel = .trace
        #expect(logger.logLevel == .critical)
        #expect(Logger.silent.handler is SwiftLogNoOpLogHandler)
    }
}

/// Cuts the first connections after the question of identity, and answers everything on the next one.
private final class CuttingNode: RPCHandler {
    private let cutsLeft: Mutex<Int>

    init(cuts: Int = 1) { cutsLeft = Mutex(cuts) }

    func handle(method: String, params: JSONValue, session: RPCSession) async -> Result<JSONValue, RPCFault> {
        guard method != "chain_getBlockHash" else { return .success("0x00") }
        let cuts = cutsLeft.withLock { left in
            guard left > 0 else { return false }
            left -= 1
            return true
        }
        guard cuts else { return .success("answer") }
        session.connection.end()
        return .failure(.methodNotFound)
    }
}
