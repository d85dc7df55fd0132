// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Turns a solver's counters into ``SearchStatistics``, tick by tick.
///
///     var meter = SearchMeter(kernel: solver.kernel)
///     let statistics = meter.tick(solver.progress, puzzle: puzzle, at: elapsed)
public struct SearchMeter: Sendable {
    private let kernel: SealKernel?
    private var elapsed = Duration.zero
    private var searching = Duration.zero
    private var hashes: UInt64 = 0
    private var hashesElsewhere: UInt64 = 0
    private var luck = SearchLuck()
    private var total = RateRecord()
    private var devices: [String: RateRecord] = [:]
    private var block: SealPuzzle?
    private var blocks = 0

    /// - Parameter kernel: nil for the one that is fastest for each puzzle's scheme.
    public init(kernel: SealKernel?) { self.kernel = kernel }

    /// Takes in the counters as they are at a time since the search began, and what they were spent on.
    ///
    /// - Parameters:
    ///   - isPaused: whether the search has rested since the last tick: that time counts for no rate.
    ///   - life: how long the puzzle's work is of use.
    ///   - elsewhere: what others have done for this search.
    public mutating func tick(
        _ progress: SealSolver.Progress, puzzle: SealPuzzle, at elapsed: Duration, isPaused: Bool = false,
        life: SearchStatistics.Life? = nil, elsewhere: SearchEffort = SearchEffort()
    ) -> SearchStatistics {
        let step = max(.zero, elapsed - self.elapsed)
        self.elapsed = max(self.elapsed, elapsed)
        if !isPaused { searching += step }
        let tried = max(hashes, progress.hashes)
        let triedElsewhere = max(hashesElsewhere, elsewhere.hashes)
        luck.expectedSeals +=
            (Double(tried - hashes) + Double(triedElsewhere - hashesElsewhere))
            / puzzle.target.difficulty.approximateDouble
        (hashes, hashesElsewhere) = (tried, triedElsewhere)
        total.note(tried, at: searching)
        if block?.blockHash != puzzle.blockHash {
            block = puzzle
            blocks += 1
        }
        var statistics = SearchStatistics(
            kernel: (kernel ?? .fastest(for: puzzle.scheme)).name, difficulty: puzzle.target.difficulty,
            blockNumber: puzzle.blockNumber,
            blockHash: puzzle.blockHash)
        statistics.elapsed = self.elapsed
        statistics.searching = searching
        statistics.isPaused = isPaused
        statistics.devices = devices(progress.workers)
        statistics.rates = total.rates
        statistics.curve = total.curve
        statistics.hashes = hashes
        statistics.elsewhere = SearchEffort(hashes: hashesElsewhere, rate: elsewhere.rate)
        statistics.blocks = blocks
        statistics.luck = luck
        statistics.life = life
        return statistics
    }

    /// Lets luck begin anew: what was found came to nothing.
    public mutating func restartLuck() { luck = SearchLuck() }

    private mutating func devices(_ workers: [SealSolver.Progress.Worker]) -> [SearchStatistics.Device] {
        var devices: [SearchStatistics.Device] = []
        for worker in workers {
            if let index = devices.firstIndex(where: { $0.name == worker.device }) {
                devices[index].threads += 1
                devices[index].hashes += worker.hashes
            } else {
                devices.append(
                    SearchStatistics.Device(
                        name: worker.device, hashes: worker.hashes, sensors: worker.sensors, failure: worker.failure))
            }
        }
        for index in devices.indices {
            self.devices[devices[index].name, default: RateRecord()].note(devices[index].hashes, at: searching)
            devices[index].rates = self.devices[devices[index].name]?.rates ?? HashRates()
        }
        return devices
    }
}
