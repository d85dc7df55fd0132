// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import Synchronization

@testable import SubstrateRPC

/// A ``ScriptedNode`` that says which chain it serves, and leaves the rest to the test.
enum ChainNode {
    static func with<Value>(
        genesis: JSONValue = "0x00", onCall: @escaping ScriptedNode.OnCall,
        _ body: (ScriptedNode) async throws -> Value
    ) async throws -> Value {
        try await ScriptedNode.with { call, peer in
            guard call["method"] == "chain_getBlockHash", call["params"] == [0] else { return onCall(call, peer) }
            peer.reply(to: call, genesis)
        } _: { node in
            try await body(node)
        }
    }

    /// Runs a resilient client over `nodes` on a virtual clock; the jitter is always the longest possible.
    static func client<Value>(
        of endpoints: RPCEndpoint..., clock: VirtualClock = VirtualClock(),
        change: (inout ResilientRPCConfiguration) -> Void = { _ in },
        _ body: (ResilientRPCClient) async throws -> Value
    ) async throws -> Value {
        var configuration = ResilientRPCConfiguration()
        change(&configuration)
        return try await withRPCClient(
            endpoints: endpoints, configuration: configuration, pacing: Pacing(clock: clock) { 1 }, body)
    }
}

/// Counts, from any thread.
final class Counter: Sendable {
    private let value = Mutex(0)

    @discardableResult
    func next() -> Int {
        value.withLock { value in
            value += 1
            return value
        }
    }

    var count: Int { value.withLock { $0 } }
}
