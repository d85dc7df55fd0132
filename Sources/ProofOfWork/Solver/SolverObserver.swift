// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CoreMetrics
import Logging
import SDKTelemetry

/// What a program hears of a search. Workers tell of a slice by one addition, and write nothing.
struct SolverObserver: Sendable {
    private let logger: Logger
    private let hashes: MetricFamily<String, Counter>
    private let seals: Counter

    init(_ logger: Logger) {
        self.logger = logger
        let maker = MetricsMaker()
        hashes = MetricFamily { maker.counter(.powHashes, [.device: $0]) }
        seals = maker.counter(.powSealsFound)
    }

    /// What counts the hashes of a device, such as `cpu` or `cuda:0`: all its workers share one.
    func counter(of device: String) -> Counter { hashes[device] }

    func found() { seals.increment() }

    func begins(devices: [String], _ kernel: SealKernel?) {
        logger.debug(
            "search begins", metadata: .of([.worker: "\(devices.count) with \(kernel?.name ?? "the fastest kernel")"]))
    }

    func fails(_ device: String, _ error: CardError) {
        logger.warning("a worker stopped", metadata: .of([.worker: device, .reason: "\(error)"]))
    }

    func recovers(_ device: String) {
        logger.notice("a worker goes on", metadata: .of([.worker: device]))
    }

    func ends(_ progress: SealSolver.Progress) {
        logger.debug("search ends", metadata: .of([.hashes: progress.hashes]))
    }
}
