// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension CardSession {
    /// Keeps the card busy with two launches at a time until `count` fresh nonces, in whole columns of grids, are tried or `goesOn` says no, and
    /// waits for the last of them.
    ///
    /// - Parameter onCandidates: told of each launch and its candidates.
    package func pump(
        _ source: inout CardSource, pace: inout SlicePace, count: UInt64 = .max, while goesOn: () -> Bool = { true },
        onCandidates: (Outcome, [UInt64]) throws(CardError) -> Void
    ) throws(CardError) {
        var left = count
        while true {
            while launchesUnderWay < Self.depth, goesOn(), source.hasOld || left > 0 {
                let isFresh = !source.hasOld
                let launch = source.next(isFresh ? min(pace.nonces, left) : pace.nonces)
                if isFresh { left -= min(left, launch.nonces) }
                try start(launch)
            }
            guard launchesUnderWay > 0 else { return }
            let outcome = try finish()
            if let candidates = outcome.candidates {
                pace.observe(tried: outcome.nonces, time: outcome.time)
                try onCandidates(outcome, candidates)
            } else {
                source.takeBack(outcome.launch)
            }
        }
    }
}
