// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec
import SubstrateKeys
import SubstratePrimitives
import Synchronization

extension SubstrateClient {
    /// The digest to sign along, for a runtime whose build checks it; nil where it is not wanted or not known.
    ///
    /// Asked for once for each runtime.
    /// - Throws: `metadataUnchecked` when it is required and cannot be had.
    func metadataDigest(
        of runtime: Runtime, on block: Hash256, check: MetadataCheck
    ) async throws(ClientError) -> Hash256? {
        guard check.demand != .off, runtime.metadata.hasExtension("CheckMetadataHash") else { return nil }
        let known: DigestKnowledge
        if let before = digests.knowledge(of: runtime.version) {
            known = before
        } else {
            known = try await knowledge(of: runtime, on: block, check)
            digests.note(known, of: runtime.version)
        }
        switch known {
        case .checked(let digest): return digest
        case .unchecked(let reason):
            guard check.demand == .whereKnown else { throw Self.unchecked(reason) }
            return nil
        }
    }

    /// Finds out whether the chain checks the digest of a runtime's metadata.
    private func knowledge(
        of runtime: Runtime, on block: Hash256, _ check: MetadataCheck
    ) async throws(ClientError) -> DigestKnowledge {
        let digest: Hash256
        do {
            digest = try runtime.metadataDigest(check)
        } catch {
            return .unchecked(error.reason)
        }
        switch try await probe(runtime, digest, on: block) {
        case .invalid(let invalid) where invalid.name == "BadProof": return .checked(digest)
        case .invalid(let invalid): return .unchecked("the node answers a trial with \(invalid.name)")
        default: return .unchecked("the node offers no trial that tells")
        }
    }

    private static func unchecked(_ reason: String) -> ClientError {
        ClientError(
            .metadataUnchecked,
            "this network's chain can check that a signature is for the call that is shown, and the node says that it cannot "
                + "(\(reason)): nothing was signed; use another node")
    }

    /// What the chain says to a signature that fits nothing and commits to the digest: that it does not fit, where it knows
    /// the digest, and that it cannot tell, where it does not.
    private func probe(
        _ runtime: Runtime, _ digest: Hash256, on block: Hash256
    ) async throws(ClientError) -> DryRun.Verdict {
        do {
            return try await validity(of: try runtime.unfitRemark(genesisHash, digest), on: block)
        } catch {
            switch error.code {
            case .node, .notInRuntime, .malformedAnswer, .encoding, .unknownExtension: return .unknown
            default: throw error
            }
        }
    }
}

/// Whether a runtime's build checks the digest of its metadata.
enum DigestKnowledge: Sendable {
    case checked(Hash256)
    case unchecked(String)
}

/// What was found out about the runtimes of one chain.
final class DigestMemory: Sendable {
    private let known = Mutex<[RuntimeVersion: DigestKnowledge]>([:])

    func knowledge(of version: RuntimeVersion) -> DigestKnowledge? { known.withLock { $0[version] } }

    func note(_ knowledge: DigestKnowledge, of version: RuntimeVersion) { known.withLock { $0[version] = knowledge } }
}

extension RuntimeMetadata {
    func hasExtension(_ identifier: String) -> Bool {
        extrinsic.extensions.contains { $0.identifier == identifier }
    }
}

extension Runtime {
    fileprivate func metadataDigest(_ check: MetadataCheck) throws(ClientError) -> Hash256 {
        try metadata.digest(for: try digestChain(check))
    }

    /// What a digest covers beside this runtime's metadata.
    func digestChain(_ check: MetadataCheck) throws(ClientError) -> MetadataDigest.Chain {
        guard let prefix = (try? metadata.constant("System", "SS58Prefix"))?.uint64.flatMap(UInt16.init(exactly:))
        else {
            throw ClientError(.notInRuntime, "this runtime does not tell the prefix of its addresses")
        }
        return MetadataDigest.Chain(
            specVersion: version.specVersion, specName: version.specName, ss58Prefix: prefix,
            decimals: check.decimals, tokenSymbol: check.symbol)
    }

    /// The call that does nothing, for ever, from the account whose key nobody has, with a signature of zeros.
    fileprivate func unfitRemark(_ genesis: Hash256, _ digest: Hash256) throws(ClientError) -> Extrinsic {
        let context = SigningContext(
            genesisHash: genesis, specVersion: version.specVersion, transactionVersion: version.transactionVersion,
            nonce: 0, era: .immortal, eraBlockHash: genesis, metadataHash: digest)
        let unsigned = try metadata.extrinsic(Call("System", "remark", ["remark": .bytes([])]), context: context)
        return unsigned.assembled(signer: Self.nobody, signature: .zero)
    }

    /// Bytes that are no point of the curve, and so no account's key.
    private static let nobody = AccountID(unchecked: [UInt8](repeating: 0xFF, count: 32))
}
