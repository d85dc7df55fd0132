// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOWebSocket
import SeededNumbers
import Synchronization
import Testing

@testable import SubstrateRPC

@Suite("WebSocket client", .timeLimit(.minutes(1)))
struct WebSocketRPCClientTests {
    /// Runs a client against a node that treats every call with `onCall`.
    private func withNode<Value>(
        configuration: WebSocketConfiguration = WebSocketConfiguration(), onCall: @escaping ScriptedNode.OnCall,
        _ body: (WebSocketRPCClient, ScriptedNode) async throws -> Value
    ) async throws -> Value {
        try await ScriptedNode.with(onCall: onCall) { node in
            try await withRPCClient(to: node.endpoint, configuration: configuration) { client in
                try await body(client, node)
            }
        }
    }

    // MARK: Answers

    @Test("Answers in any order find their requests, two thousand at a time")
    func outOfOrder() async throws {
        let count = 2000
        let waiting = Mutex<[JSONValue]>([])
        try await withNode { call, peer in
            let batch = waiting.withLock { waiting in
                waiting.append(call)
                defer { if waiting.count == count { waiting = [] } }
                return waiting.count == count ? waiting : []
            }
            var order = SeededNumbers(seed: 1)
            for call in batch.shuffled(using: &order) { peer.reply(to: call, call["params"]?[0] ?? .null) }
        } _: { client, _ in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<count {
                    group.addTask {
                        try await client.request(method: "echo", params: [JSONValue(number)]) == JSONValue(number)
                    }
                }
                for try await isRight in group { #expect(isRight) }
            }
            #expect(client.load.requests == 0)
        }
    }

    @Test("A node's error keeps its code, message and data")
    func remoteError() async throws {
        try await withNode { call, peer in
            peer.send([
                "jsonrpc": "2.0", "id": call["id"] ?? .null,
                "error": ["code": 1010, "message": "Invalid Transaction", "data": "Custom error: 255"],
            ])
        } _: { client, _ in
            let error = await #expect(throws: RPCError.self) {
                try await client.request(method: "author_submitExtrinsic")
            }
            #expect(error?.code == .remote(code: 1010))
            #expect(
                error?.remoteError
                    == RPCError.RemoteError(code: 1010, message: "Invalid Transaction", data: "Custom error: 255"))
            #expect(error?.reason.contains("author_submitExtrinsic") == true)
        }
    }

    @Test("A message in pieces, with a ping in between, is put together, and the ping is answered")
    func fragments() async throws {
        try await withNode { call, peer in
            let text = JSONValue.object(["id": call["id"] ?? .null, "result": "whole"]).description
            peer.send(WebSocketFrame(fin: false, opcode: .text, data: ByteBuffer(string: String(text.prefix(5)))))
            peer.send(WebSocketFrame(fin: true, opcode: .ping, data: ByteBuffer(string: "?")))
            peer.send(
                WebSocketFrame(fin: true, opcode: .continuation, data: ByteBuffer(string: String(text.dropFirst(5)))))
        } _: { client, node in
            let answer = try await client.request(method: "m")
            #expect(answer == "whole")
            let answersPing = await node.events.contains { if case .control(.pong) = $0 { true } else { false } }
            #expect(answersPing)
        }
    }

    // MARK: Misbehaviour

    @Test(
        "What breaks the protocol ends the connection with a clear error",
        arguments: [
            (.text, "garbage", RPCError.Code.malformedReply), (.text, "[]", .malformedReply),
            (.text, "{\"id\":99,\"result\":1}", .malformedReply), (.text, "\u{0}", .malformedReply),
            (.binary, "{}", .malformedReply), (.continuation, "{}", .malformedReply),
            (.text, String(repeating: "[", count: 1000), .malformedReply),
            (.text, "\"" + String(repeating: "x", count: 2000) + "\"", .tooLarge),
        ] as [(WebSocketOpcode, String, RPCError.Code)])
    func garbage(opcode: WebSocketOpcode, text: String, code: RPCError.Code) async throws {
        var configuration = WebSocketConfiguration()
        configuration.maxMessageSize = 1500
        try await withNode(configuration: configuration) { _, peer in
            peer.send(WebSocketFrame(fin: true, opcode: opcode, data: ByteBuffer(string: text)))
        } _: { client, _ in
            await #expect(throws: RPCError(code, "")) { try await client.request(method: "m") }
            await #expect(throws: RPCError(code, "")) { try await client.request(method: "again") }
        }
    }

    @Test("A message too large in pieces is refused, and so is one of our own")
    func tooLarge() async throws {
        var configuration = WebSocketConfiguration()
        configuration.maxMessageSize = 1000
        try await withNode(configuration: configuration) { _, peer in
            let piece = ByteBuffer(string: "\"" + String(repeating: "x", count: 900))
            peer.send(WebSocketFrame(fin: false, opcode: .text, data: piece))
            peer.send(WebSocketFrame(fin: false, opcode: .continuation, data: piece))
        } _: { client, _ in
            let large = JSONValue.string(String(repeating: "x", count: 1000))
            await #expect(throws: RPCError(.tooLarge, "")) { try await client.request(method: "m", params: [large]) }
            #expect(client.load.requests == 0)
            await #expect(throws: RPCError(.tooLarge, "")) { try await client.request(method: "m") }
        }
    }

    @Test("A connection cut in the middle ends every request and subscription")
    func cut() async throws {
        try await withNode { call, peer in
            switch call["method"]?.string {
            case "sub": peer.reply(to: call, "s")
            case "cut": peer.cut()
            default: break
            }
        } _: { client, _ in
            let heads = try await client.subscribe(method: "sub", unsubscribe: "unsub")
            let waiting = Task { try await client.request(method: "never") }
            await #expect(throws: RPCError(.closed, "")) { try await client.request(method: "cut") }
            await #expect(throws: RPCError(.closed, "")) { try await waiting.value }
            await #expect(throws: RPCError(.closed, "")) { try await heads.makeAsyncIterator().next() }
            #expect(client.failure?.code == .closed)
            #expect(client.load == (0, 0))
        }
    }

    @Test("A node's goodbye is returned, and its reason told")
    func goodbye() async throws {
        try await withNode { _, peer in
            var payload = ByteBuffer()
            payload.write(webSocketErrorCode: .goingAway)
            payload.writeString("maintenance")
            peer.send(WebSocketFrame(fin: true, opcode: .connectionClose, data: payload))
        } _: { client, node in
            let error = await #expect(throws: RPCError(.closed, "")) { try await client.request(method: "m") }
            #expect(error?.reason.contains("maintenance") == true)
            let isReturned = await node.events.contains {
                if case .control(.connectionClose) = $0 { true } else { false }
            }
            #expect(isReturned)
        }
    }

    // MARK: Time and cancellation

    @Test("A request without an answer times out alone; a late answer harms nobody")
    func timeout() async throws {
        let late = Mutex<JSONValue?>(nil)
        try await withNode { call, peer in
            guard call["method"] == "late" else {
                if let first = late.withLock({ $0 }) { peer.reply(to: first, "too late") }
                return peer.reply(to: call, "in time")
            }
            late.withLock { $0 = call }
        } _: { client, _ in
            await #expect(throws: RPCError(.timedOut, "")) {
                try await client.request(method: "late", params: [], timeout: .milliseconds(20))
            }
            #expect(client.load.requests == 0)
            let answer = try await client.request(method: "m")
            #expect(answer == "in time")
        }
    }

    @Test("Cancelling a waiting request ends it and forgets it")
    func cancellation() async throws {
        try await withNode { _, _ in
        } _: { client, node in
            let waiting = Task { try await client.request(method: "never") }
            for await event in node.events { if case .call = event { break } }
            waiting.cancel()
            await #expect(throws: RPCError(.cancelled, "")) { try await waiting.value }
            #expect(client.load.requests == 0)
            #expect(client.failure == nil)
        }
    }

    @Test("A cancelled task sends nothing")
    func cancelledBefore() async throws {
        try await withNode { call, peer in
            peer.reply(to: call, 1)
        } _: { client, _ in
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await client.request(method: "m")
            }
            await #expect(throws: RPCError(.cancelled, "")) { try await task.value }
            #expect(client.load.requests == 0)
        }
    }

    @Test("A node that does not even answer pings is given up")
    func idle() async throws {
        var configuration = WebSocketConfiguration()
        configuration.pingInterval = .milliseconds(5)
        configuration.idleLimit = .milliseconds(20)
        try await withNode(configuration: configuration) { _, _ in
        } _: { client, _ in
            let error = await #expect(throws: RPCError(.silent, "")) { try await client.request(method: "m") }
            #expect(error?.reason.contains("silent") == true)
        }
    }

    // MARK: Subscriptions

    @Test("Notifications before and after the subscription's id arrive in order; dropping it unsubscribes")
    func subscription() async throws {
        try await withNode { call, peer in
            switch call["method"]?.string {
            case "sub":
                for number in 0..<10 { peer.notify("s", JSONValue(number)) }
                peer.reply(to: call, "s")
                for number in 10..<20 { peer.notify("s", JSONValue(number)) }
            default: peer.reply(to: call, true)
            }
        } _: { client, node in
            do {
                let numbers = try await client.subscribe(
                    method: "sub", params: [], unsubscribe: "unsub", buffering: .oldest(100))
                let iterator = numbers.makeAsyncIterator()
                for number in 0..<20 { #expect(try await iterator.next() == JSONValue(number)) }
                #expect(client.load.subscriptions == 1)
            }
            #expect(client.load.subscriptions == 0)
            let unsubscribes = await node.events.contains { event in
                if case .call(let call) = event { call["method"] == "unsub" && call["params"] == ["s"] } else { false }
            }
            #expect(unsubscribes)
        }
    }

    @Test("A subscription whose request was given up is ended when its id comes")
    func abandonedSubscription() async throws {
        let pending = Mutex<JSONValue?>(nil)
        try await withNode { call, peer in
            switch call["method"]?.string {
            case "sub": pending.withLock { $0 = call }
            case "go":
                if let call = pending.withLock({ $0 }) { peer.reply(to: call, "s") }
                peer.reply(to: call, true)
            default: break
            }
        } _: { client, node in
            let subscribing = Task { _ = try await client.subscribe(method: "sub", unsubscribe: "unsub") }
            for await event in node.events { if case .call = event { break } }
            subscribing.cancel()
            await #expect(throws: RPCError(.cancelled, "")) { try await subscribing.value }
            _ = try await client.request(method: "go")
            let unsubscribes = await node.events.contains { event in
                if case .call(let call) = event { call["method"] == "unsub" && call["params"] == ["s"] } else { false }
            }
            #expect(unsubscribes)
            #expect(client.load == (0, 0))
        }
    }

    // MARK: Scope

    @Test("The end of the scope says goodbye and closes the socket")
    func scope() async throws {
        try await ScriptedNode.with { call, peer in
            peer.reply(to: call, 1)
        } _: { node in
            _ = try await withRPCClient(to: node.endpoint) { try await $0.request(method: "m") }
            var seen: [String] = []
            for await event in node.events {
                switch event {
                case .call: seen.append("call")
                case .control(let opcode): seen.append(opcode == .connectionClose ? "close" : "other")
                case .end: seen.append("end")
                }
                if seen.last == "end" { break }
            }
            #expect(seen == ["call", "close", "end"])
        }
    }

    @Test("A node that does not answer the goodbye is cut off after the time for it")
    func unansweredGoodbye() async throws {
        var configuration = WebSocketConfiguration()
        configuration.closeTimeout = .milliseconds(10)
        try await ScriptedNode.with(answersGoodbye: false) { _, _ in
        } _: { node in
            let client = try await WebSocketRPCClient.connect(to: node.endpoint, configuration: configuration)
            await client.close()
            await client.close()
            let isClosed = await node.events.contains { if case .end = $0 { true } else { false } }
            #expect(isClosed)
            await #expect(throws: RPCError(.closed, "")) { try await client.request(method: "m") }
        }
    }

    @Test("Cancelling the scope closes the socket; so does dropping a client that was never closed")
    func scopeCancelled() async throws {
        try await ScriptedNode.with { _, _ in
        } _: { node in
            let scope = Task {
                try await withRPCClient(to: node.endpoint) { client in
                    _ = try await client.request(method: "never")
                }
            }
            for await event in node.events { if case .call = event { break } }
            scope.cancel()
            await #expect(throws: RPCError(.cancelled, "")) { try await scope.value }
            for await event in node.events { if case .end = event { break } }
            _ = try await WebSocketRPCClient.connect(to: node.endpoint)
            let isClosed = await node.events.contains { if case .end = $0 { true } else { false } }
            #expect(isClosed)
        }
    }
}
