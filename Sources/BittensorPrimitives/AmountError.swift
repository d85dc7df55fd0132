// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// What is wrong with a text that was to be an amount.
public struct AmountError: CodedError {
    /// What kind of failure it is.
    public struct Code: ErrorCode {
        public let name: String

        private init(_ name: String) { self.name = name }

        /// A text that is no number of TAO, too large, or finer than a rao.
        public static let invalidAmount = Code("invalidAmount")
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
