// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// What a signature needs to know of the chain, as of one head. Whoever keeps it fresh can sign without a question.
public struct SigningReadiness: Sendable {
    public let head: BlockHeader
    /// The hash of `head`.
    public let headHash: Hash256
    /// The runtime in force after `head`.
    public let runtime: Runtime
    /// The account's next nonce, those that wait in the node's pool counted in.
    public let nonce: UInt32
    /// The digest of the runtime's metadata, where the chain can check it; see `MetadataCheck`.
    public let metadataDigest: Hash256?

    public init(
        head: BlockHeader, headHash: Hash256, runtime: Runtime, nonce: UInt32, metadataDigest: Hash256? = nil
    ) {
        self.head = head
        self.headHash = headHash
        self.runtime = runtime
        self.nonce = nonce
        self.metadataDigest = metadataDigest
    }
}

extension SubstrateClient {
    /// What `account` needs to sign on top of a state: one question for the nonce, and at most one for each runtime
    /// whether its build checks the digest of its metadata.
    ///
    /// - Throws: `metadataUnchecked` when `check` demands what the node says it cannot do.
    public func readiness(
        of account: AccountID, on state: ChainState, check: MetadataCheck = .off
    ) async throws(ClientError) -> SigningReadiness {
        async let asked = Result { () async throws(ClientError) in try await nextNonce(of: account) }
        let digest = try await metadataDigest(of: state.runtimeAfter, on: state.hash, check: check)
        return SigningReadiness(
            head: state.header, headHash: state.hash, runtime: state.runtimeAfter, nonce: try await asked.get(),
            metadataDigest: digest)
    }
}
