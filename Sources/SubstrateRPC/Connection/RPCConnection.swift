// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Something that answers JSON-RPC calls: a WebSocket to a node, or a ``MockRPCConnection``.
public protocol RPCConnection: Sendable {
    /// Calls `method` and waits for the answer.
    ///
    /// Cancelling the task ends the wait with ``RPCError/Code/cancelled``; the node may still carry out the call.
    /// - Parameters:
    ///   - params: the arguments, usually an array.
    ///   - timeout: how long to wait; nil takes the connection's default.
    /// - Throws: ``RPCError/Code/remote(code:)`` when the node refuses; everything else is about the connection.
    func request(method: String, params: JSONValue, timeout: Duration?) async throws(RPCError) -> JSONValue

    /// Calls `method`, whose answer is a subscription's id, and hands out the notifications that follow.
    ///
    /// - Parameters:
    ///   - unsubscribe: the method that ends the subscription; it is called with the id when the subscription is
    ///     dropped, cancelled, or has failed on this side.
    ///   - buffering: what happens while nobody is reading.
    func subscribe(
        method: String, params: JSONValue, unsubscribe: String, buffering: RPCSubscription.Buffering
    ) async throws(RPCError) -> RPCSubscription

    /// The answer to a question that the connection has asked itself, and whose answer never changes on this chain; nil
    /// for any other question.
    func knownAnswer(method: String, params: JSONValue) -> JSONValue?
}

extension RPCConnection {
    /// Nothing is known without asking.
    public func knownAnswer(method: String, params: JSONValue) -> JSONValue? { nil }

    /// Calls `method` and waits for the answer, as long as the connection's default allows.
    public func request(method: String, params: JSONValue = []) async throws(RPCError) -> JSONValue {
        try await request(method: method, params: params, timeout: nil)
    }

    /// Subscribes, keeping only the newest notification that has not been read.
    public func subscribe(
        method: String, params: JSONValue = [], unsubscribe: String
    ) async throws(RPCError) -> RPCSubscription {
        try await subscribe(method: method, params: params, unsubscribe: unsubscribe, buffering: .newest(1))
    }
}
