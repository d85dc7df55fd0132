public import SubstratePrimitives

/// A server that could not start or had to stop.
public struct RPCServerError: CodedError {
    public enum Code: Hashable, Sendable {
        /// The address is taken, not this machine's, or not allowed.
        case cannotListen
        /// The listening socket failed.
        case stopped
    }

    public let code: Code
    public let reason: String

    init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }
}
