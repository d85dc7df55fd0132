// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The limits of an ``RPCServer``.
public struct RPCServerConfiguration: Hashable, Sendable {
    /// The address to listen on. Anything but loopback opens the chain to the network.
    public var host = "127.0.0.1"
    /// The port to listen on; 0 takes a free one.
    public var port = 0
    /// Whose web pages may speak to it. Programs, which send no `Origin`, always may.
    public var allowedOrigins = WebOrigin.usual
    /// Connections at the same time; more are told so (HTTP 429) and closed.
    public var maxConnections = 256
    /// Calls of one connection that run at the same time; further ones wait unread.
    public var maxConcurrentCalls = 64
    /// Calls in one batch.
    public var maxBatchSize = 1024
    /// Subscriptions of one connection.
    public var maxSubscriptions = 1024
    /// Bytes that the subscriptions of one connection may have kept of what they asked for.
    public var maxSubscriptionBytes = 4 << 20
    /// Bytes in one message from a client.
    public var maxMessageSize = 16 << 20
    /// Bytes that may wait for one slow reader before it is cut off.
    public var maxPendingBytes = 64 << 20
    /// For a new connection to finish its handshake or its HTTP request.
    public var handshakeTimeout: Duration = .seconds(10)

    public init() {}
}
