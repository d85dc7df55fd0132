// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// What happened to some keys in some blocks, the newest first.
public struct History: Sendable {
    /// What ended the reading.
    public enum End: Hashable, Sendable {
        /// As many blocks as were asked for.
        case reached
        /// The first block of all.
        case genesis
        /// As many entries as were asked for.
        case limit
        /// A block that the node has not kept.
        case discarded
    }

    public internal(set) var entries: [HistoryEntry] = []
    /// When the blocks with entries were made, by their authors' clocks.
    public internal(set) var times: [BlockNumber: Date] = [:]
    /// The oldest block that was looked at.
    public internal(set) var first: BlockNumber
    /// The newest block.
    public let last: BlockNumber
    public internal(set) var end = End.reached

    init(first: BlockNumber, last: BlockNumber) {
        self.first = first
        self.last = last
    }
}
