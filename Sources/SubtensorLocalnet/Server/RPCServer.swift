// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A JSON-RPC 2.0 server for WebSockets (any path) and plain HTTP `POST`, as a Substrate node offers on one port.
///
/// It has no authentication: keep it on loopback. Web pages are refused by their `Origin`, but for
/// ``RPCServerConfiguration/allowedOrigins``.
public struct RPCServer: Sendable {
    /// The address that it listens on.
    public let host: String
    /// The port that it listens on: the real one when 0 was asked for.
    public let port: Int
    private let connections: OpenConnections

    private init(host: String, port: Int, connections: OpenConnections) {
        self.host = host
        self.port = port
        self.connections = connections
    }

    /// The WebSocket address for a client.
    public var url: String { "ws://\(host.contains(":") ? "[\(host)]" : host):\(port)" }

    /// Closes every connection, as a node that fails does, and goes on listening.
    public func dropConnections() { connections.closeOpen() }

    /// Serves `handler` while `body` runs, then closes every connection, ends every call, and returns.
    ///
    /// The end waits for the handler's running calls, which are cancelled: they must heed that.
    /// - Throws: ``RPCServerError`` when it cannot listen; else what `body` throws.
    public static func with<Value: Sendable>(
        handler: any RPCHandler, configuration: RPCServerConfiguration = RPCServerConfiguration(),
        isolation: isolated (any Actor)? = #isolation,
        _ body: (RPCServer) async throws -> Value
    ) async throws -> Value {
        let listener = try await RPCListener(handler: handler, configuration: configuration)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.serve() }
            let value: Value
            do {
                value = try await body(
                    RPCServer(
                        host: configuration.host, port: listener.port, connections: listener.connections))
            } catch {
                group.cancelAll()
                try? await group.waitForAll()
                throw error
            }
            group.cancelAll()
            try await group.waitForAll()
            return value
        }
    }
}
