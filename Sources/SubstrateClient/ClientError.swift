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
        /// What would be signed is not what was agreed to. Nothing was signed.
        case changed
        /// The signer is not the account that the transaction was planned for. Nothing was signed.
        case wrongSigner
        /// The signer did not sign.
        case notSigned
        /// The journal could not keep what was signed. Nothing was sent.
        case notRecorded
        /// The node cannot have the chain check the metadata that a signature relies on. Nothing was signed.
        case metadataUnchecked
        /// The node serves another chain than the one in question.
        case wrongChain
        /// The extrinsic was signed, and has certainly not left this machine.
        case notSent
        /// The node answered that its transaction pool does not take the extrinsic.
        case refused
        /// The extrinsic is in no block and never will be: its lifetime is over, or its nonce is used, in a final block.
        case notIncluded
        /// The extrinsic is in a block, which was not finalised in time.
        case notFinalized
        /// The extrinsic was sent, and nobody knows what became of it.
        case outcomeUnknown
        /// A block or hash that the node does not have.
        case unknownBlock
        /// A block whose state the node has thrown away; archive nodes keep them all.
        case stateDiscarded
        /// The task was cancelled.
        case cancelled
    }

    public let code: Code
    public let reason: String
    /// What the transaction pool said, when it refused an extrinsic.
    public let poolRefusal: PoolRefusal?
    /// The last thing the node said about an extrinsic that it watched, when that was the end of it.
    public let lastStatus: TransactionStatus?
    /// What to look for, once something was signed. The reason names it too.
    public let submission: SubmissionTrace?
    /// The reason without what to look for.
    package let statement: String
    /// Whether the request has certainly not left this machine.
    let isUnsent: Bool

    /// The pool's own number in `Custom error: N`, when it refused an extrinsic with one.
    public var poolErrorCode: UInt8? { poolRefusal?.customCode }

    /// - Parameter submission: the extrinsic that was signed before; the reason ends with it.
    public init(
        _ code: Code, _ reason: String, poolRefusal: PoolRefusal? = nil, lastStatus: TransactionStatus? = nil,
        submission: SubmissionTrace? = nil
    ) {
        self.init(
            code, reason, poolRefusal: poolRefusal, lastStatus: lastStatus, submission: submission, isUnsent: false)
    }

    init(
        _ code: Code, _ reason: String, poolRefusal: PoolRefusal? = nil, lastStatus: TransactionStatus? = nil,
        submission: SubmissionTrace? = nil, isUnsent: Bool
    ) {
        self.code = code
        statement = reason
        self.reason = submission.map { "\(reason); \($0)" } ?? reason
        self.poolRefusal = poolRefusal
        self.lastStatus = lastStatus
        self.submission = submission
        self.isUnsent = isUnsent
    }

    /// The same error, about an extrinsic that was signed.
    func after(_ trace: SubmissionTrace) -> ClientError {
        ClientError(code, statement, poolRefusal: poolRefusal, lastStatus: lastStatus, submission: trace)
    }
}
