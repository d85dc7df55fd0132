// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ProofOfWork
public import SubstratePrimitives

/// What happens to a search for work while it goes on.
public enum SearchNotice: Hashable, Sendable {
    /// The search turned to a block's puzzle; the node took so long to answer the last question about it.
    case turned(to: SealPuzzle, latency: Duration)
    /// The node did not tell what a block means for the puzzle: the search goes on with the one that it has.
    case unread(BlockNumber, reason: String)
    /// What was found is of no use any more.
    case passedOver(POWSolution)
    /// A seal goes to the chain, for the n-th time.
    case offering(POWSolution, attempt: Int)
    /// The chain did not take it.
    case refused(reason: String, attempt: Int)
}
