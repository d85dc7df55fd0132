// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Metrics
import Synchronization

/// One number that is counted or measured over time.
final class PrometheusSeries: Sendable {
    enum Kind: String, Sendable {
        case counter, gauge, summary
    }

    private struct State {
        /// A counter's count, a gauge's newest value, a summary's sum.
        var value = 0.0
        /// How many values a summary has seen.
        var count = 0
    }

    let kind: Kind
    private let state = Mutex(State())

    init(_ kind: Kind) { self.kind = kind }

    /// What stands on the page, by what follows the name.
    var values: [(suffix: String, value: Double)] {
        let state = state.withLock { $0 }
        return kind == .summary
            ? [("_count", Double(state.count)), ("_sum", state.value)] : [("", state.value)]
    }

    private func change(_ change: (inout Double) -> Void) { state.withLock { change(&$0.value) } }
}

extension PrometheusSeries: CounterHandler, FloatingPointCounterHandler {
    func increment(by amount: Int64) { change { $0 += Double(amount) } }
    func increment(by amount: Double) { change { $0 += amount } }
    func reset() { change { $0 = 0 } }
}

extension PrometheusSeries: MeterHandler {
    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { change { $0 = value } }
    func decrement(by amount: Double) { increment(by: -amount) }
}

extension PrometheusSeries: RecorderHandler, TimerHandler {
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        guard kind == .summary else { return set(value) }
        state.withLock {
            $0.value += value
            $0.count += 1
        }
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
}
