// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// What can go wrong between a client and a chain.
public struct ClientError: CodedError {
    /// What kind of failure it is.
    public struct Code: ErrorCode {
        public let name: String
        /// The number that the node gave; nil where it gave none.
        public let number: Int64?

        private init(_ name: String, number: Int64? = nil) {
            self.name = name
            self.number = number
        }

        /// A family matches its members: `case .node` is every number.
        public static func ~= (pattern: Code, code: Code) -> Bool {
            pattern == code || (pattern.number == nil && pattern.name == code.name)
        }

        /// The connection failed, timed out or was closed.
        public static let connection = Code("connection")
        /// The node answered with a JSON-RPC error of this code.
        public static func node(_ number: Int64) -> Code { Code("node", number: number) }
        /// The family of all numbers.
        public static let node = Code("node")
        /// The node does not prove what it says of a state, where its word is not enough.
        public static let unproven = Code("unproven")
        /// The node's answer is not what its method returns.
        public static let malformedAnswer = Code("malformedAnswer")
        /// Metadata that cannot be read, or of a version other than 14, 15 and 16.
        public static let unsupportedMetadata = Code("unsupportedMetadata")
        /// The chain's metadata has no such pallet, call, storage item, constant or runtime call.
        public static let notInRuntime = Code("notInRuntime")
        /// A value does not fit the type that the chain's metadata asks for.
        public static let encoding = Code("encoding")
        /// Something that a person wrote does not fit what the chain's metadata asks for.
        public static let invalidArgument = Code("invalidArgument")
        /// The chain demands a transaction extension that this client does not know.
        public static let unknownExtension = Code("unknownExtension")
        /// What would be signed is not what was agreed to. Nothing was signed.
        public static let changed = Code("changed")
        /// The signer is not the account that the transaction was planned for. Nothing was signed.
        public static let wrongSigner = Code("wrongSigner")
        /// The signer did not sign.
        public static let notSigned = Code("notSigned")
        /// The signature is of something else, or of another key. Nothing was sent.
        public static let signatureMismatch = Code("signatureMismatch")
        /// A document that is no transaction, or that contradicts itself. Nothing was signed.
        public static let invalidDocument = Code("invalidDocument")
        /// No block can take it any more. Nothing was sent.
        public static let expired = Code("expired")
        /// The account's extrinsics have passed the transaction's place in their row, or have not come to it. Nothing was sent.
        public static let wrongNonce = Code("wrongNonce")
        /// The journal could not keep what was signed. Nothing was sent.
        public static let notRecorded = Code("notRecorded")
        /// The node cannot have the chain check the metadata that a signature relies on. Nothing was signed.
        public static let metadataUnchecked = Code("metadataUnchecked")
        /// The node serves another chain than the one in question.
        public static let wrongChain = Code("wrongChain")
        /// The extrinsic was signed, and has certainly not left this machine.
        public static let notSent = Code("notSent")
        /// The node answered that its transaction pool does not take the extrinsic.
        public static let refused = Code("refused")
        /// The extrinsic is in no block and never will be: its lifetime is over, or its nonce is used, in a final block.
        public static let notIncluded = Code("notIncluded")
        /// The extrinsic is in a block, which was not finalised in time.
        public static let notFinalized = Code("notFinalized")
        /// The extrinsic was sent, and nobody knows what became of it.
        public static let outcomeUnknown = Code("outcomeUnknown")
        /// A block or hash that the node does not have.
        public static let unknownBlock = Code("unknownBlock")
        /// A block whose state the node has thrown away; archive nodes keep them all.
        public static let stateDiscarded = Code("stateDiscarded")
        /// The task was cancelled.
        public static let cancelled = Code("cancelled")
    }

    public let code: Code
    public let reason: String
    public let origin: ErrorOrigin
    /// What the transaction pool said, when it refused an extrinsic.
    public let poolRefusal: PoolRefusal?
    /// The last thing the node said about an extrinsic that it watched, when that was the end of it.
    public let lastStatus: TransactionStatus?
    /// What to look for, once something was signed. The reason names it too.
    public let submission: SubmissionTrace?
    /// The reason without advice, and without what to look for.
    package let statement: String
    /// Whether the request has certainly not left this machine.
    let isUnsent: Bool

    /// The pool's own number in `Custom error: N`, when it refused an extrinsic with one.
    public var poolErrorCode: UInt8? { poolRefusal?.customCode }

    /// - Parameter submission: the extrinsic that was signed before; the reason ends with it.
    public init(
        _ code: Code, _ reason: String, poolRefusal: PoolRefusal? = nil, lastStatus: TransactionStatus? = nil,
        submission: SubmissionTrace? = nil, fileID: StaticString = #fileID, line: UInt = #line
    ) {
        self.init(
            code, reason, poolRefusal: poolRefusal, lastStatus: lastStatus, submission: submission, isUnsent: false,
            origin: ErrorOrigin(fileID: fileID, line: line))
    }

    init(
        _ code: Code, _ reason: String, poolRefusal: PoolRefusal? = nil, lastStatus: TransactionStatus? = nil,
        submission: SubmissionTrace? = nil, isUnsent: Bool, origin: ErrorOrigin
    ) {
        self.code = code
        self.origin = origin
        statement = reason
        let note = poolRefusal?.note.map { ". \($0.meaning). \($0.advice)" } ?? ""
        self.reason = reason + note + (submission.map { "; \($0)" } ?? "")
        self.poolRefusal = poolRefusal
        self.lastStatus = lastStatus
        self.submission = submission
        self.isUnsent = isUnsent
    }

    /// The same error, about an extrinsic that was signed.
    func after(_ trace: SubmissionTrace) -> ClientError {
        ClientError(
            code, statement, poolRefusal: poolRefusal, lastStatus: lastStatus, submission: trace, isUnsent: false,
            origin: origin)
    }
}
