// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ProofOfWork

/// The work behind a solution: nonces really tried, and how long it took.
public struct WorkDone: Hashable, Sendable {
    /// Counted slice by slice, so that the slices in which the workers were when the solution came are left out; the
    /// solution's own nonce is always counted.
    public let hashes: UInt64
    /// From the start of the search to the solution.
    public let time: Duration

    init(hashes: UInt64, time: Duration) {
        self.hashes = max(1, hashes)
        self.time = time
    }

    /// The mean rate of the search.
    public var hashRate: HashRate { HashRate(hashes: hashes, in: time) }
}
