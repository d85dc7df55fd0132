// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstrateRPC

/// How a client behaves towards its broker. The defaults suit a broker that is seconds away at most.
public struct NATSConfiguration: Sendable {
    /// What the server's own lists call this client.
    public var name = "swift-bittensor"
    /// Who this client is; what stands in a server's address comes before it.
    public var credentials: NATSCredentials?
    /// Whose certificates are believed.
    public var trustRoots = WebSocketConfiguration.TrustRoots.system
    /// How long name, TCP, TLS and handshake may take together.
    public var connectTimeout: Duration = .seconds(5)
    /// How long a request waits, where it does not say so itself. While there is no connection it waits for one.
    public var requestTimeout: Duration = .seconds(5)
    /// How often the server is asked whether it is there.
    public var pingInterval: Duration = .seconds(1)
    /// The connection is given up when so many pings are unanswered and it is time for one more.
    public var maxUnansweredPings = 2
    /// The waits between attempts to come back.
    public var backoff = RPCBackoff(base: .milliseconds(100), limit: .seconds(5))
    /// The first word of the subjects where answers come in. A server can let each user listen to its own alone.
    public var inboxPrefix = "_INBOX"
    /// The most requests that wait at the same time.
    public var maxRequests = 4096
    /// The most subscriptions at the same time.
    public var maxSubscriptions = 1024

    public init(credentials: NATSCredentials? = nil) { self.credentials = credentials }
}
