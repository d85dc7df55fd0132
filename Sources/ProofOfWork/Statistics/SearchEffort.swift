// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What others do for the same search, such as the machines of a fleet. They tell it themselves, and nobody can check it.
public struct SearchEffort: Hashable, Sendable {
    /// Nonces tried since the search began.
    public var hashes: UInt64
    /// Of all that search now.
    public var rate: HashRate

    public init(hashes: UInt64 = 0, rate: HashRate = .zero) {
        self.hashes = hashes
        self.rate = rate
    }
}
