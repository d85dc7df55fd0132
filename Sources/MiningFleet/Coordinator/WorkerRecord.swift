// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What a coordinator has had of one worker.
public struct WorkerRecord: Hashable, Sendable {
    /// Seals that were good.
    public internal(set) var good: UInt64 = 0
    /// Seals of puzzles that were not wanted any more.
    public internal(set) var late: UInt64 = 0
    /// What was no seal, or none that meets its target.
    public internal(set) var bad: UInt64 = 0
    /// Whether nothing is taken from it any more.
    public internal(set) var isDropped = false
    /// What it told of itself last.
    public internal(set) var report: FleetReport?
    /// When it was heard of last.
    public internal(set) var lastHeard: ContinuousClock.Instant
}
