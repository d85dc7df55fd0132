/// A text or a byte string that is not what it should be: hex, an SS58 address, a number.
public struct PrimitivesError: CodedError {
    public enum Code: Hashable, Sendable {
        case invalidHex
        case wrongLength
        case invalidSS58
        case wrongSS58Checksum
        case wrongSS58Prefix
        case invalidNumber
    }

    public let code: Code
    public let reason: String

    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }
}
