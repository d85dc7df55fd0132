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
    /// Nonces that it says it has tried since it was heard of first.
    public internal(set) var tried: UInt64 = 0
    /// What it told of itself last.
    public internal(set) var report: FleetReport?
    /// When it was heard of last.
    public internal(set) var lastHeard: ContinuousClock.Instant

    mutating func note(_ report: FleetReport, at now: ContinuousClock.Instant) {
        // What it tried before was for somebody else. A lower count is that of a worker that began anew.
        if let before = self.report {
            let step = report.hashes >= before.hashes ? report.hashes - before.hashes : report.hashes
            tried = tried.addingReportingOverflow(step).overflow ? .max : tried + step
        }
        self.report = report
        lastHeard = now
    }
}
