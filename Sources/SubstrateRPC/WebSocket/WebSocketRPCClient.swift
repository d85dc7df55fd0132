// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import Logging
import SDKTelemetry

/// A JSON-RPC 2.0 client over one WebSocket.
///
/// Any number of tasks may use it at the same time; answers are matched by id, in whatever order they come. When the
/// connection ends, everything that waits fails with the reason, and so does every later call. The connection ends
/// with the client: keep it for as long as its subscriptions are read.
///
/// ```swift
/// let name = try await withRPCClient(to: RPCEndpoint("ws://127.0.0.1:9944")) { client in
///     try await client.request(method: "system_chain")
/// }
/// ```
public final class WebSocketRPCClient: RPCConnection {
    public let endpoint: RPCEndpoint
    private let session: WebSocketSession

    /// Connects to `endpoint`. Prefer ``withRPCClient(to:configuration:logger:isolation:_:)``, which also closes.
    ///
    /// - Throws: ``RPCError`` with a code that tells what is wrong: nobody listening, no TLS, no WebSocket, no time.
    public static func connect(
        to endpoint: RPCEndpoint, configuration: WebSocketConfiguration = WebSocketConfiguration(),
        logger: Logger = .silent
    ) async throws(RPCError) -> WebSocketRPCClient {
        let session = try await ConnectionAttempt(
            to: endpoint, configuration: configuration, observer: RPCObserver(logger)
        ).run()
        return WebSocketRPCClient(session: session)
    }

    private init(session: WebSocketSession) {
        endpoint = session.endpoint
        self.session = session
    }

    deinit { session.beginClose() }

    public func request(method: String, params: JSONValue, timeout: Duration?) async throws(RPCError) -> JSONValue {
        try await session.observer.observe(method, on: { endpoint }) { () async throws(RPCError) in
            try await session.request(method: method, params: params, timeout: timeout)
        }
    }

    public func subscribe(
        method: String, params: JSONValue, unsubscribe: String, buffering: RPCSubscription.Buffering
    ) async throws(RPCError) -> RPCSubscription {
        try await session.observer.observe(method, at: .debug, on: { endpoint }) { () async throws(RPCError) in
            try await session.subscribe(
                method: method, params: params, unsubscribe: unsubscribe, buffering: buffering)
        }
    }

    /// Why the connection ended; nil while it is open.
    public var failure: RPCError? { session.failure }

    /// Says goodbye to the node, ends everything that waits, and returns when the socket is closed.
    ///
    /// Works in a cancelled task too. A node that does not answer is cut off after the close timeout.
    public func close() async { await session.close() }

    /// Requests without an answer and subscriptions that the node is sending to.
    package var load: (requests: Int, subscriptions: Int) { session.load }

    /// Bytes of requests that are not written yet.
    package var queuedBytes: Int { session.queuedBytes }
}

/// Connects to `endpoint`, runs `body`, and closes the connection however `body` ends.
///
/// - Parameter logger: hears of the connection, and of every request at the level `trace`.
public func withRPCClient<Value>(
    to endpoint: RPCEndpoint, configuration: WebSocketConfiguration = WebSocketConfiguration(),
    logger: Logger = .silent, isolation: isolated (any Actor)? = #isolation,
    _ body: (WebSocketRPCClient) async throws -> Value
) async throws -> Value {
    let client = try await WebSocketRPCClient.connect(to: endpoint, configuration: configuration, logger: logger)
    do {
        let value = try await body(client)
        await client.close()
        return value
    } catch {
        await client.close()
        throw error
    }
}
