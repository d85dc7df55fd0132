// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// Where a search stands, for whoever watches it: what each device does, and how much luck it has had.
///
/// A ``SearchMeter`` makes it of the solver's counters.
public struct SearchStatistics: Hashable, Sendable {
    /// What one device does: all threads of the processor together, or a card.
    public struct Device: Hashable, Sendable {
        /// `cpu`, or a card such as `cuda:0`.
        public var name: String
        /// Threads on the processor; 1 for a card.
        public var threads: Int
        public var hashes: UInt64
        public var rates: HashRates
        /// What it has felt within the last second or so, where the system tells.
        public var sensors: DeviceSensors?
        /// Why it has stopped; nil while all is well.
        public var failure: CardError?

        public init(
            name: String, threads: Int = 1, hashes: UInt64 = 0, rates: HashRates = HashRates(),
            sensors: DeviceSensors? = nil, failure: CardError? = nil
        ) {
            self.name = name
            self.threads = threads
            self.hashes = hashes
            self.rates = rates
            self.sensors = sensors
            self.failure = failure
        }

        /// What it makes of a joule at the rate of the last minute; nil where nobody measures its power.
        public var hashesPerJoule: Double? {
            guard let power = sensors?.power, power > 0, rates.minute.perSecond > 0 else { return nil }
            return rates.minute.perSecond / power
        }
    }

    /// How long a block's work is of use.
    public struct Life: Hashable, Sendable {
        public var total: Duration
        public var left: Duration

        public init(total: Duration, left: Duration) {
            self.total = total
            self.left = max(.zero, min(left, total))
        }
    }

    /// Since the search began.
    public var elapsed = Duration.zero
    /// The same without the times in which it rested.
    public var searching = Duration.zero
    public var isPaused = false
    /// The name of the kernel that the threads on the processor run.
    public var kernel: String
    /// In the order in which they were named.
    public var devices: [Device] = []
    /// Of all devices together.
    public var rates = HashRates()
    /// The latest rates, for a curve: the mean of two seconds each, the newest last.
    public var curve: [HashRate] = []
    /// Nonces hashed since the search began.
    public var hashes: UInt64 = 0
    /// What others do for it: part of luck, chances and expected times, and of no rate here.
    public var elsewhere = SearchEffort()
    public var difficulty: UInt256
    public var blockNumber: BlockNumber
    public var blockHash: Hash256
    /// How many blocks' puzzles were searched.
    public var blocks = 0
    /// Since the search began, or since its last seal that came to nothing.
    public var luck = SearchLuck()
    /// Of the present block's work; nil where nobody waits for it.
    public var life: Life?

    public init(kernel: String, difficulty: UInt256, blockNumber: BlockNumber, blockHash: Hash256) {
        self.kernel = kernel
        self.difficulty = difficulty
        self.blockNumber = blockNumber
        self.blockHash = blockHash
    }

    /// Nonces that were tried here and elsewhere.
    public var tries: Double { Double(hashes) + Double(elsewhere.hashes) }

    /// How long a seal takes on average at the rate of the last minute; nil while there is none.
    public var expectedTimeToSeal: Duration? { time(forSeals: 1) }

    /// How long it is, at the rate of the last minute, until this part of all such searches is done: zero when it is already,
    /// nil while there is no rate.
    public func time(untilDone share: Double) -> Duration? { time(forSeals: luck.seals(untilDone: share)) }

    /// The chance, from 0 to 1, that the rate of the last minute finds at least one seal while the block's work is of use.
    public var chanceInThisBlock: Double? {
        guard let life else { return nil }
        let seals = triesPerSecond * (life.left / .seconds(1)) / difficulty.approximateDouble
        return SearchLuck(expectedSeals: seals).chanceSoFar
    }

    private func time(forSeals seals: Double) -> Duration? {
        guard triesPerSecond > 0 else { return nil }
        // Longer than the age of the universe, and still a Duration.
        return .seconds(min(seals * difficulty.approximateDouble / triesPerSecond, 1e18))
    }

    /// Here at the rate of the last minute, and elsewhere.
    private var triesPerSecond: Double { rates.minute.perSecond + elsewhere.rate.perSecond }
}
