// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// The limits of one ``WebSocketRPCClient``.
public struct WebSocketConfiguration: Hashable, Sendable {
    /// For name lookup, TCP, TLS and WebSocket handshake together.
    public var connectTimeout: Duration = .seconds(10)
    /// For an answer, where the request says nothing else.
    public var requestTimeout: Duration = .seconds(30)
    /// For the other side to confirm the end of the connection before it is simply cut.
    public var closeTimeout: Duration = .seconds(2)
    /// How often the node is asked whether it is there.
    public var pingInterval: Duration = .seconds(5)
    /// A node that completes no message for so long, not even an answer to a ping, is given up, unless a large one is
    /// arriving at a useful speed. It is found out within this time and one ping interval: before a request times out.
    public var idleLimit: Duration = .seconds(15)
    /// Bytes in one message, sent or received, and so in one frame. Metadata is below 1 MiB today.
    public var maxMessageSize = 16 << 20
    /// Requests that wait for their answer at the same time.
    public var maxInFlight = 1 << 14
    /// Bytes of requests that wait to be written because the node, or the network, takes them too slowly.
    public var maxQueuedBytes = 32 << 20
    /// Whose certificates are believed on `wss://`.
    public var trustRoots = TrustRoots.system
    /// Through which proxies nodes are reached.
    public var proxies = ProxySetting.none

    public init() {}
}
