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
    func checked(_ bytes: [UInt8], in execution: Execution) throws(TransactionFault) -> SignedExtrinsic {
        let hash = Extrinsic(bytes: bytes).hash
        var extrinsic: SignedExtrinsic
        if let known = contents.withLock({ $0.extrinsics[hash] }) {
            extrinsic = known
            try execution.validate(&extrinsic)
        } else {
            extrinsic = try SignedExtrinsic(bytes, runtime: execution.runtime)
            try execution.validate(&extrinsic)
            keep(extrinsic)
        }
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
