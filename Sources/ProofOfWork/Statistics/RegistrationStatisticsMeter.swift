// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Turns a solver's counters into statistics, tick by tick.
///
/// The present rate is a weighted mean of the last `nSamples` ticks: the newest weighs 1, each older one `alpha` times
/// the one after it. Ticks that have not happened yet do not count.
public struct RegistrationStatisticsMeter<Timer: Clock> where Timer.Duration == Duration {
    private let clock: Timer
    private let start: Timer.Instant
    private let nSamples: Int
    private let alpha: Double
    private var last: (instant: Timer.Instant, hashes: UInt64)
    /// Hashes of each device at the last tick.
    private var lastHashes: [String: UInt64] = [:]
    /// Rates of the latest ticks, newest first.
    private var rates: [Double] = []

    /// A meter whose time starts now.
    public init(clock: Timer, nSamples: Int = 10, alpha: Double = 0.8) {
        self.clock = clock
        self.nSamples = max(1, nSamples)
        self.alpha = alpha
        start = clock.now
        last = (start, 0)
    }

    /// Takes in the counters as they are now, and what they were spent on.
    public mutating func tick(_ progress: SealSolver.Progress, puzzle: SealPuzzle) -> RegistrationStatistics {
        let now = clock.now
        let hashes = progress.hashes
        let timeSpent = last.instant.duration(to: now)
        if timeSpent > .zero {
            let fresh = hashes >= last.hashes ? hashes - last.hashes : 0
            rates.insert(HashRate(hashes: fresh, in: timeSpent).perSecond, at: 0)
            rates = Array(rates.prefix(nSamples))
            last = (now, hashes)
        }
        let rounds = progress.rounds
        let total = start.duration(to: now)
        var statistics = RegistrationStatistics(
            timeSpentTotal: total, roundsTotal: rounds,
            timeAverage: rounds == 0 ? .zero : progress.roundTime / Double(rounds),
            timeSpent: timeSpent, hashesTotal: hashes,
            hashRatePerpetual: HashRate(hashes: hashes, in: total), hashRate: HashRate(perSecond: weightedRate),
            difficulty: puzzle.target.difficulty, blockNumber: puzzle.blockNumber, blockHash: puzzle.blockHash)
        if progress.workers.contains(where: { $0.device != "cpu" }) {
            statistics.devices = devices(progress.workers, time: timeSpent)
        }
        return statistics
    }

    private mutating func devices(
        _ workers: [SealSolver.Progress.Worker], time: Duration
    ) -> [RegistrationStatistics.Device] {
        var names: [String] = []
        for worker in workers where !names.contains(worker.device) { names.append(worker.device) }
        return names.map { name in
            let mine = workers.filter { $0.device == name }
            let hashes = mine.reduce(0) { $0 + $1.hashes }
            let before = min(hashes, lastHashes.updateValue(hashes, forKey: name) ?? 0)
            return RegistrationStatistics.Device(
                name: name, hashRate: HashRate(hashes: hashes - before, in: time),
                sensors: mine.lazy.compactMap(\.sensors).first, failure: mine.lazy.compactMap(\.failure).first)
        }
    }

    private var weightedRate: Double {
        var weight = 1.0
        var (sum, weights) = (0.0, 0.0)
        for rate in rates {
            sum += weight * rate
            weights += weight
            weight *= alpha
        }
        return weights > 0 ? sum / weights : 0
    }
}

extension RegistrationStatisticsMeter: Sendable where Timer: Sendable, Timer.Instant: Sendable {}

extension RegistrationStatisticsMeter where Timer == ContinuousClock {
    /// A meter of real time that starts now.
    public init() { self.init(clock: ContinuousClock()) }
}
