// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CoreMetrics
import SDKTelemetry

/// The counts of ``AxonMetrics`` for whatever the program collects metrics with.
struct AxonCounters: Sendable {
    private struct Answer: Hashable {
        let synapse: String
        let status: Int
    }

    private let requests: MetricFamily<Answer, Counter>
    private let times: MetricFamily<String, Timer>
    private let refusals: MetricFamily<CallRefusal.Reason, Counter>
    let connections: Meter
    let connectionsCut: Counter

    init() {
        let maker = MetricsMaker()
        requests = MetricFamily {
            maker.counter(.axonRequests, [.synapse: $0.synapse, .status: "\($0.status)"])
        }
        times = MetricFamily { maker.timer(.axonRequestSeconds, [.synapse: $0]) }
        refusals = MetricFamily { maker.counter(.axonRefusals, [.reason: $0.rawValue]) }
        connections = maker.meter(.axonConnections)
        connectionsCut = maker.counter(.axonConnectionsCut)
    }

    func count(route: String, status: Int, nanoseconds: Int64) {
        requests[Answer(synapse: route, status: status)].increment()
        times[route].recordNanoseconds(nanoseconds)
    }

    func count(_ reason: CallRefusal.Reason) { refusals[reason].increment() }
}
