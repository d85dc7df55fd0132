// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork

/// Tells whoever watches where a search stands.
struct SearchTeller {
    private let options: POWOptions
    private let blockTime: Duration
    private let elapsed: @Sendable () -> Duration
    private let hashesBefore: UInt64
    private var meter: SearchMeter
    private var refusals = 0

    init(options: POWOptions, kernel: SealKernel?, blockTime: Duration) {
        self.options = options
        self.blockTime = blockTime
        elapsed = options.clock.start()
        // Those of an earlier search.
        hashesBefore = options.helper?.effort.hashes ?? 0
        meter = SearchMeter(kernel: kernel)
    }

    mutating func tell(_ counters: SealSolver.Progress, _ progress: SearchProgress) {
        guard let onStatistics = options.onStatistics, let current = progress.current else { return }
        let count = progress.refusals
        if count > refusals {
            refusals = count
            meter.restartLuck()
        }
        // The block after the oldest head that still takes the work makes it stale.
        let total = blockTime * Int(current.puzzle.scheme.maximumHeadAge + 1)
        var elsewhere = options.helper?.effort ?? SearchEffort()
        elsewhere.hashes -= min(hashesBefore, elsewhere.hashes)
        let statistics = meter.tick(
            counters, puzzle: current.puzzle, at: elapsed(), isPaused: options.control?.isPaused ?? false,
            life: SearchStatistics.Life(total: total, left: total - current.age()),
            elsewhere: elsewhere)
        onStatistics(statistics)
    }
}
