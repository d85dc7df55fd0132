// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// How long to wait before trying again: exponential, with full jitter, so that many clients do not come back together.
public struct RPCBackoff: Hashable, Sendable {
    /// The longest wait before the first repetition.
    public var base: Duration
    /// No wait is longer, however often it failed.
    public var limit: Duration

    public init(base: Duration = .milliseconds(250), limit: Duration = .seconds(30)) {
        self.base = base
        self.limit = limit
    }

    /// The wait before repetition `round`, counted from 1: a random part of `base` doubled `round - 1` times.
    ///
    /// - Parameter random: from 0 to 1.
    package func delay(round: Int, random: Double) -> Duration {
        // 2^20 times the base is beyond every sensible limit and far from overflow.
        let ceiling = Swift.min(limit, base * (1 << Swift.min(Swift.max(round - 1, 0), 20)))
        return ceiling * Swift.min(Swift.max(random, 0), 1)
    }
}
