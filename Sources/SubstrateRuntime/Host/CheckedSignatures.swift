// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstrateKeys
import SubstratePrimitives
import Synchronization

/// Signatures that were found good before: an extrinsic is judged when it comes, applied when its block is made and run again
/// when the block is checked, and its signature is the same each time.
///
/// Two generations of bounded size: what is asked for again moves into the younger one.
final class CheckedSignatures: Sendable {
    private struct Generations {
        var young: Set<Digest> = []
        var old: Set<Digest> = []
    }

    private let generations = Mutex(Generations())
    private let capacity: Int

    init(capacity: Int = 8192) { self.capacity = capacity }

    /// Whether `signature` is `account`'s over exactly `message`. Only what is good is remembered.
    func isValid(_ signature: Signature, for message: [UInt8], by account: AccountID) -> Bool {
        // What comes before the message has the same length each time.
        let scheme: UInt8 = signature.scheme == .sr25519 ? 1 : 0
        let digest = Digest(hashing: [scheme] + signature.bytes + account.bytes + message)
        let (isYoung, isOld) = generations.withLock { ($0.young.contains(digest), $0.old.contains(digest)) }
        if isYoung { return true }
        guard isOld || signature.isValid(for: message, by: account) else { return false }
        generations.withLock { generations in
            if generations.young.count >= capacity {
                generations.old = generations.young
                generations.young.removeAll()
            }
            generations.young.insert(digest)
        }
        return true
    }
}
