// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// How fast something searches, over several times: what hardware does at the moment, and what it keeps up.
///
/// Times in which the search rested do not count. A search younger than a window has its rate since it began there.
public struct HashRates: Hashable, Sendable {
    public var tenSeconds: HashRate
    public var minute: HashRate
    public var quarterHour: HashRate
    /// The highest rate over ten seconds so far; before ten seconds have passed, over what has.
    public var highest: HashRate
    /// Since the search began.
    public var mean: HashRate

    public init(
        tenSeconds: HashRate = .zero, minute: HashRate = .zero, quarterHour: HashRate = .zero,
        highest: HashRate = .zero, mean: HashRate = .zero
    ) {
        self.tenSeconds = tenSeconds
        self.minute = minute
        self.quarterHour = quarterHour
        self.highest = highest
        self.mean = mean
    }
}
