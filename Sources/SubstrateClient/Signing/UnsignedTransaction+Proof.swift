// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstratePrimitives

extension UnsignedTransaction {
    /// What a signer without a network has to know to read this transaction, with the proof that the chain has it so.
    ///
    /// - Parameters:
    ///   - runtime: the one that it was prepared for.
    ///   - check: what the digest was made with.
    /// - Throws: `metadataUnchecked` when the signature commits to no digest, or to another one.
    public func proof(by runtime: Runtime, _ check: MetadataCheck) throws(ClientError) -> MetadataProof {
        let proof = try runtime.metadata.proof(of: extrinsic, on: try runtime.digestChain(check))
        guard isMeant(by: proof) else {
            throw ClientError(
                .metadataUnchecked,
                "the signature does not commit to the runtime's metadata: this build of the chain does not check it")
        }
        return proof
    }
}
