public import SubstratePrimitives

/// What can go wrong between a client and a chain.
public struct ClientError: CodedError {
    /// What kind of failure it is.
    public enum Code: Hashable, Sendable {
        /// The connection failed, timed out or was closed.
        case connection
        /// The node answered with a JSON-RPC error of this code.
        case node(Int64)
        /// The node's answer is not what its method returns.
        case malformedAnswer
        /// Metadata that cannot be read, or of a version other than 14 and 15.
        case unsupportedMetadata
        /// The chain's metadata has no such pallet, call, storage item, constant or runtime call.
        case notInRuntime
        /// A value does not fit the type that the chain's metadata asks for.
        case encoding
        /// The chain demands a transaction extension that this client does not know.
        case unknownExtension
        /// The transaction pool refused the extrinsic.
        case refused
        /// The extrinsic left the pool without reaching a block: dropped, usurped or invalid.
        case notIncluded
        /// A block, hash or state that the node does not have.
        case unknownBlock
        /// The task was cancelled.
        case cancelled
    }

    public let code: Code
    public let reason: String
    /// The pool's own number in `Custom error: N`, when it refused an extrinsic with one.
    public let poolErrorCode: UInt8?

    public init(_ code: Code, _ reason: String, poolErrorCode: UInt8? = nil) {
        self.code = code
        self.reason = reason
        self.poolErrorCode = poolErrorCode
    }
}
