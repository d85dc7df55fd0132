// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BLS12381
import SubstratePrimitives

/// What a beacon publishes of a round: the key to all that was encrypted until then.
public struct BeaconSignature: Hashable, Sendable {
    /// A point of G1 in 48 bytes.
    public let bytes: [UInt8]
    let point: G1

    /// - Throws: `invalidBeaconSignature` for bytes that are no point of G1, or the one at infinity.
    public init(_ bytes: [UInt8]) throws(TimelockError) {
        do throws(BLSError) {
            point = try G1(compressed: bytes)
        } catch {
            throw TimelockError(.invalidBeaconSignature, "these bytes are no beacon's signature: \(error)")
        }
        guard !point.isInfinity else {
            throw TimelockError(
                .invalidBeaconSignature, "these bytes are no beacon's signature: the point at infinity signs nothing")
        }
        self.bytes = bytes
    }

    public static func == (lhs: BeaconSignature, rhs: BeaconSignature) -> Bool { lhs.bytes == rhs.bytes }

    public func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}

extension DrandBeacon {
    /// Whether a signature is this beacon's of a round.
    public func isValid(_ signature: BeaconSignature, of round: UInt64) throws(TimelockError) -> Bool {
        Pairing(signature.point, .generator) == Pairing(try Self.identity(of: round), try point)
    }

    /// Refuses a signature that is not this beacon's of a round.
    public func verify(_ signature: BeaconSignature, of round: UInt64) throws(TimelockError) {
        guard try isValid(signature, of: round) else {
            throw TimelockError(
                .wrongSignature,
                "the signature is not the beacon's of round \(round): it is of another round or another beacon"
                    + (address(of: round).map { "; the right one is at \($0)" } ?? ""))
        }
    }
}
