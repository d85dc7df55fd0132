// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import Synchronization
import Testing

@testable import SubstrateRPC

@Suite("Subscriptions over several connections", .timeLimit(.minutes(1)))
struct ResilientSubscriptionTests {
    @Test("A subscription goes on over the next connection; dropping it unsubscribes there")
    func replay() async throws {
        let subscribed = Counter()
        try await ChainNode.with { call, peer in
            switch call["method"]?.string {
            case "chain_subscribeNewHeads":
                let round = subscribed.next()
                peer.reply(to: call, "s")
                for number in 0..<3 { peer.notify("s", JSONValue(round * 10 + number)) }
                if round < 3 { peer.cut() }
            default: peer.reply(to: call, true)
            }
        } _: { node in
            try await ChainNode.client(of: node.endpoint) { client in
                do {
                    let heads = try await client.subscribe(
                        method: "chain_subscribeNewHeads", params: [], unsubscribe: "chain_unsubscribeNewHeads",
                        buffering: .newest(100))
                    var seen: [Int] = []
                    for try await value in heads {
                        seen.append(value.int ?? -1)
                        if value == 32 { break }
                    }
                    #expect(seen == seen.sorted())
                    #expect(seen.suffix(3) == [30, 31, 32])
                    #expect(client.subscriptionCount == 1)
                }
                #expect(client.subscriptionCount == 0)
                let unsubscribes = await node.events.contains { event in
                    if case .call(let call) = event { call["method"] == "chain_unsubscribeNewHeads" } else { false }
                }
                #expect(unsubscribes)
            }
        }
    }

    @Test("A watched submission is not begun again: its reader learns that the outcome is unknown")
    func watchedSubmission() async throws {
        let submitted = Counter()
        try await ChainNode.with { call, peer in
            guard call["method"] == "author_submitAndWatchExtrinsic" else { return peer.reply(to: call, true) }
            submitted.next()
            peer.reply(to: call, "s")
            peer.notify("s", "ready")
            peer.cut()
        } _: { node in
            try await ChainNode.client(of: node.endpoint) { client in
                let states = try await client.subscribe(
                    method: "author_submitAndWatchExtrinsic", params: ["0x00"], unsubscribe: "author_unwatchExtrinsic",
                    buffering: .oldest(64))
                let iterator = states.makeAsyncIterator()
                #expect(try await iterator.next() == "ready")
                let error = await #expect(throws: RPCError(.outcomeUnknown, "")) { try await iterator.next() }
                #expect(error?.reason.contains("author_submitAndWatchExtrinsic") == true)
                #expect(try await client.request(method: "system_health") == true)
                #expect(client.subscriptionCount == 0)
            }
        }
        #expect(submitted.count == 1)
    }

    @Test("A subscription that the next node refuses ends with the refusal; a busy node is asked again")
    func refusedReplay() async throws {
        let asked = Counter()
        try await ChainNode.with { call, peer in
            switch (call["method"]?.string, asked.next()) {
            case ("chain_subscribeNewHeads", 1):
                peer.reply(to: call, "s")
                peer.cut()
            case ("chain_subscribeNewHeads", 2):
                peer.send(["id": call["id"] ?? .null, "error": ["code": -32009, "message": "Server is busy"]])
            default: peer.send(["id": call["id"] ?? .null, "error": ["code": -32601, "message": "Method not found"]])
            }
        } _: { node in
            try await ChainNode.client(of: node.endpoint) { client in
                let heads = try await client.subscribe(method: "chain_subscribeNewHeads", unsubscribe: "x")
                await #expect(throws: RPCError(.remote(code: -32601), "")) {
                    try await heads.makeAsyncIterator().next()
                }
            }
        }
        #expect(asked.count == 3)
    }

    @Test("A node's own end of a subscription is the reader's end too")
    func endedByNode() async throws {
        try await ChainNode.with { call, peer in
            peer.reply(to: call, "s")
            peer.send(["method": "n", "params": ["subscription": "s", "error": ["code": 1, "message": "gone"]]])
        } _: { node in
            try await ChainNode.client(of: node.endpoint) { client in
                let heads = try await client.subscribe(method: "chain_subscribeNewHeads", unsubscribe: "x")
                await #expect(throws: RPCError(.remote(code: 1), "")) { try await heads.makeAsyncIterator().next() }
            }
        }
    }

    @Test("The end of the scope ends the subscriptions that were kept")
    func scope() async throws {
        try await ChainNode.with { call, peer in
            peer.reply(to: call, "s")
        } _: { node in
            let heads = try await ChainNode.client(of: node.endpoint) { client in
                try await client.subscribe(method: "chain_subscribeNewHeads", unsubscribe: "x")
            }
            await #expect(throws: RPCError(.closed, "")) { try await heads.makeAsyncIterator().next() }
        }
    }
}
