// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Metrics
import Synchronization

#if canImport(Subnet)
    @testable import Subnet
#endif

/// Metrics of neurons, and at hand which block each of them has dealt with.
final class BlockWatch: MetricsFactory {
    let registry = PrometheusRegistry()
    private let blocks = Mutex<[String: UInt64]>([:])

    /// The newest block that the neuron of a hotkey has dealt with.
    func block(of hotkey: String) -> UInt64? { blocks.withLock { $0[hotkey] } }

    /// Forgets a neuron that has stopped.
    func forget(_ hotkey: String) { blocks.withLock { $0[hotkey] = nil } }

    private final class Handler: RecorderHandler {
        let record: @Sendable (UInt64) -> Void

        init(record: @escaping @Sendable (UInt64) -> Void) { self.record = record }

        func record(_ value: Int64) { record(UInt64(clamping: value)) }
        func record(_ value: Double) { record(UInt64(value)) }
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        guard label == "neuron.block", let hotkey = dimensions.first(where: { $0.0 == "hotkey" })?.1 else {
            return registry.makeRecorder(label: label, dimensions: dimensions, aggregate: aggregate)
        }
        return Handler { [self] block in blocks.withLock { $0[hotkey] = block } }
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        registry.makeCounter(label: label, dimensions: dimensions)
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        registry.makeTimer(label: label, dimensions: dimensions)
    }

    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}
}
