// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// How long a card that has failed is left alone before it is tried again: twice as long after each failure.
package struct CardRest: Sendable {
    private let first: Duration
    private let longest: Duration
    private var next: Duration

    package init(first: Duration = .seconds(10), longest: Duration = .seconds(600)) {
        self.first = first
        self.longest = longest
        next = first
    }

    /// The length after a failure.
    ///
    /// - Parameter time: how long the card has searched before it. What has gone well for the longest rest is forgotten
    ///   about.
    mutating func length(afterSearching time: Duration) -> Duration {
        if time >= longest { next = first }
        defer { next = min(next * 2, longest) }
        return next
    }
}
