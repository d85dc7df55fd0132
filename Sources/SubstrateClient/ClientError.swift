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
        /// The extrinsic is in a block, which was not finalised in time.
        case notFinalized
        /// A block or hash that the node does not have.
        case unknownBlock
        /// A block whose state the node has thrown away; archive nodes keep them all.
        case stateDiscarded
        /// The task was cancelled.
        case cancelled
    }

    public let code: Code
    public let reason: String
    /// The pool's own number in `Custom error: N`, when it refused an extrinsic with one.
    public let poolErrorCode: UInt8?

    /// Whether the pool refused an extrinsic because its nonce is used already.
    let isNonceTaken: Bool
    /// The last thing the node said about an extrinsic that it watched, when that was the end of it.
    public let lastStatus: TransactionStatus?

    public init(
        _ code: Code, _ reason: String, poolErrorCode: UInt8? = nil, lastStatus: TransactionStatus? = nil
    ) {
        self.init(code, reason, poolErrorCode: poolErrorCode, lastStatus: lastStatus, isNonceTaken: false)
    }

    init(
        _ code: Code, _ reason: String, poolErrorCode: UInt8? = nil, lastStatus: TransactionStatus? = nil,
        isNonceTaken: Bool
    ) {
        self.code = code
        self.reason = reason
        self.poolErrorCode = poolErrorCode
        self.lastStatus = lastStatus
        self.isNonceTaken = isNonceTaken
    }
}
