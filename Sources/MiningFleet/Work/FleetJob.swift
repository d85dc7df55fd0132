// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What a fleet is to work on, until the next one.
public struct FleetJob: Hashable, Sendable {
    /// Numbers jobs upwards, also over the coordinator's end: a lower one is old news.
    public let epoch: UInt64
    /// None where the fleet is to rest.
    public let puzzles: [FleetPuzzle]

    static let mostPuzzles = 64
    /// As far as every reader of JSON counts exactly: 2⁵³ − 1.
    static let lastEpoch: UInt64 = 9_007_199_254_740_991

    /// - Throws: `jobTooLarge`.
    public init(epoch: UInt64, puzzles: [FleetPuzzle]) throws(FleetError) {
        guard puzzles.count <= Self.mostPuzzles else {
            throw FleetError(
                .jobTooLarge, "\(puzzles.count) puzzles are too many for a job: \(Self.mostPuzzles) at most")
        }
        guard epoch <= Self.lastEpoch else {
            throw FleetError(.malformed, "the epoch \(epoch) is beyond the last one, \(Self.lastEpoch)")
        }
        self.epoch = epoch
        self.puzzles = puzzles
    }

    public func puzzle(_ id: String) -> FleetPuzzle? { puzzles.first { $0.id == id } }

    /// The puzzle at a place among all weights together: every worker takes one at random.
    ///
    /// - Parameter random: hands out a number below its argument.
    func choose(_ random: (Int) -> Int) -> FleetPuzzle? {
        let total = puzzles.reduce(0) { $0 + $1.weight }
        guard total > 0 else { return nil }
        var place = random(total)
        for puzzle in puzzles {
            guard place >= puzzle.weight else { return puzzle }
            place -= puzzle.weight
        }
        return puzzles.last
    }
}
