// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOWebSocket
import Synchronization
import Testing

@testable import SubstrateRPC

@Suite("Resilient client", .timeLimit(.minutes(1)))
struct ResilientRPCClientTests {
    // MARK: Requests

    @Test("A reading request is sent again over the next connection")
    func repeats() async throws {
        let calls = Counter()
        try await ChainNode.with { call, peer in
            if calls.next() < 3 { peer.cut() } else { peer.reply(to: call, "answer") }
        } _: { node in
            try await ChainNode.client(of: node.endpoint) { client in
                let answer = try await client.request(method: "state_getStorage")
                #expect(answer == "answer")
            }
        }
        #expect(calls.count == 3)
    }

    @Test(
        "A submission is sent once, and its loss is told as what it is",
        arguments: ["author_submitExtrinsic", "author_submitAndWatchExtrinsic", "engine_createBlock", "unknown_method"])
    func neverTwice(method: String) async throws {
        let calls = Counter()
        try await ChainNode.with { call, peer in
            guard call["method"]?.string == method else { return peer.reply(to: call, true) }
            calls.next()
            peer.cut()
        } _: { node in
            try await ChainNode.client(of: node.endpoint) {
                $0.repeatableMethods.insert("author_submitExtrinsic")
            } _: { client in
                let error = await #expect(throws: RPCError(.outcomeUnknown, "")) {
                    try await client.request(method: method)
                }
                #expect(error?.reason.contains(method) == true)
                await #expect(throws: RPCError(.outcomeUnknown, "")) {
                    _ = try await client.subscribe(method: method, unsubscribe: "x")
                }
                let answer = try await client.request(method: "system_health")
                #expect(answer == true)
            }
        }
        #expect(calls.count == 2)
    }

    @Test("A submission that never left goes over the next connection")
    func unsentSubmission() async throws {
        let calls = Counter()
        try await ChainNode.with { call, peer in
            if call["method"] == "system_health" { return peer.cut() }
            calls.next()
            peer.reply(to: call, "0x01")
        } _: { node in
            try await ChainNode.client(of: node.endpoint) {
                $0.attemptLimit = 1
            } _: { client in
                await #expect(throws: RPCError(.unreachable, "")) { try await client.request(method: "system_health") }
                // The connection is gone, or the next is there: either way the submission is written to one socket only.
                let answer = try await client.request(method: "author_submitExtrinsic")
                #expect(answer == "0x01")
            }
        }
        #expect(calls.count == 1)
    }

    @Test("A request that ends every connection is given up, with node, count and reason")
    func attemptLimit() async throws {
        let calls = Counter()
        try await ChainNode.with { call, peer in
            calls.next()
            peer.send("garbage")
        } _: { node in
            try await ChainNode.client(of: node.endpoint) {
                $0.attemptLimit = 3
            } _: { client in
                let error = await #expect(throws: RPCError(.unreachable, "")) {
                    try await client.request(method: "state_call")
                }
                #expect(error?.reason.contains("3 attempts") == true)
                #expect(error?.reason.contains(node.endpoint.description) == true)
                #expect(error?.reason.contains("no JSON-RPC") == true)
            }
        }
        #expect(calls.count == 3)
    }

    @Test("An answer over the size limit is a fault of the request, in the end")
    func hugeAnswers() async throws {
        try await ChainNode.with { call, peer in
            peer.reply(to: call, .string(String(repeating: "x", count: 5000)))
        } _: { node in
            try await ChainNode.client(of: node.endpoint) {
                $0.webSocket.maxMessageSize = 1000
                $0.attemptLimit = 2
            } _: { client in
                let error = await #expect(throws: RPCError(.unreachable, "")) {
                    try await client.request(method: "state_getMetadata")
                }
                #expect(error?.reason.contains("limit") == true)
                await #expect(throws: RPCError(.tooLarge, "")) {
                    let large = JSONValue.string(String(repeating: "x", count: 1000))
                    _ = try await client.request(method: "state_call", params: [large])
                }
            }
        }
    }

    @Test("Five thousand requests at once survive cuts, each with its own answer")
    func manyInFlight() async throws {
        let calls = Counter()
        try await ChainNode.with { call, peer in
            if calls.next().isMultiple(of: 3001) { return peer.cut() }
            peer.reply(to: call, call["params"]?[0] ?? .null)
        } _: { node in
            try await ChainNode.client(of: node.endpoint) { client in
                try await withThrowingTaskGroup(of: Bool.self) { group in
                    for number in 0..<5000 {
                        group.addTask {
                            try await client.request(method: "state_call", params: [JSONValue(number)])
                                == JSONValue(number)
                        }
                    }
                    for try await isRight in group { #expect(isRight) }
                }
            }
        }
        #expect(calls.count > 5000)
    }

    @Test("A deadline covers the wait for a connection; cancellation ends it")
    func waiting() async throws {
        let calls = Counter()
        try await ChainNode.with { call, peer in
            peer.cut()
            calls.next()
        } _: { node in
            // Time stands still for the supervisor's waits, which therefore never end.
            let pacing = Pacing(
                now: { .zero },
                sleep: { time in
                    if time != .seconds(1) { try await Task.sleep(for: .seconds(3600)) }
                }, random: { 1 })
            try await withRPCClient(
                endpoints: [RPCEndpoint("ws://127.0.0.1:1"), node.endpoint], configuration: .init(), pacing: pacing
            ) { client in
                await #expect(throws: RPCError(.timedOut, "")) {
                    try await client.request(method: "state_call", params: [], timeout: .seconds(1))
                }
                let waiting = Task { try await client.request(method: "state_call") }
                waiting.cancel()
                await #expect(throws: RPCError(.cancelled, "")) { try await waiting.value }
            }
        }
    }

    // MARK: Endpoints

    @Test("The first endpoint that answers is taken, and the next one when it is lost; everybody is told")
    func failover() async throws {
        try await ChainNode.with { call, peer in
            peer.cut()
        } _: { first in
            try await ChainNode.with { call, peer in
                peer.reply(to: call, "second")
            } _: { second in
                let nobody = try RPCEndpoint("ws://127.0.0.1:\(await ScriptedNode.unusedPort())")
                try await ChainNode.client(of: nobody, first.endpoint, second.endpoint) { client in
                    var states = client.states().makeAsyncIterator()
                    #expect(await states.next() == .connected(first.endpoint))
                    #expect(client.endpoint == first.endpoint)
                    let answer = try await client.request(method: "system_chain")
                    #expect(answer == "second")
                    guard case .reconnecting(second.endpoint, 1, .zero, _) = await states.next() else {
                        Issue.record("the next endpoint is not announced")
                        return
                    }
                    #expect(await states.next() == .failedOver(from: first.endpoint, to: second.endpoint))
                }
            }
        }
    }

    @Test("A connection that was good is sought at the same endpoint first")
    func sameEndpoint() async throws {
        let calls = Counter()
        let clock = VirtualClock()
        try await ChainNode.with { call, peer in
            if calls.next() == 1 { peer.cut() } else { peer.reply(to: call, "first") }
        } _: { first in
            try await ChainNode.with { call, peer in
                peer.reply(to: call, "second")
            } _: { second in
                try await ChainNode.client(of: first.endpoint, second.endpoint, clock: clock) { client in
                    clock.advance(by: .seconds(10))
                    let answer = try await client.request(method: "system_chain")
                    #expect(answer == "first")
                }
            }
        }
    }

    @Test("No endpoint: the one error of one address, a summary of several")
    func nobody() async throws {
        let nobody = try RPCEndpoint("ws://127.0.0.1:\(await ScriptedNode.unusedPort())")
        await #expect(throws: RPCError(.cannotConnect, "")) { try await ChainNode.client(of: nobody) { _ in } }
        let error = await #expect(throws: RPCError(.unreachable, "")) {
            try await ChainNode.client(of: nobody, nobody) { _ in }
        }
        #expect(error?.reason.contains("all 2 endpoints") == true)
        #expect(error?.reason.contains("2 attempts") == true)
        await #expect(throws: RPCError(.invalidURL, "")) {
            try await withRPCClient(endpoints: []) { _ in }
        }
    }

    @Test("A lost connection is tried for with growing waits until the limit; then everything ends")
    func givesUp() async throws {
        let clock = VirtualClock()
        let node = Mutex<RPCEndpoint?>(nil)
        let ended: RPCError? = try await ChainNode.with { _, peer in
            // Nobody can come back, and those who are there are sent away.
            peer.channel.parent?.close(promise: nil)
            peer.cut()
        } _: { scripted in
            node.withLock { $0 = scripted.endpoint }
            return try await ChainNode.client(of: scripted.endpoint, clock: clock) {
                $0.retryLimit = .seconds(100)
            } _: { client in
                let heads = Task {
                    try await client.subscribe(method: "chain_subscribeNewHeads", unsubscribe: "x")
                }
                let error = await #expect(throws: RPCError(.unreachable, "")) {
                    try await client.request(method: "state_call")
                }
                _ = await #expect(throws: RPCError(.unreachable, "")) { try await heads.value }
                await #expect(throws: RPCError(.unreachable, "")) { try await client.request(method: "again") }
                var states = client.states().makeAsyncIterator()
                guard case .ended = await states.next() else {
                    Issue.record("the end is not told")
                    return error
                }
                #expect(await states.next() == nil)
                return error
            }
        }
        let waits: [Duration] = [
            .milliseconds(250), .milliseconds(500), .seconds(1), .seconds(2), .seconds(4), .seconds(8), .seconds(16),
            .seconds(30), .seconds(30),
            // What is left until the limit: it means what it says.
            .milliseconds(8250),
        ]
        #expect(clock.slept == waits)
        #expect(ended?.reason.contains("attempts in 100.0 seconds") == true)
    }

    @Test("An outage begins when the connection is lost, however young that was")
    func youngConnection() async throws {
        let clock = VirtualClock()
        let ended: RPCError? = try await ChainNode.with { _, peer in
            peer.channel.parent?.close(promise: nil)
            peer.cut()
        } _: { node in
            try await ChainNode.client(of: node.endpoint, clock: clock) {
                $0.retryLimit = .seconds(20)
            } _: { client in
                clock.advance(by: .seconds(3))
                return await #expect(throws: RPCError(.unreachable, "")) {
                    try await client.request(method: "state_call")
                }
            }
        }
        #expect(clock.slept.reduce(.zero, +) == .seconds(20))
        #expect(ended?.reason.contains("\(clock.slept.count) attempts in 20.0 seconds") == true)
    }

    @Test("What will not change is told at once, whatever time there is; what may is waited for")
    func hopeless() async throws {
        let missing = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        let busy = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"
        try await ScriptedNode.withRawServer(sending: missing, thenCloses: false) { wrong in
            try await ScriptedNode.withRawServer(sending: busy, thenCloses: false) { late in
                for (endpoints, code, isTold) in [
                    ([wrong], RPCError.Code.handshakeRefused, true), ([wrong, wrong], .unreachable, true),
                    ([wrong, late], .unreachable, false), ([late], .unreachable, false),
                ] {
                    let clock = VirtualClock()
                    var configuration = ResilientRPCConfiguration()
                    configuration.firstConnectionLimit = .seconds(50)
                    await #expect(throws: RPCError(code, "")) {
                        try await withRPCClient(
                            endpoints: endpoints, configuration: configuration, pacing: Pacing(clock: clock) { 1 }
                        ) { _ in }
                    }
                    #expect(clock.slept.reduce(.zero, +) == (isTold ? .zero : .seconds(50)))
                }
            }
        }
    }

    @Test("An attempt takes no longer than what is left, but is one")
    func attemptTimes() {
        let times = [100, 10, 7, 1, 0, -5].map { LinkSupervisor.connectTimeout(.seconds(10), left: .seconds($0)) }
        #expect(times == [.seconds(10), .seconds(10), .seconds(7), .seconds(2), .seconds(2), .seconds(2)])
    }

    @Test("A node that makes connections and then says nothing is given up after the second")
    func silence() async throws {
        let calls = Counter()
        try await ChainNode.with { _, _ in
            calls.next()
        } _: { node in
            try await ChainNode.client(of: node.endpoint) {
                $0.identity = nil
                $0.webSocket.pingInterval = .milliseconds(5)
                $0.webSocket.idleLimit = .milliseconds(50)
            } _: { client in
                let error = await #expect(throws: RPCError(.unreachable, "")) {
                    try await client.request(method: "state_call")
                }
                #expect(error?.reason.contains("2 attempts") == true)
                #expect(error?.reason.contains("was silent for 50.0 ms") == true)
            }
        }
        // A node that was given up may not have read what it was sent.
        #expect(calls.count <= 2)
    }

    @Test("The news of a connection are one line, with numbers for people")
    func news() throws {
        let (first, second) = (try RPCEndpoint("ws://a:1"), try RPCEndpoint("ws://b:2"))
        let reason = "cannot connect to ws://a:1: Connection refused; check the address and that a node is listening"
        let delay = Duration.seconds(0.10008185777513207)
        #expect(
            RPCConnectionState.reconnecting(to: first, attempt: 3, delay: delay, reason: reason).description
                == "cannot connect to ws://a:1: Connection refused; attempt 3 in 100.1 ms")
        #expect(
            RPCConnectionState.reconnecting(to: second, attempt: 2, delay: .zero, reason: reason).description
                == "cannot connect to ws://a:1: Connection refused, next ws://b:2; attempt 2")
        #expect(
            RPCConnectionState.reconnecting(to: first, attempt: 9, delay: .seconds(75), reason: "gone").description
                == "gone, next ws://a:1; attempt 9 in 1 min 15 s")
    }

    @Test("An endpoint of another chain is refused")
    func otherChain() async throws {
        try await ChainNode.with(genesis: "0x01") { _, peer in
            peer.cut()
        } _: { first in
            try await ChainNode.with(genesis: "0x02") { call, peer in
                peer.reply(to: call, "wrong")
            } _: { second in
                try await ChainNode.client(of: first.endpoint, second.endpoint) {
                    $0.attemptLimit = 3
                } _: { client in
                    await #expect(throws: RPCError(.unreachable, "")) { try await client.request(method: "state_call") }
                    #expect(client.endpoint != second.endpoint)
                }
            }
        }
    }

    // MARK: Rate limits

    @Test("A refusal for too many calls is waited for, as long as it asks")
    func rateLimit() async throws {
        let clock = VirtualClock()
        let calls = Counter()
        try await ChainNode.with { call, peer in
            switch calls.next() {
            case 1:
                peer.send([
                    "id": call["id"] ?? .null,
                    "error": ["code": -32005, "message": "limit", "data": ["try_again_in": "7s"]],
                ])
            case 2: peer.send(["id": call["id"] ?? .null, "error": ["code": -32999, "message": "RPC rate limit"]])
            default: peer.reply(to: call, 1)
            }
        } _: { node in
            try await ChainNode.client(of: node.endpoint, clock: clock) { client in
                let answer = try await client.request(method: "state_call")
                #expect(answer == 1)
            }
        }
        #expect(clock.slept == [.seconds(7), .milliseconds(500)])
    }

    @Test("A rate limit that does not end is an error of its own; a submission is not repeated at all")
    func endlessRateLimit() async throws {
        let calls = Counter()
        try await ChainNode.with { call, peer in
            calls.next()
            peer.send(["id": call["id"] ?? .null, "error": ["code": 429, "message": "Too Many Requests"]])
        } _: { node in
            try await ChainNode.client(of: node.endpoint) { client in
                await #expect(throws: RPCError(.remote(code: 429), "")) {
                    try await client.request(method: "author_submitExtrinsic")
                }
                #expect(calls.count == 1)
                let error = await #expect(throws: RPCError(.rateLimited, "")) {
                    try await client.request(method: "state_call")
                }
                #expect(error?.remoteError?.code == 429)
                #expect(calls.count == 9)
            }
        }
    }

    @Test("HTTP 429 in the handshake: Retry-After is told, and kept to")
    func handshakeLimit() async throws {
        let answer = "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 20\r\nContent-Length: 0\r\n\r\n"
        try await ScriptedNode.withRawServer(sending: answer, thenCloses: false) { endpoint in
            let error = await #expect(throws: RPCError(.rateLimited, "")) {
                try await ChainNode.client(of: endpoint) { _ in }
            }
            #expect(error?.retryAfter == .seconds(20))
            let clock = VirtualClock()
            await #expect(throws: RPCError(.unreachable, "")) {
                try await ChainNode.client(of: endpoint, clock: clock) {
                    $0.firstConnectionLimit = .seconds(50)
                } _: {
                    _ in
                }
            }
            #expect(clock.slept == [.seconds(20), .seconds(20)])
        }
    }

    // MARK: Life

    @Test("The end of the scope leaves no socket, and a client that was kept refuses to work")
    func scope() async throws {
        try await ChainNode.with { call, peer in
            peer.reply(to: call, 1)
        } _: { node in
            let kept = try await ChainNode.client(of: node.endpoint) { client in
                _ = try await client.request(method: "system_chain")
                return client
            }
            let isClosed = await node.events.contains { if case .end = $0 { true } else { false } }
            #expect(isClosed)
            await #expect(throws: RPCError(.closed, "")) { try await kept.request(method: "system_chain") }
            #expect(kept.endpoint == nil)
        }
    }

    @Test("Cancellation ends the scope, also while connecting again")
    func cancelled() async throws {
        try await ChainNode.with { _, _ in
        } _: { node in
            let scope = Task {
                try await withRPCClient(endpoints: [node.endpoint]) { client in
                    _ = try await client.request(method: "state_call")
                }
            }
            for await event in node.events {
                if case .call(let call) = event, call["method"] == "state_call" { break }
            }
            scope.cancel()
            await #expect(throws: RPCError.self) { try await scope.value }
            let isClosed = await node.events.contains { if case .end = $0 { true } else { false } }
            #expect(isClosed)
        }
    }

    @Test("Nothing of a client is left after its scope")
    func nothingLeft() async throws {
        weak var left: ResilientRPCClient?
        try await ChainNode.with { call, peer in
            peer.reply(to: call, "s")
        } _: { node in
            try await ChainNode.client(of: node.endpoint) { client in
                left = client
                let heads = try await client.subscribe(method: "chain_subscribeNewHeads", unsubscribe: "x")
                _ = client.states()
                _ = heads
            }
        }
        #expect(left == nil)
    }
}
