// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// A connection that could not be made or kept, or a request that did not come back as it should.
public struct RPCError: CodedError {
    public struct Code: ErrorCode {
        public let name: String
        /// The number that the node gave; nil where it gave none.
        public let number: Int64?

        private init(_ name: String, number: Int64? = nil) {
            self.name = name
            self.number = number
        }

        /// A family matches its members: `case .remote` is every number.
        public static func ~= (pattern: Code, code: Code) -> Bool {
            pattern == code || (pattern.number == nil && pattern.name == code.name)
        }

        /// The address is not a usable `ws://` or `wss://` URL.
        public static let invalidURL = Code("invalidURL")
        /// No connection came about: unknown host, refused, closed in the handshake.
        public static let cannotConnect = Code("cannotConnect")
        /// TLS was refused or the certificate is not to be trusted.
        public static let tlsFailure = Code("tlsFailure")
        /// What answers there refuses the WebSocket by a status of HTTP: moved, no credentials, no such path.
        public static let handshakeRefused = Code("handshakeRefused")
        /// The environment names a proxy that is none, or that cannot be used for this endpoint.
        public static let invalidProxy = Code("invalidProxy")
        /// The proxy refuses: it wants credentials, or does not let anybody through to this endpoint.
        public static let proxyRefused = Code("proxyRefused")
        /// Something answers there, but it does not speak WebSocket.
        public static let notAWebSocket = Code("notAWebSocket")
        /// The connection ended, by either side. What was in flight may or may not have been done.
        public static let closed = Code("closed")
        /// The node said nothing for too long, not even that it is there, and was given up.
        public static let silent = Code("silent")
        /// No answer within the time allowed. The node may still do what it was asked.
        public static let timedOut = Code("timedOut")
        /// A text that is no JSON, or beyond the limits for depth and number of values.
        public static let invalidJSON = Code("invalidJSON")
        /// The node broke the protocol; nothing more can be believed on this connection.
        public static let malformedReply = Code("malformedReply")
        /// A message beyond the configured size, sent or received.
        public static let tooLarge = Code("tooLarge")
        /// As many requests as the configuration allows are waiting already.
        public static let tooManyRequests = Code("tooManyRequests")
        /// A subscription whose elements must all be seen was read too slowly.
        public static let subscriptionOverflow = Code("subscriptionOverflow")
        /// A request that must not be repeated was on its way when the connection ended: it may or may not have been
        /// carried out.
        public static let outcomeUnknown = Code("outcomeUnknown")
        /// No endpoint answered for as long, or as often, as the configuration allows.
        public static let unreachable = Code("unreachable")
        /// The node, or somebody before it, answers no more than so many calls; see ``RPCError/retryAfter``.
        public static let rateLimited = Code("rateLimited")
        /// The endpoint serves another chain than the one that this client is connected to.
        public static let wrongChain = Code("wrongChain")
        /// The node does not prove what it says, where its word is not enough.
        public static let unproven = Code("unproven")
        /// The task was cancelled.
        public static let cancelled = Code("cancelled")
        /// The node answered with a JSON-RPC error; see ``RPCError/remoteError``.
        public static func remote(code number: Int64) -> Code { Code("remote", number: number) }
        /// The family of all numbers.
        public static let remote = Code("remote")
    }

    /// The error object of a JSON-RPC answer, as the node sent it.
    public struct RemoteError: Error, Hashable {
        public let code: Int64
        public let message: String
        public let data: JSONValue?

        public init(code: Int64, message: String, data: JSONValue? = nil) {
            self.code = code
            self.message = message
            self.data = data
        }
    }

    public let code: Code
    public private(set) var reason: String
    public let origin: ErrorOrigin
    /// What the node said, whole, when the code is ``Code/remote(code:)``, or when a refusal of the node is behind it.
    public let remoteError: RemoteError?
    /// How long whoever refused asks to be left alone, if it said so.
    public let retryAfter: Duration?
    /// Whether the request has certainly not left this machine, so that even a submission may be sent elsewhere.
    public private(set) var isUnsent = false

    public init(_ code: Code, _ reason: String, fileID: StaticString = #fileID, line: UInt = #line) {
        self.init(code, reason, cause: nil, fileID: fileID, line: line)
    }

    /// An error that has another one behind it, whose details it keeps.
    init(
        _ code: Code, _ reason: String, cause: RPCError?, retryAfter: Duration? = nil, fileID: StaticString = #fileID,
        line: UInt = #line
    ) {
        self.code = code
        self.reason = reason
        origin = ErrorOrigin(fileID: fileID, line: line)
        remoteError = cause?.remoteError
        self.retryAfter = retryAfter ?? cause?.retryAfter
    }

    /// The node's refusal of a call of `method`.
    public init(
        remote error: RemoteError, method: String, endpoint: String, fileID: StaticString = #fileID, line: UInt = #line
    ) {
        origin = ErrorOrigin(fileID: fileID, line: line)
        let details =
            switch error.data {
            case .none, .some(.null): ""
            case .some(.string(let text)): " (\(excerpt(text, limit: 300)))"
            case .some(let value): " (\(excerpt(value.description, limit: 300)))"
            }
        self.code = .remote(code: error.code)
        let words = excerpt(error.message, limit: 300)
        self.reason = "\(endpoint) refused \(method): \(words)\(details), code \(error.code)"
        self.remoteError = error
        retryAfter = NodeRateLimit.retryAfter(error)
    }

    /// The same error in other words.
    package func saying(_ reason: String) -> RPCError {
        var error = self
        error.reason = reason
        return error
    }

    /// The same error of a request that was never written.
    var unsent: RPCError {
        var error = self
        error.isUnsent = true
        return error
    }
}
