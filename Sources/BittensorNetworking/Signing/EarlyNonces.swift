// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// How many of the nonces that are kept lie ahead of the clock.
///
/// They are counted by spans of time, of which only those ahead are kept: a count costs the same however many nonces there are.
/// A span counts as ahead while a part of it is.
struct EarlyNonces {
    /// An eighth of a second.
    private static let span: Int64 = 125_000_000

    /// How many nonces there are in each span, by its number.
    private var counts: [Int64: Int] = [:]
    /// The sum of `counts`.
    private var total = 0
    /// Spans before this one are not in `counts`.
    private var first = Int64.min

    /// How many are ahead of the clock, not counting one that is about to be replaced.
    mutating func count(at now: Int64, without replaced: Int64?) -> Int {
        let present = now / Self.span
        if present > first {
            for (span, count) in counts where span < present {
                counts[span] = nil
                total -= count
            }
            first = present
        }
        if let replaced, counts[replaced / Self.span] != nil { return total - 1 }
        return total
    }

    mutating func insert(_ nonce: Int64, at now: Int64) {
        guard nonce > now else { return }
        counts[nonce / Self.span, default: 0] += 1
        total += 1
        first = min(first, nonce / Self.span)
    }

    mutating func remove(_ nonce: Int64) {
        let span = nonce / Self.span
        guard let count = counts[span] else { return }
        counts[span] = count > 1 ? count - 1 : nil
        total -= 1
    }
}
