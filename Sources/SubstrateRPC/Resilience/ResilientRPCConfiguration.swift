// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// How a ``ResilientRPCClient`` keeps its connection, and when it gives up.
public struct ResilientRPCConfiguration: Hashable, Sendable {
    /// A question whose answer tells one chain from another.
    public struct Identity: Hashable, Sendable {
        public var method: String
        public var params: JSONValue

        public init(method: String, params: JSONValue = []) {
            self.method = method
            self.params = params
        }

        /// The hash of block 0.
        public static let genesisHash = Identity(method: "chain_getBlockHash", params: [0])
    }

    /// The limits of every single connection: sizes, numbers, times, pings, trust.
    public var webSocket = WebSocketConfiguration()
    /// The waits between attempts, once every endpoint has been tried.
    public var backoff = RPCBackoff()
    /// How long the first connection may be tried for, after each endpoint had its turn once. Zero tells a wrong
    /// address, or a node that is down, at once.
    public var firstConnectionLimit: Duration = .zero
    /// How long a lost connection may be tried for before the client ends, and how long one request may be repeated.
    public var retryLimit: Duration = .seconds(120)
    /// How often one request is sent before its failure is told.
    public var attemptLimit = 8
    /// A connection that lasted so long is good: the next attempt goes to the same endpoint, at once.
    public var stableAfter: Duration = .seconds(5)
    /// What may be sent again when a connection was lost.
    public var repeatableMethods = RepeatableMethods.substrate
    /// Asked on every connection before it is used: an endpoint with another answer than the first one's is refused,
    /// because its chain is another one. Nil asks nothing and believes every endpoint.
    public var identity: Identity? = .genesisHash

    public init() {}
}
