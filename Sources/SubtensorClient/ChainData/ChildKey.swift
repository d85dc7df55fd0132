// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// A hotkey to which a parent lends a part of its stake.
public struct ChildKey: Hashable, Sendable {
    public let hotkey: AccountID
    /// The part of the parent's stake, of 2⁶⁴ − 1.
    public let share: UInt64

    /// The same as a part of one.
    public var part: Double { Double(share) / Double(UInt64.max) }

    public init(_ hotkey: AccountID, share: UInt64) {
        self.hotkey = hotkey
        self.share = share
    }

    /// - Parameter part: a part of one.
    public init(_ hotkey: AccountID, part: Double) throws(BittensorError) {
        guard part > 0, part <= 1 else {
            throw BittensorError(.invalidOption, "\(part) is no part of a stake: give a number above 0, up to 1")
        }
        // Doubles near 1 round up to 2⁶⁴.
        self.init(hotkey, share: UInt64(exactly: (part * 0x1p64).rounded(.down)) ?? .max)
    }
}
