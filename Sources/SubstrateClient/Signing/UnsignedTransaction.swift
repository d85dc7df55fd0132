// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
public import SubstrateKeys
public import SubstratePrimitives

/// Everything that a signature will commit to, as a value that can leave this machine: to a person, to a device, to another
/// program.
///
/// ```swift
/// let transaction = try planned.unsigned(as: .sr25519)
/// let file = transaction.json.serialized()              // SDK 11's document for signers elsewhere
/// ```
///
/// What comes back is a `Signature`; ``signed(with:)`` checks it before there is an extrinsic that could be
/// sent. Whoever reads a document that others wrote has it checked by ``init(_:)``, and learns what it does by
/// ``call(by:)``, from metadata that is trusted: what a document says of its call is never believed.
public struct UnsignedTransaction: Hashable, Sendable {
    /// The account that pays.
    public let account: AccountID
    /// The scheme of the account's key, as far as whoever prepared it knew: what a signature of 64 bytes is of.
    public var scheme: KeyScheme
    public let context: SigningContext
    /// The newest block when it was prepared; nil where a document does not tell, as one that never expires.
    public let anchor: BlockNumber?
    /// Call, extras and additional data in bytes.
    public let extrinsic: UnsignedExtrinsic
    /// The chain's transaction extensions by name, in its order.
    public let extensions: [String]

    /// The bytes to sign.
    public var signedBytes: [UInt8] { extrinsic.signedBytes }

    /// The last block that can hold it, as it was prepared; nil when it never expires.
    public var lastBlock: BlockNumber? {
        anchor.flatMap { context.era.death(current: $0.rawValue) }.map { BlockNumber($0 - 1) }
    }

    init(
        account: AccountID, scheme: KeyScheme, context: SigningContext, anchor: BlockNumber?,
        extrinsic: UnsignedExtrinsic, extensions: [String]
    ) {
        self.account = account
        self.scheme = scheme
        self.context = context
        self.anchor = anchor
        self.extrinsic = extrinsic
        self.extensions = extensions
    }

    /// The transaction of a call in bytes.
    ///
    /// - Parameter metadata: says which extensions there are.
    /// - Throws: `unknownExtension` for one that adds something that is not known here.
    public init(
        callData: [UInt8], account: AccountID, scheme: KeyScheme = .sr25519, context: SigningContext,
        anchor: BlockNumber?, metadata: RuntimeMetadata
    ) throws(ClientError) {
        extensions = metadata.extrinsic.extensions.map(\.identifier)
        let encoded = context.encoded(for: extensions)
        for item in metadata.extrinsic.extensions where encoded.unknown.contains(item.identifier) {
            try metadata.requireEmpty(item)
        }
        self.account = account
        self.scheme = scheme
        self.context = context
        self.anchor = anchor
        extrinsic = UnsignedExtrinsic(
            callData: callData, extra: encoded.extra, additionalSigned: encoded.additionalSigned)
    }

    /// The call, by metadata that is trusted: of a node, of a file, or of a proof that the signature commits to.
    ///
    /// - Throws: `invalidDocument` where the metadata has other extensions, and what decoding the call throws.
    public func call(by metadata: RuntimeMetadata) throws(ClientError) -> Call {
        let theirs = metadata.extrinsic.extensions.map(\.identifier)
        guard theirs == extensions else {
            throw ClientError(
                .invalidDocument,
                "the transaction was prepared for the extensions \(excerpt(extensions.joined(separator: ", "), limit: 300)), "
                    + "and the runtime has \(excerpt(theirs.joined(separator: ", "), limit: 300))")
        }
        for item in metadata.extrinsic.extensions where context.encoded(for: [item.identifier]).unknown != [] {
            try metadata.requireEmpty(item)
        }
        return try metadata.decodeCall(extrinsic.callData)
    }

    /// Whether a proof tells what this transaction does, whoever made it: the signature commits to its digest, so that the
    /// chain refuses it where it has other metadata.
    ///
    /// The digest has to stand at the end of what is signed. Elsewhere a chain with other extensions might read it as a part
    /// of a call.
    public func isMeant(by proof: MetadataProof) -> Bool {
        guard let digest = context.metadataHash, (try? proof.digest) == digest else { return false }
        return extensions.last == "CheckMetadataHash" && extrinsic.additionalSigned.suffix(33) == [1] + digest.bytes
    }

    /// The extrinsic with a signature that was made elsewhere.
    ///
    /// - Throws: `signatureMismatch` for one that is not the account's, or of something else.
    public func signed(with signature: Signature) throws(ClientError) -> Extrinsic {
        try signed(with: signature, by: account)
    }

    /// The same with a signature of another key.
    func signed(with signature: Signature, by key: AccountID) throws(ClientError) -> Extrinsic {
        guard signature.isValid(for: signedBytes, by: key) else {
            throw ClientError(
                .signatureMismatch,
                "the signature is not one of this transaction by \(key): something else was signed, or with another "
                    + "key; nothing was sent")
        }
        return extrinsic.assembled(signer: account, signature: signature)
    }
}

extension PlannedTransaction {
    /// The transaction as it waits for its signature.
    ///
    /// - Parameter scheme: of the key that signs.
    public func unsigned(as scheme: KeyScheme = .sr25519) throws(ClientError) -> UnsignedTransaction {
        try unsigned(as: scheme, nonce: nonce)
    }

    func unsigned(as scheme: KeyScheme = .sr25519, nonce: UInt32) throws(ClientError) -> UnsignedTransaction {
        let context = SigningContext(
            genesisHash: genesisHash, specVersion: runtime.version.specVersion,
            transactionVersion: runtime.version.transactionVersion, nonce: nonce, era: era, eraBlockHash: birthHash,
            tip: tip, metadataHash: metadataDigest)
        return try UnsignedTransaction(
            callData: try runtime.metadata.encode(call), account: signer, scheme: scheme, context: context,
            anchor: anchor, metadata: runtime.metadata)
    }
}
