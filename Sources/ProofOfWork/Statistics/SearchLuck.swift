// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif

/// How a search has done beside what was to be expected, from the tries so far and the difficulty that each met.
///
/// One nonce in `difficulty` seals. A search has no memory: bad luck so far promises nothing for the next try.
public struct SearchLuck: Hashable, Sendable {
    /// How many seals so many tries have on average: 1 when as many were made as the difficulty says.
    public var expectedSeals: Double

    public init(expectedSeals: Double = 0) { self.expectedSeals = max(0, expectedSeals) }

    /// The part of all such searches, from 0 to 1, that would have found a seal by now.
    public var chanceSoFar: Double { -(-expectedSeals).exponentialMinusOne }

    /// How many more tries it takes, in units of the difficulty, until this part of all such searches is done; 0 when it is.
    ///
    /// - Parameter share: from 0 to less than 1, such as 0.5.
    public func seals(untilDone share: Double) -> Double {
        max(0, -log1p(-min(max(share, 0), 1 - 1e-12)) - expectedSeals)
    }
}
