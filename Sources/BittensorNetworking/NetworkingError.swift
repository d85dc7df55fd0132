// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// Something between two peers went wrong: a message, a tensor, a signature, a file or a setting.
public struct NetworkingError: CodedError {
    public struct Code: ErrorCode {
        public let name: String

        private init(_ name: String) { self.name = name }

        /// Bytes that are no JSON.
        public static let invalidJSON = Code("invalidJSON")
        /// JSON that nests too deeply or has too many values.
        public static let jsonLimit = Code("jsonLimit")
        /// JSON with a text that is not UTF-8.
        public static let notUnicode = Code("notUnicode")
        /// A value of another type than its field.
        public static let wrongType = Code("wrongType")
        /// A whole number that does not fit its field: more than 64 bits, or more than the field's type has.
        public static let numberOutOfRange = Code("numberOutOfRange")
        /// A required field is absent.
        public static let missingField = Code("missingField")
        /// A header that cannot be read.
        public static let invalidHeader = Code("invalidHeader")
        /// A tensor that is not what it says.
        public static let invalidTensor = Code("invalidTensor")
        /// Bytes that are no MessagePack.
        public static let invalidMessagePack = Code("invalidMessagePack")
        /// Settings that contradict each other, or a route that cannot be served.
        public static let invalidConfiguration = Code("invalidConfiguration")
        /// No address of a peer.
        public static let invalidAddress = Code("invalidAddress")
        /// A version that has no integer form.
        public static let invalidVersion = Code("invalidVersion")
        /// The nonce file cannot be read or written.
        public static let nonceFile = Code("nonceFile")
        /// The other side went away in the middle of an answer.
        public static let brokenStream = Code("brokenStream")
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
