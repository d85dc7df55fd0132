// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateRPC
import Synchronization

/// A node in between that answers some methods otherwise, and counts what it is asked.
final class LyingConnection: RPCConnection {
    /// What becomes of an honest answer to a call with these parameters.
    typealias Lie = @Sendable (_ answer: JSONValue, _ params: JSONValue) throws -> JSONValue

    private let honest: any RPCConnection
    private let lies: Mutex<[String: Lie]>
    private let counted = Mutex<[String: Int]>([:])

    init(over honest: any RPCConnection, _ lies: [String: Lie] = [:]) {
        self.honest = honest
        self.lies = Mutex(lies)
    }

    var counts: [String: Int] { counted.withLock { $0 } }

    func lie(about method: String, _ lie: @escaping Lie) { lies.withLock { $0[method] = lie } }

    func tellTheTruth() { lies.withLock { $0 = [:] } }

    func request(method: String, params: JSONValue, timeout: Duration?) async throws(RPCError) -> JSONValue {
        counted.withLock { $0[method, default: 0] += 1 }
        let answer = try await honest.request(method: method, params: params, timeout: timeout)
        guard let lie = lies.withLock({ $0[method] }) else { return answer }
        do { return try lie(answer, params) } catch {
            throw RPCError(
                remote: .init(code: -32601, message: "Method not found"), method: method, endpoint: "a lying node")
        }
    }

    func subscribe(
        method: String, params: JSONValue, unsubscribe: String, buffering: RPCSubscription.Buffering
    ) async throws(RPCError) -> RPCSubscription {
        try await honest.subscribe(method: method, params: params, unsubscribe: unsubscribe, buffering: buffering)
    }
}

/// Stands for a method that is not there.
struct NoSuchMethod: Error {}
