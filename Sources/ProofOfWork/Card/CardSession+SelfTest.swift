// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

extension CardSession {
    /// Searches known puzzles with the chosen kernel, as many nonces as the card can hold at a time, and compares each hit
    /// with what the processor finds. Throws `wrongResults` when they differ.
    ///
    /// Both schemes, both byte orders, and nonces at which the low half turns over, 2^64 does, or the low five bytes do.
    func selfTest() throws(CardError) {
        // Whole columns of grids.
        let count = (try wave() + NonceTrail.gridRows - 1) / NonceTrail.gridRows * NonceTrail.gridRows
        for (puzzle, start) in try Self.knownPuzzles(nonces: count) {
            var source = CardSource(puzzle, start: start)
            var found: Set<UInt64> = []
            var pace = SlicePace(first: count, most: count, budget: Self.launchTime)
            try pump(&source, pace: &pace, count: count) { found.formUnion($1) }
            let expected = Self.candidates(of: puzzle, start: start, count: count)
            guard found == expected else {
                throw wrong(
                    "finds \(found.count) seals of the self-test where there are \(expected.count), "
                        + "\(found.symmetricDifference(expected).count) differing,")
            }
            for nonce in found { _ = try confirm(nonce, of: puzzle) }
        }
    }

    /// Puzzles that are the same everywhere, of such a difficulty that about 256 of so many nonces are hits.
    private static func knownPuzzles(nonces: UInt64) throws(CardError) -> [(SealPuzzle, start: UInt64)] {
        let difficulty = UInt256(max(16, nonces / 256))
        do {
            return [
                (try KnownPuzzle.make(.register, order: .big, difficulty: difficulty), 1 << 32 &- nonces / 2),
                (try KnownPuzzle.make(.register, order: .little, difficulty: difficulty), 0 &- nonces / 2),
                (
                    try KnownPuzzle.make(.powRegister, order: .little, difficulty: difficulty),
                    // In the last rows.
                    0xffff_e0ff_ffff_ffff - nonces / NonceTrail.gridRows / 2
                ),
            ]
        } catch {
            throw CardError(.invalidOption, error.reason)
        }
    }

    /// The candidates that the processor's best kernel finds.
    private static func candidates(of puzzle: SealPuzzle, start: UInt64, count: UInt64) -> Set<UInt64> {
        let walk = SealWalk(puzzle, kernel: .fastest(for: puzzle.scheme))
        var trail = NonceTrail(start: start, scheme: puzzle.scheme, lap: .grid)
        var found: Set<UInt64> = []
        var tried: UInt64 = 0
        while tried < count {
            tried += walk.advance(along: &trail, count: count - tried) { found.insert($0) }
        }
        return found
    }

    /// Lets the kernels race, each with every size of its groups, and turns to the fastest.
    func chooseFastest(_ settings: CardSettings) throws(CardError) {
        var runners: [(variant: String, groupSize: Int, isTested: Bool)] = []
        for variant in variants(settings) {
            for (index, size) in try groupSizes(of: variant, settings).enumerated() {
                runners.append((variant, size, index == 0))
            }
        }
        guard runners.count > 1 else { return }
        var best = (runner: runners[0], rate: -1.0)
        for runner in runners {
            try choose(runner.variant, groupSize: runner.groupSize)
            let rate = try sprint()
            if rate > best.rate { best = (runner, rate) }
        }
        try choose(best.runner.variant, groupSize: best.runner.groupSize)
        if !best.runner.isTested { try selfTest() }
    }

    /// Hashes per second of the chosen kernel: the best of three launches that take `time` or longer.
    package func sprint(time least: Duration = .milliseconds(4)) throws(CardError) -> Double {
        let puzzle: SealPuzzle
        do {
            // Nothing will be found, so nothing has to be confirmed.
            puzzle = try KnownPuzzle.make(.register, order: .little, difficulty: .max)
        } catch {
            throw CardError(.invalidOption, error.reason)
        }
        var source = CardSource(puzzle, start: 0)
        var nonces = try wave()
        var best = 0.0
        var turns = 0
        while turns < 3 {
            try start(source.next(nonces))
            let outcome = try finish()
            // Too short a launch measures how fast launches are.
            guard outcome.time > least || nonces >= 1 << 31 else {
                nonces *= 2
                continue
            }
            best = max(best, HashRate(hashes: outcome.nonces, in: outcome.time).perSecond)
            turns += 1
        }
        return best
    }
}
