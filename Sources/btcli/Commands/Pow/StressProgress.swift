// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SealBenchmark
import Synchronization

/// Tells every ten seconds how a stress test goes.
final class StressProgress: Sendable {
    private let time: Duration
    private let state = Mutex(State())

    init(time: Duration) { self.time = time }

    private struct State {
        var hashes: UInt64 = 0
        var faults = 0
        /// What was told last, and when.
        var told: (hashes: UInt64, at: Duration) = (0, .zero)
    }

    /// What there is to say after a lap; nil when something was said less than ten seconds ago.
    func line(after lap: StressTest.Lap) -> String? {
        state.withLock { state in
            state.hashes += lap.hashes
            if !lap.isGood { state.faults += 1 }
            let since = lap.end - state.told.at
            guard since >= .seconds(10) else { return nil }
            let rate = HashRate(perSecond: Double(state.hashes - state.told.hashes) / (since / .seconds(1)))
            state.told = (state.hashes, lap.end)
            let seconds = (lap.end / .seconds(1)).fixed(decimals: 0)
            let faults = state.faults == 0 ? "no fault" : "\(state.faults) wrong laps"
            return "\(seconds) of \((time / .seconds(1)).fixed(decimals: 0)) s: \(rate), \(faults)"
        }
    }
}
