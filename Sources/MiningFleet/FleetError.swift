// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import NATSClient
public import SubstratePrimitives

/// A document between coordinator and workers that is none, or a bus that does not carry it.
public struct FleetError: CodedError {
    public struct Code: ErrorCode {
        public let name: String

        private init(_ name: String) { self.name = name }

        /// A document that is not as this version writes it, or beyond its bounds.
        public static let malformed = Code("malformed")
        /// A document of a version that is not known here.
        public static let unknownVersion = Code("unknownVersion")
        /// A name that no worker can have.
        public static let invalidName = Code("invalidName")
        /// More puzzles, or a larger one, than a job can have.
        public static let jobTooLarge = Code("jobTooLarge")
        /// Another coordinator tells the same fleet what to do.
        public static let superseded = Code("superseded")
        /// The broker could not be reached, or refuses.
        public static let bus = Code("bus")
    }

    public let code: Code
    public let reason: String
    public let origin: ErrorOrigin
    /// What the broker's client said, when the code is ``Code/bus``.
    public let cause: NATSError?

    public init(_ code: Code, _ reason: String, fileID: StaticString = #fileID, line: UInt = #line) {
        self.code = code
        self.reason = reason
        origin = ErrorOrigin(fileID: fileID, line: line)
        cause = nil
    }

    init(_ cause: NATSError) {
        code = .bus
        reason = cause.reason
        origin = cause.origin
        self.cause = cause
    }
}
