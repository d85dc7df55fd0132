// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import Synchronization

/// The digest of the runtime's own metadata, as a build with `metadata-hash` has it compiled in.
///
/// Computed when it is first asked for, because most chains live without anyone committing to it.
final class MetadataHash: Sendable {
    private let metadata: RuntimeMetadata
    private let chain: MetadataDigest.Chain
    private let known = Mutex<Hash256?>(nil)

    init(_ metadata: RuntimeMetadata, _ version: RuntimeVersion) {
        self.metadata = metadata
        chain = MetadataDigest.Chain(
            specVersion: version.specVersion, specName: version.specName, ss58Prefix: 42, decimals: 9,
            tokenSymbol: "TAO")
    }

    var value: Hash256 {
        known.withLock { known in
            if let known { return known }
            guard let digest = try? metadata.digest(for: chain) else {
                preconditionFailure("this chain's metadata has a digest")
            }
            known = digest
            return digest
        }
    }
}
