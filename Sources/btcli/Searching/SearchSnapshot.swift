// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SubstratePrimitives

/// Where a search stands at a moment: what the panel, the lines, the page, the API and the summary are made of.
struct SearchSnapshot: Hashable, Sendable {
    /// What the chain had against a seal.
    struct Refusal: Hashable, Sendable {
        /// Since the search began.
        let elapsed: Duration
        let reason: String
    }

    /// The node that the search follows.
    struct Node: Hashable, Sendable {
        var endpoint: String
        /// How long the last answer about a block took.
        var latency: Duration?
        /// How often the connection was lost and made again.
        var reconnects = 0
        /// What is wrong with it now; nil while all is well.
        var trouble: String?
    }

    /// What is searched for, such as `subnet 1`.
    let goal: String
    /// The call that takes the work; nil where none does.
    var call: String?
    var statistics: SearchStatistics
    /// Seals that went to the chain.
    var sent = 0
    /// Those that it did not take.
    var refused = 0
    /// The latest of them, the newest last.
    var refusals: [Refusal] = []
    /// Seals that were too old when they were found.
    var late = 0
    /// Nil where the search follows no chain.
    var node: Node?
    /// The machines of a fleet, by name.
    var workers: [Worker] = []
    var now: WallTime

    /// The moment at which this part of all such searches is done; nil when it is already, or nobody knows.
    func moment(untilDone share: Double) -> String? {
        guard let time = statistics.time(untilDone: share), time > .zero else { return nil }
        return now.text(after: time)
    }

    /// How many tries a seal takes on average.
    var expectedTries: Double { statistics.difficulty.approximateDouble }
}
