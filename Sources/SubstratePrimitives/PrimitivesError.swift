// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A text or a byte string that is not what it should be: hex, an SS58 address, a number.
public struct PrimitivesError: CodedError {
    public struct Code: ErrorCode {
        public let name: String

        private init(_ name: String) { self.name = name }

        public static let invalidHex = Code("invalidHex")
        public static let wrongLength = Code("wrongLength")
        public static let invalidSS58 = Code("invalidSS58")
        public static let wrongSS58Checksum = Code("wrongSS58Checksum")
        public static let wrongSS58Prefix = Code("wrongSS58Prefix")
        public static let invalidNumber = Code("invalidNumber")
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
