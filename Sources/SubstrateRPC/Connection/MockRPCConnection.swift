// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import Synchronization

/// A connection without a network, for tests: answers come from a script, notifications from the test itself.
///
/// ```swift
/// let mock = MockRPCConnection()
/// mock.reply(to: "system_chain", with: "Bittensor")
/// let name = try await mock.request(method: "system_chain")
/// ```
public final class MockRPCConnection: RPCConnection {
    /// One call as the mock received it.
    public struct Call: Hashable, Sendable {
        public let method: String
        public let params: JSONValue
    }

    /// Computes an answer from a call's arguments.
    public typealias Responder = @Sendable (JSONValue) async throws(RPCError) -> JSONValue

    /// Invariant: a method is in at most one of `replies` (each used once, in order) and `responders`.
    private struct State {
        var replies: [String: [Result<JSONValue, RPCError>]] = [:]
        var responders: [String: Responder] = [:]
        var calls: [Call] = []
        var subscriptions: [String: (method: String, feed: RPCSubscription.Feed)] = [:]
        var subscriptionCount = 0
    }

    private let state = Mutex(State())

    public init() {}

    // MARK: Script

    /// Answers the next calls of `method` with these values, one each; the last value answers all further calls.
    public func reply(to method: String, with values: JSONValue...) {
        state.withLock { state in
            state.responders[method] = nil
            state.replies[method, default: []] += values.map(Result.success)
        }
    }

    /// Fails the next call of `method`.
    public func fail(_ method: String, with error: RPCError) {
        state.withLock { state in
            state.responders[method] = nil
            state.replies[method, default: []].append(.failure(error))
        }
    }

    /// Answers every call of `method` with what `responder` makes of its arguments.
    public func respond(to method: String, with responder: @escaping Responder) {
        state.withLock { state in
            state.replies[method] = nil
            state.responders[method] = responder
        }
    }

    /// Sends a notification to every open subscription that `method` (the subscribing one) began.
    public func notify(_ method: String, _ value: JSONValue) {
        for feed in feeds(of: method) { feed.yield(value) }
    }

    /// Ends every open subscription that `method` began, as a lost connection would.
    public func finish(_ method: String, throwing error: RPCError?) {
        for feed in feeds(of: method) { feed.finish(throwing: error) }
    }

    /// Every call so far, subscribing and unsubscribing included.
    public var calls: [Call] { state.withLock { $0.calls } }

    private func feeds(of method: String) -> [RPCSubscription.Feed] {
        state.withLock { $0.subscriptions.values.filter { $0.method == method }.map(\.feed) }
    }

    // MARK: RPCConnection

    public func request(method: String, params: JSONValue, timeout: Duration?) async throws(RPCError) -> JSONValue {
        let answer: Result<JSONValue, RPCError>?
        let responder: Responder?
        (answer, responder) = state.withLock { state in
            state.calls.append(Call(method: method, params: params))
            guard var replies = state.replies[method], let first = replies.first else {
                return (nil, state.responders[method])
            }
            // The last scripted answer stays.
            if replies.count > 1 { replies.removeFirst() }
            state.replies[method] = replies
            return (first, nil)
        }
        if Task.isCancelled { throw RPCError(.cancelled, "\(method) was cancelled") }
        if let answer { return try answer.get() }
        if let responder { return try await responder(params) }
        throw RPCError(
            remote: .init(code: -32601, message: "Method not found"), method: method, endpoint: "mock connection")
    }

    /// Begins a subscription. When `method` has a scripted answer that is an error, that error is thrown.
    public func subscribe(
        method: String, params: JSONValue, unsubscribe: String, buffering: RPCSubscription.Buffering
    ) async throws(RPCError) -> RPCSubscription {
        if state.withLock({ $0.replies[method] != nil || $0.responders[method] != nil }) {
            _ = try await request(method: method, params: params, timeout: nil)
        } else {
            state.withLock { $0.calls.append(Call(method: method, params: params)) }
        }
        let id = state.withLock { state in
            state.subscriptionCount += 1
            return "mock-\(state.subscriptionCount)"
        }
        let (subscription, feed) = RPCSubscription.make(buffering: buffering) { [weak self] in
            self?.state.withLock { state in
                state.subscriptions[id] = nil
                state.calls.append(Call(method: unsubscribe, params: [.string(id)]))
            }
        }
        state.withLock { $0.subscriptions[id] = (method, feed) }
        return subscription
    }
}
