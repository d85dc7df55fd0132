public import SubstratePrimitives

/// Bytes that are not the SCALE encoding asked for, or a value that does not fit its type.
public struct ScaleError: CodedError {
    public enum Code: Hashable, Sendable {
        /// The input ends before the value does.
        case truncated
        /// Bytes remain after the value.
        case trailingBytes
        /// A compact integer that is not in its shortest form; the chain refuses those.
        case notCanonical
        /// A tag, variant index or boolean byte that its type does not have.
        case invalidTag
        /// Text that is not UTF-8.
        case invalidText
        /// A number that its type cannot hold.
        case outOfRange
        /// A type id that the registry does not have.
        case unknownType
        /// A value of another shape than its type.
        case mismatch
        /// Values nested deeper than `TypeRegistry.maximumDepth`.
        case tooDeep
        /// More values than bytes of that number can mean.
        case tooLarge
    }

    public let code: Code
    public let reason: String

    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    /// The first byte of `noun` is neither 0 nor 1.
    @usableFromInline @inline(never)
    init(invalidTag byte: UInt8, of noun: String) {
        self.init(.invalidTag, "\(noun) starts with 0 or 1, not \(byte)")
    }
}
