// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork

/// Makes reports of a solver's counters, each of the time since the one before.
struct WorkerMeter {
    private var hashes: [String: UInt64] = [:]
    private var time = Duration.zero

    /// - Parameter time: since the search began.
    mutating func report(
        _ progress: SealSolver.Progress, at time: Duration, epoch: UInt64?, found: UInt64
    ) -> FleetReport {
        var totals: [(name: String, hashes: UInt64)] = []
        for worker in progress.workers {
            if let index = totals.firstIndex(where: { $0.name == worker.device }) {
                totals[index].hashes += worker.hashes
            } else {
                totals.append((worker.device, worker.hashes))
            }
        }
        let step = time - self.time
        self.time = time
        let devices = totals.map { device in
            let before = hashes.updateValue(device.hashes, forKey: device.name) ?? 0
            let rate = HashRate(hashes: device.hashes - min(before, device.hashes), in: step)
            // A rate is finite, and far below 2⁵³.
            return FleetReport.Device(name: device.name, hashesPerSecond: UInt64(min(rate.perSecond, 9e15)))
        }
        return FleetReport(epoch: epoch, hashes: progress.hashes, devices: devices, found: found)
    }
}
