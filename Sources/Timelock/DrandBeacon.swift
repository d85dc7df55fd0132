// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import BLS12381
public import SubstratePrimitives

/// A beacon of drand: at fixed moments its operators sign the number of a round, together, and publish the signature. What is
/// encrypted until a round is opened with its signature.
public struct DrandBeacon: Hashable, Sendable {
    /// By what its rounds are asked for; nil for a beacon of one's own.
    public let chainHash: Hash256?
    /// The operators' common key: a point of G2 in 96 bytes.
    public let publicKey: [UInt8]
    /// When round 1 is published, in seconds since 1970.
    public let genesis: UInt64
    /// Seconds from one round to the next.
    public let period: UInt64

    /// - Throws: `invalidBeacon` for a public key that is no point of G2, and a period of 0 seconds.
    public init(
        publicKey: [UInt8], genesis: UInt64, period: UInt64, chainHash: Hash256? = nil
    ) throws(TimelockError) {
        guard period > 0 else { throw TimelockError(.invalidBeacon, "a beacon's period is 1 second or more, not 0") }
        self.init(unchecked: publicKey, genesis: genesis, period: period, chainHash: chainHash)
        guard !(try point).isInfinity else {
            throw TimelockError(
                .invalidBeacon, "the beacon's public key is the point at infinity: anybody can sign for it")
        }
    }

    private init(unchecked publicKey: [UInt8], genesis: UInt64, period: UInt64, chainHash: Hash256?) {
        self.publicKey = publicKey
        self.genesis = genesis
        self.period = period
        self.chainHash = chainHash
    }

    /// The public key as a point.
    var point: G2 {
        get throws(TimelockError) {
            do throws(BLSError) {
                return try G2(compressed: publicKey)
            } catch {
                throw TimelockError(.invalidBeacon, "the beacon's public key is none: \(error)")
            }
        }
    }

    /// drand's quicknet (scheme `bls-unchained-g1-rfc9380`), which subtensor chains read: a round every three seconds since August
    /// 2023. Constants: `https://api.drand.sh/52db…e971/info`.
    public static let quicknet = DrandBeacon(
        unchecked: [
            0x83, 0xcf, 0x0f, 0x28, 0x96, 0xad, 0xee, 0x7e, 0xb8, 0xb5, 0xf0, 0x1f, 0xca, 0xd3, 0x91, 0x22, 0x12, 0xc4,
            0x37, 0xe0, 0x07, 0x3e, 0x91, 0x1f, 0xb9, 0x00, 0x22, 0xd3, 0xe7, 0x60, 0x18, 0x3c, 0x8c, 0x4b, 0x45, 0x0b,
            0x6a, 0x0a, 0x6c, 0x3a, 0xc6, 0xa5, 0x77, 0x6a, 0x2d, 0x10, 0x64, 0x51, 0x0d, 0x1f, 0xec, 0x75, 0x8c, 0x92,
            0x1c, 0xc2, 0x2b, 0x0e, 0x17, 0xe6, 0x3a, 0xaf, 0x4b, 0xcb, 0x5e, 0xd6, 0x63, 0x04, 0xde, 0x9c, 0xf8, 0x09,
            0xbd, 0x27, 0x4c, 0xa7, 0x3b, 0xab, 0x4a, 0xf5, 0xa6, 0xe9, 0xc7, 0x6a, 0x4b, 0xc0, 0x9e, 0x76, 0xea, 0xe8,
            0x99, 0x1e, 0xf5, 0xec, 0xe4, 0x5a,
        ], genesis: 1_692_803_367, period: 3,
        chainHash: Hash256(unchecked: [
            0x52, 0xdb, 0x9b, 0xa7, 0x0e, 0x0c, 0xc0, 0xf6, 0xea, 0xf7, 0x80, 0x3d, 0xd0, 0x74, 0x47, 0xa1, 0xf5, 0x47,
            0x77, 0x35, 0xfd, 0x3f, 0x66, 0x17, 0x92, 0xba, 0x94, 0x60, 0x0c, 0x84, 0xe9, 0x71,
        ]))

    /// Where a round's signature is had, as `signature` of a JSON document; nil for a beacon without a chain hash.
    public func address(of round: UInt64) -> String? {
        chainHash.map { "https://api.drand.sh/\($0.bytes.hexDigits)/public/\(round)" }
    }
}
