// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import MiningFleet
import ProofOfWork

extension SearchSnapshot {
    /// A machine that searches for the same work.
    struct Worker: Hashable, Sendable {
        let name: String
        /// Of each of its devices, as it told last.
        let devices: [FleetReport.Device]
        /// Of all of them.
        let rate: HashRate
        /// Nonces that it says it has tried.
        let tried: UInt64
        /// How long ago it was heard of.
        let unheard: Duration
        /// Seals that were good, too late, and none at all.
        let good, late, bad: UInt64
        /// Whether nothing is taken from it any more.
        let isDropped: Bool
        /// Whether it says that it has nothing to do.
        let isResting: Bool

        /// Whether three reports did not come.
        var isSilent: Bool { unheard > .seconds(3) }
    }
}

extension SearchSnapshot.Worker {
    init(_ name: WorkerName, _ record: WorkerRecord, at now: ContinuousClock.Instant) {
        self.name = name.description
        devices = record.report?.devices ?? []
        rate = HashRate(perSecond: Double(record.report?.hashesPerSecond ?? 0))
        tried = record.tried
        unheard = max(.zero, record.lastHeard.duration(to: now))
        (good, late, bad) = (record.good, record.late, record.bad)
        isDropped = record.isDropped
        isResting = record.report.map { $0.epoch == nil } ?? true
    }

    /// In one word.
    var state: String {
        if isDropped { return "dropped" }
        if isSilent { return "silent" }
        return isResting ? "rests" : "searches"
    }

    var document: OutputDocument {
        [
            "name": .string(name), "state": .string(state), "hash_rate": .number(rate.perSecond),
            "devices": .array(
                devices.map { ["name": .string($0.name), "hash_rate": .number(Double($0.hashesPerSecond))] }),
            "last_heard_seconds": .number(unheard / .seconds(1)),
            "good": .digits(good), "late": .digits(late), "bad": .digits(bad),
        ]
    }
}

extension [SearchSnapshot.Worker] {
    var searching: [SearchSnapshot.Worker] { filter { $0.state == "searches" } }

    /// What they all do, without those of which nothing is believed any more.
    var effort: SearchEffort {
        let tried = reduce(UInt64(0)) { sum, worker in
            let step = worker.isDropped ? 0 : worker.tried
            return sum.addingReportingOverflow(step).overflow ? .max : sum + step
        }
        return SearchEffort(
            hashes: tried, rate: HashRate(perSecond: searching.reduce(0) { $0 + $1.rate.perSecond }))
    }
}
