// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC
import Synchronization

/// Counts what goes over a connection.
final class MeteredConnection: RPCConnection {
    struct Traffic {
        var requests = 0
        /// A request belongs to the round after the highest whose answer had come.
        var rounds = 0
        fileprivate var answered = 0
    }

    private let base: any RPCConnection
    private let counted = Mutex(Traffic())

    init(_ base: any RPCConnection) { self.base = base }

    /// Since the last ``reset()``.
    var traffic: Traffic { counted.withLock { $0 } }

    /// Counts from nothing. Nothing may be under way.
    func reset() { counted.withLock { $0 = Traffic() } }

    func request(method: String, params: JSONValue, timeout: Duration?) async throws(RPCError) -> JSONValue {
        let round = counted.withLock { counted in
            counted.requests += 1
            counted.rounds = max(counted.rounds, counted.answered + 1)
            return counted.answered + 1
        }
        let answer = try await base.request(method: method, params: params, timeout: timeout)
        counted.withLock { $0.answered = max($0.answered, round) }
        return answer
    }

    func subscribe(
        method: String, params: JSONValue, unsubscribe: String, buffering: RPCSubscription.Buffering
    ) async throws(RPCError) -> RPCSubscription {
        try await base.subscribe(method: method, params: params, unsubscribe: unsubscribe, buffering: buffering)
    }

    func knownAnswer(method: String, params: JSONValue) -> JSONValue? {
        base.knownAnswer(method: method, params: params)
    }
}
