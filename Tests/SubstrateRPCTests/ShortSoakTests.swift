// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOWebSocket
import Synchronization
import Testing

@testable import SubstrateRPC

/// Many requests and subscriptions over connections that a hostile node cuts, damages and lets fall silent.
@Suite("Short soak", .timeLimit(.minutes(1)))
struct ShortSoakTests {
    /// Does harm now and then; which harm, and when, is the same for the same seed and order of calls.
    private final class Harm: Sendable {
        private let state: Mutex<(random: UInt64, calls: Int, head: Int)>

        init(seed: UInt64) { state = Mutex((seed, 0, 0)) }

        /// A number for every call, and a kind of harm for one in forty.
        func next() -> (call: Int, harm: UInt64?) {
            state.withLock { state in
                state.random = state.random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                state.calls += 1
                let number = state.random >> 33
                return (state.calls, number % 40 == 0 ? number / 40 % 7 : nil)
            }
        }

        func nextHead() -> JSONValue {
            state.withLock { state in
                state.head += 1
                return JSONValue(state.head)
            }
        }
    }

    private func answer(_ call: JSONValue, _ peer: ScriptedNode.Peer, _ harm: Harm) {
        let (_, kind) = harm.next()
        switch kind {
        case 0: return peer.cut()
        case 1: return peer.send("\u{80}garbage")
        case 2: return peer.send(WebSocketFrame(fin: true, opcode: .binary, data: ByteBuffer(string: "{}")))
        case 3: return peer.send(["id": 1_000_000, "result": 1])
        case 4: return peer.send(String(repeating: "[", count: 10_000))
        case 5:
            // The beginning of an answer, and then nothing.
            return peer.send(WebSocketFrame(fin: false, opcode: .text, data: ByteBuffer(string: "{\"id\":")))
        case 6: return peer.send(["id": call["id"] ?? .null, "error": ["code": -32999, "message": "RPC rate limit"]])
        default: break
        }
        switch call["method"]?.string {
        case "chain_subscribeNewHeads":
            peer.reply(to: call, "s")
            peer.notify("s", harm.nextHead())
        case "chain_unsubscribeNewHeads": peer.reply(to: call, true)
        default:
            peer.reply(to: call, call["params"]?[0] ?? .null)
            peer.notify("s", harm.nextHead())
        }
    }

    @Test("No wrong answer, no lost subscription, nothing left", arguments: [1, 2, 3] as [UInt64])
    func soak(seed: UInt64) async throws {
        let harm = Harm(seed: seed)
        weak var left: ResilientRPCClient?
        try await ChainNode.with { call, peer in
            answer(call, peer, harm)
        } _: { node in
            try await ChainNode.client(of: node.endpoint, node.endpoint) {
                // An answer that never ends is found out soon.
                $0.webSocket.pingInterval = .milliseconds(50)
                $0.webSocket.idleLimit = .milliseconds(200)
                $0.firstConnectionLimit = .seconds(100_000)
                $0.retryLimit = .seconds(100_000)
                $0.attemptLimit = 1000
            } _: { client in
                left = client
                let heads = try await client.subscribe(
                    method: "chain_subscribeNewHeads", unsubscribe: "chain_unsubscribeNewHeads")
                let seen = Mutex(0)
                let reader = Task {
                    var last = 0
                    for try await head in heads {
                        let number = head.int ?? -1
                        #expect(number > last)
                        last = number
                        seen.withLock { $0 = number }
                    }
                }
                let states = Task { await client.states().reduce(into: 0) { count, _ in count += 1 } }
                let wrong = try await withThrowingTaskGroup(of: Int.self) { group in
                    for worker in 0..<8 {
                        group.addTask {
                            var wrong = 0
                            for number in 0..<100 {
                                let value = JSONValue(worker * 1000 + number)
                                if try await client.request(method: "state_call", params: [value]) != value {
                                    wrong += 1
                                }
                            }
                            return wrong
                        }
                    }
                    return try await group.reduce(0, +)
                }
                #expect(wrong == 0)
                // The subscription still goes on: what is asked now makes a head that arrives.
                let before = seen.withLock { $0 }
                while seen.withLock({ $0 }) <= before {
                    _ = try await client.request(method: "state_call", params: [0])
                }
                #expect(client.subscriptionCount == 1)
                heads.cancel()
                try await reader.value
                states.cancel()
                #expect(await states.value > 1)
            }
        }
        #expect(left == nil)
    }
}
