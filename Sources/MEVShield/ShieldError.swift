// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// A key or an encrypted transaction that is not what it should be.
public struct ShieldError: CodedError {
    public struct Code: ErrorCode {
        public let name: String

        private init(_ name: String) { self.name = name }

        /// Bytes that are no key of ML-KEM-768.
        public static let invalidKey = Code("invalidKey")
        /// Bytes that are no encrypted transaction.
        public static let invalidMessage = Code("invalidMessage")
        /// A transaction that does not fit in an encrypted one.
        public static let tooLarge = Code("tooLarge")
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
