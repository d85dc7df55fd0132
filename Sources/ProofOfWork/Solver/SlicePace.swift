// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// How many nonces a worker takes between two looks at the shared puzzle.
package struct SlicePace {
    package private(set) var nonces: UInt64
    private let isFixed: Bool

    /// What one slice should take.
    private let budget: Duration
    private let bounds: ClosedRange<UInt64>

    /// The pace of a processor's core: it stays at `updateInterval`, or follows the measured rate when that is nil.
    package init(updateInterval: UInt64?) {
        nonces = updateInterval ?? 512
        isFixed = updateInterval != nil
        // A puzzle is to be taken up within 5 ms, and the system may let the thread wait.
        budget = .milliseconds(1)
        bounds = 128...(1 << 24)
    }

    /// A pace that follows the measured rate, from `first` nonces on to at most `most`.
    package init(first: UInt64, most: UInt64, budget: Duration) {
        nonces = min(first, most)
        isFixed = false
        self.budget = budget
        bounds = 1...max(1, most)
    }

    /// Takes in that `tried` nonces took `time`.
    package mutating func observe(tried: UInt64, time: Duration) {
        guard !isFixed, time > .zero else { return }
        let fitting = Double(tried) * (budget / time)
        // One odd slice, cut short by a full buffer or stretched by another process, must not throw the pace far off.
        let gentle = min(max(fitting, Double(nonces) / 2), Double(nonces) * 2)
        nonces = min(max(UInt64(gentle), bounds.lowerBound), bounds.upperBound)
    }
}
