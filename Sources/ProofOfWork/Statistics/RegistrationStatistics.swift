// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import SubstratePrimitives

/// Where a search stands: the figures of Python's class of the same name, from nonces really hashed.
public struct RegistrationStatistics: Hashable, Sendable {
    /// Since the search began.
    public var timeSpentTotal: Duration
    /// Rounds of all workers: looks at the shared puzzle.
    public var roundsTotal: UInt64
    /// The mean time of one worker's round.
    public var timeAverage: Duration
    /// Since the statistics before these.
    public var timeSpent: Duration
    /// Nonces hashed since the search began.
    public var hashesTotal: UInt64
    /// The mean rate since the search began.
    public var hashRatePerpetual: HashRate
    /// The rate now: a weighted mean of the latest ticks, the newest counting most.
    public var hashRate: HashRate
    public var difficulty: UInt256
    public var blockNumber: BlockNumber
    public var blockHash: Hash256
    /// Each device by itself, when others than the processor search.
    public var devices: [Device] = []

    /// What one device does: all threads of the processor together, or a card.
    public struct Device: Hashable, Sendable {
        /// `cpu`, or a card such as `cuda:0`.
        public var name: String
        /// The rate since the statistics before these.
        public var hashRate: HashRate
        public var sensors: DeviceSensors?
        /// Why it has stopped; nil while all is well.
        public var failure: CardError?

        public init(name: String, hashRate: HashRate, sensors: DeviceSensors? = nil, failure: CardError? = nil) {
            self.name = name
            self.hashRate = hashRate
            self.sensors = sensors
            self.failure = failure
        }
    }

    public init(
        timeSpentTotal: Duration, roundsTotal: UInt64, timeAverage: Duration, timeSpent: Duration, hashesTotal: UInt64,
        hashRatePerpetual: HashRate, hashRate: HashRate, difficulty: UInt256, blockNumber: BlockNumber,
        blockHash: Hash256
    ) {
        self.timeSpentTotal = timeSpentTotal
        self.roundsTotal = roundsTotal
        self.timeAverage = timeAverage
        self.timeSpent = timeSpent
        self.hashesTotal = hashesTotal
        self.hashRatePerpetual = hashRatePerpetual
        self.hashRate = hashRate
        self.difficulty = difficulty
        self.blockNumber = blockNumber
        self.blockHash = blockHash
    }

    /// How long a seal takes on average at the present rate; nil while there is none.
    ///
    /// One nonce in `difficulty` seals, and a search has no memory: the figure does not shrink as time passes.
    public var expectedTimeToSeal: Duration? {
        guard hashRate.perSecond > 0 else { return nil }
        // Longer than the age of the universe, and still a Duration.
        return .seconds(min(difficulty.approximateDouble / hashRate.perSecond, 1e18))
    }

    /// The chance, from 0 to 1, that the present rate finds at least one seal within `time`.
    public func chanceOfSeal(within time: Duration) -> Double {
        let expectedSeals = hashRate.perSecond * max(0, time / .seconds(1)) / difficulty.approximateDouble
        return -(-expectedSeals).exponentialMinusOne
    }
}
