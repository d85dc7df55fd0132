// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// Bytes that are not the SCALE encoding asked for, or a value that does not fit its type.
public struct ScaleError: CodedError {
    public struct Code: ErrorCode {
        public let name: String

        private init(_ name: String) { self.name = name }

        /// The input ends before the value does.
        public static let truncated = Code("truncated")
        /// Bytes remain after the value.
        public static let trailingBytes = Code("trailingBytes")
        /// A compact integer that is not in its shortest form; the chain refuses those.
        public static let notCanonical = Code("notCanonical")
        /// A tag, variant index or boolean byte that its type does not have.
        public static let invalidTag = Code("invalidTag")
        /// Text that is not UTF-8.
        public static let invalidText = Code("invalidText")
        /// A number that its type cannot hold.
        public static let outOfRange = Code("outOfRange")
        /// A type id that the registry does not have.
        public static let unknownType = Code("unknownType")
        /// A value of another shape than its type.
        public static let mismatch = Code("mismatch")
        /// A text that is no JSON.
        public static let notJSON = Code("notJSON")
        /// Values nested deeper than `TypeRegistry.maximumDepth`.
        public static let tooDeep = Code("tooDeep")
        /// More values than bytes of that number can mean.
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

    /// The first byte of `noun` is neither 0 nor 1.
    @usableFromInline @inline(never)
    init(invalidTag byte: UInt8, of noun: String) {
        self.init(.invalidTag, "\(noun) starts with 0 or 1, not \(byte)")
    }
}
