// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateClient
import SubstratePrimitives
import Synchronization

/// The extrinsics that have been read, and whose signatures have been found good: a block need not do again what the pool has done.
final class KnownExtrinsics: Sendable {
    /// As many bytes as wait in a pool.
    private static let mostBytes = 20 << 20

    private struct Contents {
        var extrinsics: [Hash256: SignedExtrinsic] = [:]
        var byteCount = 0
    }

    private let contents = Mutex(Contents())

    /// An extrinsic that a block could take, be it later.
    ///
    /// - Parameter wasCarried: whether another one carried it, so that no pool has seen it.
    func checked(
        _ bytes: [UInt8], in execution: Execution, wasCarried: Bool = false
    ) throws(TransactionFault) -> SignedExtrinsic {
        let hash = Extrinsic(bytes: bytes).hash
        let known = contents.withLock { $0.extrinsics[hash] }
        var extrinsic = if let known { known } else { try SignedExtrinsic(bytes, runtime: execution.runtime) }
        extrinsic.wasCarried = wasCarried
        try execution.validate(&extrinsic)
        if known == nil { keep(extrinsic) }
        return extrinsic
    }

    private func keep(_ extrinsic: SignedExtrinsic) {
        contents.withLock { contents in
            if contents.byteCount + extrinsic.byteCount > Self.mostBytes { contents = Contents() }
            if contents.extrinsics.updateValue(extrinsic, forKey: extrinsic.hash) == nil {
                contents.byteCount += extrinsic.byteCount
            }
        }
    }
}
