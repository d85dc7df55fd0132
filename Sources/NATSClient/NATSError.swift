// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// A broker that could not be reached or kept, or that refused what it was asked. Reasons never quote a secret.
public struct NATSError: CodedError {
    public struct Code: ErrorCode {
        public let name: String
        /// The number that JetStream gave; nil where it gave none.
        public let number: Int?

        private init(_ name: String, number: Int? = nil) {
            self.name = name
            self.number = number
        }

        /// A family matches its members: `case .jetStream` is every number.
        public static func ~= (pattern: Code, code: Code) -> Bool {
            pattern == code || (pattern.number == nil && pattern.name == code.name)
        }

        /// The address is not a usable `nats://` or `tls://` URL.
        public static let invalidURL = Code("invalidURL")
        /// The text cannot be a subject, or has a wildcard where there must be none.
        public static let invalidSubject = Code("invalidSubject")
        /// A name or a value that cannot be a header.
        public static let invalidHeader = Code("invalidHeader")
        /// A seed, or a file of credentials, that is none.
        public static let invalidCredentials = Code("invalidCredentials")
        /// A name that no stream, consumer, bucket or key can have.
        public static let invalidName = Code("invalidName")
        /// No connection came about: unknown host, refused, closed in the handshake.
        public static let cannotConnect = Code("cannotConnect")
        /// TLS was refused, or the certificate is not to be trusted.
        public static let tlsFailure = Code("tlsFailure")
        /// Something answers there, but it does not speak NATS.
        public static let notNATS = Code("notNATS")
        /// The server lacks what this client needs: headers, direct reads, JetStream.
        public static let serverTooOld = Code("serverTooOld")
        /// The server knows neither this user nor this password, token or key.
        public static let authenticationRefused = Code("authenticationRefused")
        /// The user may not publish, or not subscribe, there.
        public static let permissionDenied = Code("permissionDenied")
        /// The server ended the connection and said why.
        public static let refused = Code("refused")
        /// The server broke the protocol; nothing more can be believed on this connection.
        public static let malformedReply = Code("malformedReply")
        /// The connection ended. What was in flight may or may not have been done.
        public static let connectionLost = Code("connectionLost")
        /// The server left pings unanswered and was given up.
        public static let silent = Code("silent")
        /// No answer within the time allowed.
        public static let timedOut = Code("timedOut")
        /// Nobody subscribes to what was asked: no such service, stream or bucket.
        public static let noResponders = Code("noResponders")
        /// More bytes than the server takes in one message.
        public static let tooLarge = Code("tooLarge")
        /// As many requests, or subscriptions, as the configuration allows are open already.
        public static let tooMany = Code("tooMany")
        /// The client was closed.
        public static let closed = Code("closed")
        /// The task was cancelled.
        public static let cancelled = Code("cancelled")
        /// The server has JetStream switched off, or not for this account.
        public static let noJetStream = Code("noJetStream")
        /// JetStream refused; its own number tells why.
        public static func jetStream(_ number: Int) -> Code { Code("jetStream", number: number) }
        /// The family of all numbers.
        public static let jetStream = Code("jetStream")
    }

    public let code: Code
    public let reason: String
    public let origin: ErrorOrigin

    public init(_ code: Code, _ reason: String, fileID: StaticString = #fileID, line: UInt = #line) {
        self.code = code
        self.reason = reason
        origin = ErrorOrigin(fileID: fileID, line: line)
    }
}
