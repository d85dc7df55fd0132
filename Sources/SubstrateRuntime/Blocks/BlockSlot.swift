// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ScaleCodec

/// When a block of a chain with slots is made: the engine Aura takes one block in each.
public struct BlockSlot: Hashable, Sendable {
    public let number: UInt64
    /// Unix time, within the slot.
    public let milliseconds: UInt64

    /// The slot that `time` is in, or the one after the parent's where that is taken already: a chain that makes blocks faster than
    /// its runtime has slots is ahead of the clock.
    ///
    /// - Parameters:
    ///   - time: Unix time in milliseconds.
    ///   - parent: The digest of the block before, each item in SCALE.
    ///   - length: Of a slot, in milliseconds.
    public init(of time: UInt64, afterDigest parent: [[UInt8]], length: UInt64) throws(RuntimeError) {
        guard length > 0 else { throw RuntimeError(.invalidAnswer, "a slot of the chain has no length") }
        let earliest = Self.slot(inDigest: parent).map { $0 &+ 1 } ?? 0
        let slot = max(time / length, earliest)
        let (start, overflows) = slot.multipliedReportingOverflow(by: length)
        guard !overflows else { throw RuntimeError(.invalidBlock, "no slot is left after \(earliest)") }
        number = slot
        milliseconds = max(time, start)
    }

    /// The slot in which a block's author made it; nil for the first block.
    public static func slot(inDigest digest: [[UInt8]]) -> UInt64? {
        for item in digest {
            if case .preRuntime(let engine, let payload)? = try? DigestItem(scale: item), engine == Array("aura".utf8) {
                return try? UInt64(scale: payload)
            }
        }
        return nil
    }
}

extension RuntimeCode {
    /// How long a slot is, in milliseconds: `AuraApi_slot_duration`.
    public func slotLength(
        on state: any StateSource, environment: CallEnvironment = CallEnvironment()
    ) throws(RuntimeError) -> UInt64 {
        let method = "AuraApi_slot_duration"
        var overlay = StorageOverlay(over: state)
        let length = try decode(
            try call(method, on: &overlay, environment: environment), as: UInt64.self, of: method)
        guard length > 0 else { throw RuntimeError(.invalidAnswer, "\(method): it answered no length of a slot") }
        return length
    }
}
