// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import Timelock

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a block says the time is, and whether this machine agrees.
struct ChainClock: Sendable {
    /// When the block was made; this machine's time for a first block, which says nothing.
    let moment: Date
    /// What somebody has to know.
    let effects: [ActionPreview.Effect]

    /// How far apart clocks may be, in seconds: a node that is a few blocks behind is none that is wrong.
    static let tolerance: Double = 300

    /// - Parameter isBinding: whether the chain's time is everybody's. A chain of one's own may live in a time of its own.
    /// - Throws: `wrongClock` where it is, and the clocks are far apart.
    init(milliseconds: UInt64, block: BlockNumber, own: Date, isBinding: Bool) throws(BittensorError) {
        moment = milliseconds > 0 ? Date(timeIntervalSince1970: Double(milliseconds) / 1000) : own
        let distance = own.timeIntervalSince(moment)
        guard abs(distance) > Self.tolerance else {
            effects = []
            return
        }
        let span = DurationText.text(UInt64(exactly: abs(distance).rounded()) ?? .max)
        let shown = MomentText.text(moment) ?? "a time beyond the year 9999"
        let words =
            "block \(block) was made at \(shown), which by this machine's clock is "
            + (distance > 0 ? "\(span) ago" : "\(span) from now")
        guard !isBinding else {
            throw BittensorError(
                .wrongClock,
                words
                    + ": set the clock, or ask a node that has the newest blocks; weights would be opened at a wrong time"
            )
        }
        effects = [.init("Clock", words + "; the round follows the chain's")]
    }
}
