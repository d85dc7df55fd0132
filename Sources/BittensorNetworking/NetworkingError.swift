public import SubstratePrimitives

/// Something between two peers went wrong: a message, a tensor, a signature, a file or a setting.
public struct NetworkingError: CodedError {
    public enum Code: Hashable, Sendable {
        /// Bytes that are no JSON.
        case invalidJSON
        /// JSON that nests too deeply or has too many values.
        case jsonLimit
        /// JSON with a text that is not UTF-8.
        case notUnicode
        /// A value of another type than its field.
        case wrongType
        /// A required field is absent.
        case missingField
        /// A header that cannot be read.
        case invalidHeader
        /// A tensor that is not what it says.
        case invalidTensor
        /// Bytes that are no MessagePack.
        case invalidMessagePack
        /// Bytes that are no safetensors file.
        case invalidSafetensors
        /// Settings that contradict each other, or a route that cannot be served.
        case invalidConfiguration
        /// No address of a peer.
        case invalidAddress
        /// A version that has no integer form.
        case invalidVersion
        /// The nonce file cannot be read or written.
        case nonceFile
        /// The other side went away in the middle of an answer.
        case brokenStream
    }

    public let code: Code
    public let reason: String

    public init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }
}
