// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives
import Synchronization
import Timelock

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// Weights that were committed encrypted, and when the chain opens them.
public struct PendingWeights: Hashable, Sendable {
    public let weights: QuantizedWeights
    /// The BLAKE2b-256 of the ciphertext, as the chain's event names it.
    public let commitHash: Hash256
    /// The round of the beacon whose signature opens them.
    public let revealRound: UInt64
    /// When that is published.
    public let published: Date
    /// The first block of the epoch in which the chain opens them.
    public let revealBlock: BlockNumber
}

/// A ciphertext as it was made for one payload and one epoch.
///
/// An action is prepared several times before it is signed. While what it says and when it is opened stay the same, so do its bytes.
final class TimelockedWeights: Sendable {
    private struct Made: Sendable {
        let payload: [UInt8]
        let revealBlock: BlockNumber
        let beacon: DrandBeacon
        let round: UInt64
        let ciphertext: [UInt8]
    }

    private let made = Mutex<Made?>(nil)

    /// The ciphertext of a payload and its round, which `round` gives where none was made yet.
    func ciphertext(
        of payload: [UInt8], openedFrom revealBlock: BlockNumber, by beacon: DrandBeacon, round: UInt64
    ) throws(TimelockError) -> (bytes: [UInt8], round: UInt64) {
        let known = made.withLock { $0 }
        if let known, known.payload == payload, known.revealBlock == revealBlock, known.beacon == beacon {
            return (known.ciphertext, known.round)
        }
        let ciphertext = try beacon.encrypt(payload, until: round).bytes
        made.withLock {
            $0 = Made(
                payload: payload, revealBlock: revealBlock, beacon: beacon, round: round, ciphertext: ciphertext)
        }
        return (ciphertext, round)
    }
}
