// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import BittensorPrimitives
import ScaleCodec
public import SubstratePrimitives

/// A weight that is lost among larger ones: the chain counts in 65535ths of the largest.
package struct LostWeight: Hashable, Sendable, CustomStringConvertible {
    let uid: UInt16
    /// As they were given, in their own precision.
    let weight: String
    let largest: String

    package var description: String {
        "the weight \(weight) of uid \(uid) rounds to nothing: it is less than half a 65535th of the largest, \(largest)"
    }
}

/// Weights as the chain takes them: one 16-bit number for each uid.
public struct QuantizedWeights: Hashable, Sendable {
    public let uids: [UInt16]
    public let values: [UInt16]

    /// Divides by the largest weight, takes the part of 65535 rounded half to even, and leaves out zeros.
    ///
    /// Weights that are all zero give nothing.
    /// - Throws: `invalidWeights` for a weight that is negative or no number, for lists of different lengths, and for a uid
    ///   that is named twice.
    public init(uids: [UInt16], weights: [some BinaryFloatingPoint]) throws(BittensorError) {
        try Self.check(uids, weights)
        let weights = weights.map { Double($0) }
        let largest = weights.max() ?? 0
        guard largest > 0 else {
            (self.uids, self.values) = ([], [])
            return
        }
        let quantized = zip(uids, weights).map { uid, weight in (uid, Self.part(weight, of: largest)) }
            .filter { $0.1 > 0 }
        self.uids = quantized.map(\.0)
        self.values = quantized.map(\.1)
    }

    /// The positive weights that round to nothing beside the largest.
    package static func roundedAway(uids: [UInt16], weights: [some BinaryFloatingPoint]) -> [LostWeight] {
        guard let largest = weights.max(), largest > 0 else { return [] }
        return zip(uids, weights).filter { $1 > 0 && part(Double($1), of: Double(largest)) == 0 }.map {
            LostWeight(uid: $0, weight: "\($1)", largest: "\(largest)")
        }
    }

    /// The first two different weights that become the same beside the largest, by uid.
    package static func roundedTogether(uids: [UInt16], weights: [some BinaryFloatingPoint]) -> (UInt16, UInt16)? {
        guard let largest = weights.max(), largest > 0 else { return nil }
        let sorted = zip(uids, weights).filter { $1 > 0 }.sorted { $0.1 < $1.1 }
        for (lower, upper) in zip(sorted, sorted.dropFirst()) where lower.1 < upper.1 {
            let (first, second) = (
                part(Double(lower.1), of: Double(largest)), part(Double(upper.1), of: Double(largest))
            )
            if first == second, first > 0 { return (lower.0, upper.0) }
        }
        return nil
    }

    private static func part(_ weight: Double, of largest: Double) -> UInt16 {
        UInt16((weight / largest * 65535).rounded(.toNearestOrEven))
    }

    /// Weights that are quantised already, as they were committed.
    ///
    /// - Throws: `invalidWeights` for lists of different lengths, and for a uid that is named twice.
    public init(uids: [UInt16], values: [UInt16]) throws(BittensorError) {
        try Self.check(uids, values.map(Float.init))
        self.uids = uids
        self.values = values
    }

    /// Refuses lists that are no weights; weights that are all zero pass.
    static func check(_ uids: [UInt16], _ weights: [some BinaryFloatingPoint]) throws(BittensorError) {
        guard uids.count == weights.count else {
            throw BittensorError(
                .invalidWeights,
                "\(uids.count) uids and \(weights.count) weights do not go together: give one weight for each")
        }
        if let wrong = zip(uids, weights).first(where: { !($0.1 >= 0 && $0.1.isFinite) }) {
            throw BittensorError(.invalidWeights, "the weight \(wrong.1) of uid \(wrong.0) is no number from 0 up")
        }
        var seen: Set<UInt16> = []
        if let twice = uids.first(where: { !seen.insert($0).inserted }) {
            throw BittensorError(.invalidWeights, "uid \(twice) has two weights: give one")
        }
    }

    /// What `commit_weights` commits to: BLAKE2b-256 over account, netuid or the number of
    /// a later mechanism, uids, values, salt and version key.
    public func commitHash(
        by hotkey: AccountID, on netuid: NetUID, mechanism: UInt8 = 0, salt: [UInt16], versionKey: UInt64
    ) -> Hash256 {
        var writer = ScaleWriter()
        hotkey.encode(to: &writer)
        MechanismIndex(netuid, mechanism: mechanism).encode(to: &writer)
        uids.encode(to: &writer)
        values.encode(to: &writer)
        salt.encode(to: &writer)
        versionKey.encode(to: &writer)
        return Hash256(unchecked: Hashing.blake2b256(writer.bytes))
    }
}
