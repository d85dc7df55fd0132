// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What a worker does, for whoever looks on.
public enum FleetNotice: Hashable, Sendable {
    /// It searches for another puzzle, or for the same in another job.
    case working(FleetPuzzle, epoch: UInt64)
    /// It waits for a job: why.
    case resting(Rest)
    /// The broker has a seal that was found.
    case handedIn(FleetResult)
    /// A seal could not be handed in, and is tried again as long as it is of use.
    case notHandedIn(FleetResult, reason: String)

    public enum Rest: String, Hashable, Sendable {
        /// The coordinator has nothing to do.
        case noWork
        /// The puzzle's time is over, and there is no new job.
        case expired
    }
}
