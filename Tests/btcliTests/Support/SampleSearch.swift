// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import MiningFleet
import ProofOfWork
import SubstratePrimitives

@testable import btcli

/// Searches that are the same in every run.
enum SampleSearch {
    /// Four minutes into a search on a processor.
    static var processor: SearchSnapshot {
        var statistics = SearchStatistics(
            kernel: "avx512", difficulty: 3_000_000_000, blockNumber: 1_234_567, blockHash: hash)
        statistics.elapsed = .seconds(252)
        statistics.searching = .seconds(252)
        statistics.rates = rates(620)
        statistics.curve = [3, 5, 6, 6, 5.8, 6.1, 6.2, 6.2, 6, 6.2].map { HashRate(perSecond: $0 * 1e8) }
        statistics.hashes = 1_900_000_000
        statistics.devices = [
            SearchStatistics.Device(name: "cpu", threads: 16, hashes: statistics.hashes, rates: statistics.rates)
        ]
        statistics.blocks = 21
        statistics.luck = SearchLuck(expectedSeals: 1.9 / 3)
        statistics.life = SearchStatistics.Life(total: .seconds(48), left: .seconds(27))
        var search = SearchSnapshot(
            goal: "subnet 1", statistics: statistics, now: WallTime(seconds: 1_796_000_000, offset: 3600))
        search.call = "pow_register"
        search.node = SearchSnapshot.Node(
            endpoint: "wss://entrypoint-finney.opentensor.ai:443", latency: .milliseconds(12))
        return search
    }

    /// A search on two cards, one of which has failed, that is out of luck and of its node.
    static var cards: SearchSnapshot {
        var search = processor
        search.statistics.rates = rates(12_700)
        search.statistics.devices = [
            SearchStatistics.Device(name: "cpu", threads: 16, hashes: 1_000_000_000, rates: rates(600)),
            SearchStatistics.Device(
                name: "cuda:0", hashes: 900_000_000, rates: rates(12_100),
                sensors: DeviceSensors(temperature: 61, power: 412.4, clock: nil)),
            SearchStatistics.Device(
                name: "cuda:1", failure: CardError(.callFailed, "cuLaunchKernel failed: it fell off the bus", device: 1)
            ),
        ]
        search.statistics.luck = SearchLuck(expectedSeals: 2)
        search.statistics.life?.left = .zero
        search.sent = 2
        search.refused = 1
        search.refusals = [.init(elapsed: .seconds(100), reason: "the work of block 1234560 is stale at block 1234564")]
        search.node?.reconnects = 3
        search.node?.trouble = "no connection, attempt 4: searching on with older work"
        return search
    }

    /// A search with a fleet: a worker searches, one has nothing to do, one is silent, and one was dropped.
    static var fleet: SearchSnapshot {
        var search = processor
        func worker(
            _ name: String, megahashes: UInt64 = 0, unheard: Duration = .milliseconds(700), good: UInt64 = 0,
            bad: UInt64 = 0, isDropped: Bool = false
        ) -> SearchSnapshot.Worker {
            let rate = megahashes * 1_000_000
            return SearchSnapshot.Worker(
                name: name, devices: [.init(name: "cpu", hashesPerSecond: rate)],
                rate: HashRate(perSecond: Double(rate)), tried: 10 * rate,
                unheard: unheard, good: good, late: 1, bad: bad, isDropped: isDropped, isResting: megahashes == 0)
        }
        search.workers = [
            worker("rack-1", megahashes: 310, good: 2), worker("rack-2"),
            worker("rack-3", megahashes: 290, unheard: .seconds(75)),
            worker("rack-4", megahashes: 999, bad: 3, isDropped: true),
        ]
        search.statistics.elsewhere = search.workers.effort
        return search
    }

    private static let hash = FixedHash.value

    private static func rates(_ megahashes: Double) -> HashRates {
        func rate(_ part: Double) -> HashRate { HashRate(perSecond: megahashes * 1e6 * part) }
        return HashRates(
            tenSeconds: rate(1), minute: rate(0.997), quarterHour: rate(0.992), highest: rate(1.022), mean: rate(0.99))
    }
}

private enum FixedHash {
    static let value = (try? Hash256(Array(repeating: 0xAB, count: 32))) ?? .zero
}
