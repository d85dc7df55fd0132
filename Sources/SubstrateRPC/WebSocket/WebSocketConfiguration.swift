/// The limits of one ``WebSocketRPCClient``.
public struct WebSocketConfiguration: Hashable, Sendable {
    /// Whose certificates are believed on `wss://`.
    public enum TrustRoots: Hashable, Sendable {
        /// Those of the operating system.
        case system
        /// Those in a PEM file, in addition to nobody else's: for a private chain with its own authority.
        case pemFile(String)
    }

    /// For name lookup, TCP, TLS and WebSocket handshake together.
    public var connectTimeout: Duration = .seconds(10)
    /// For an answer, where the request says nothing else.
    public var requestTimeout: Duration = .seconds(30)
    /// For the other side to confirm the end of the connection before it is simply cut.
    public var closeTimeout: Duration = .seconds(2)
    /// How often the node is asked whether it is there.
    public var pingInterval: Duration = .seconds(20)
    /// A node that sends nothing at all for so long, not even an answer to a ping, is given up.
    public var idleLimit: Duration = .seconds(60)
    /// Bytes in one message, sent or received, and so in one frame. Metadata is below 1 MiB today.
    public var maxMessageSize = 16 << 20
    /// Requests that wait for their answer at the same time.
    public var maxInFlight = 1 << 14
    public var trustRoots: TrustRoots = .system

    public init() {}
}
