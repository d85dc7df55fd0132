// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import NIOPosix
import NIOWebSocket
import Synchronization
import Testing

@testable import SubstrateRPC

@Suite("Hostile nodes", .timeLimit(.minutes(1)))
struct HostileNodeTests {
    @Test("A frame that never ends, one byte now and then, does not keep a connection alive")
    func drip() async throws {
        var configuration = WebSocketConfiguration()
        configuration.pingInterval = .milliseconds(5)
        configuration.idleLimit = .milliseconds(30)
        try await ScriptedNode.with { _, peer in
            // The head of a frame of a million bytes, behind the back of the encoder.
            let head: [UInt8] = [0x81, 0x7f, 0, 0, 0, 0, 0, 0x0f, 0x42, 0x40]
            peer.sendRaw(head)
            peer.channel.eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(5)) { task in
                if peer.channel.isActive { peer.sendRaw([0x20]) } else { task.cancel() }
            }
        } _: { node in
            try await withRPCClient(to: node.endpoint, configuration: configuration) { client in
                let error = await #expect(throws: RPCError(.silent, "")) { try await client.request(method: "m") }
                #expect(error?.reason.contains("30.0 ms") == true)
            }
        }
    }

    @Test("A frame that announces more than the limit is refused before it comes")
    func announcedHuge() async throws {
        try await ScriptedNode.with { _, peer in
            peer.sendRaw([0x81, 0x7f, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0xff])
        } _: { node in
            try await withRPCClient(to: node.endpoint) { client in
                await #expect(throws: RPCError(.tooLarge, "")) { try await client.request(method: "m") }
            }
        }
    }

    @Test(
        "Frames that no client can read end the connection",
        arguments: [
            // Reserved bits, a masked frame, an unknown opcode, a control frame in pieces, one of 126 bytes.
            [0xf1, 0x02, 0x7b, 0x7d], [0x81, 0x82, 0, 0, 0, 0, 0x7b, 0x7d], [0x83, 0x00], [0x09, 0x00],
            [0x89, 0x7e, 0x00, 0x7e],
        ] as [[UInt8]])
    func badFrames(bytes: [UInt8]) async throws {
        try await ScriptedNode.with { _, peer in
            peer.sendRaw(bytes + [UInt8](repeating: 0x20, count: 126))
        } _: { node in
            try await withRPCClient(to: node.endpoint) { client in
                await #expect(throws: RPCError(.malformedReply, "")) { try await client.request(method: "m") }
            }
        }
    }

    @Test("A flood of notifications nobody asked for, and of ids nobody knows, takes no memory")
    func flood() async throws {
        try await ScriptedNode.with { call, peer in
            for number in 0..<20_000 { peer.notify("unknown\(number)", "x") }
            peer.reply(to: call, "after the flood")
        } _: { node in
            try await withRPCClient(to: node.endpoint) { client in
                let answer = try await client.request(method: "m")
                #expect(answer == "after the flood")
                #expect(client.load == (0, 0))
            }
        }
    }

    @Test("A subscription flooded while nobody reads keeps the newest only")
    func floodedSubscription() async throws {
        try await ScriptedNode.with { call, peer in
            peer.reply(to: call, "s")
            for number in 0..<20_000 { peer.notify("s", JSONValue(number)) }
            peer.notify("s", "last")
            if call["method"] == "m" { peer.reply(to: call, 1) }
        } _: { node in
            try await withRPCClient(to: node.endpoint) { client in
                let heads = try await client.subscribe(method: "sub", unsubscribe: "unsub")
                // Answers come after the notifications before them.
                await #expect(throws: Never.self) {
                    for try await value in heads where value == "last" { break }
                }
                #expect(client.load.requests == 0)
            }
        }
    }

    @Test("Requests that a node does not take are refused beyond the limit, not queued")
    func queueLimit() async throws {
        var configuration = WebSocketConfiguration()
        configuration.maxQueuedBytes = 10_000
        try await ScriptedNode.with { call, peer in
            peer.reply(to: call, 1)
        } _: { node in
            try await withRPCClient(to: node.endpoint, configuration: configuration) { client in
                let large = JSONValue.string(String(repeating: "x", count: 20_000))
                await #expect(throws: RPCError(.tooManyRequests, "")) {
                    try await client.request(method: "m", params: [large])
                }
                let small = JSONValue.string(String(repeating: "x", count: 6000))
                for _ in 0..<10 {
                    let answer = try await client.request(method: "m", params: [small])
                    #expect(answer == 1)
                }
                #expect(client.queuedBytes == 0)
            }
        }
    }

    @Test("A node that accepts and closes, again and again, is given up with a reason")
    func flapping() async throws {
        try await ScriptedNode.withRawServer(sending: nil, thenCloses: true) { endpoint in
            let clock = VirtualClock()
            let error = await #expect(throws: RPCError(.unreachable, "")) {
                try await ChainNode.client(of: endpoint, clock: clock) {
                    $0.firstConnectionLimit = .seconds(10)
                } _: {
                    _ in
                }
            }
            #expect(error?.reason.contains("attempts") == true)
            #expect(clock.slept.reduce(.zero, +) <= .seconds(10))
        }
    }

    @Test("A subscription over a node that lets nobody stay ends when the time is up")
    func flappingSubscription() async throws {
        let clock = VirtualClock()
        try await ChainNode.with { call, peer in
            peer.reply(to: call, "s")
            peer.cut()
        } _: { node in
            try await ChainNode.client(of: node.endpoint, clock: clock) { client in
                let heads = try await client.subscribe(method: "chain_subscribeNewHeads", unsubscribe: "x")
                await #expect(throws: RPCError(.unreachable, "")) { try await heads.makeAsyncIterator().next() }
            }
        }
        #expect(clock.slept.reduce(.zero, +) <= .seconds(120))
    }
}
