// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

package import CoreMetrics

/// What is counted and measured, by name. The article "Observing" lists them.
package enum ObservedMetric: String, CaseIterable, Sendable {
    case rpcRequestSeconds = "rpc_request_seconds"
    case rpcRequestFailures = "rpc_request_failures_total"
    case rpcConnections = "rpc_connections_total"
    case rpcConnectionsLost = "rpc_connections_lost_total"
    case rpcBytesSent = "rpc_sent_bytes_total"
    case rpcBytesReceived = "rpc_received_bytes_total"

    case powHashes = "pow_hashes_total"
    case powSealsFound = "pow_seals_found_total"
    case powSealsOffered = "pow_seals_offered_total"

    case axonRequests = "axon_requests_total"
    case axonRequestSeconds = "axon_request_seconds"
    case axonRefusals = "axon_refusals_total"
    case axonConnections = "axon_connections"
    case axonConnectionsCut = "axon_connections_cut_total"

    /// By what the metrics of one name differ.
    package enum Label: String, CaseIterable, Sendable {
        case device, method, outcome, reason, status, synapse
    }
}

/// Makes metrics with whatever the program collected them with when this was made; see `MetricsSystem`.
package struct MetricsMaker: Sendable {
    private let factory: any MetricsFactory

    package init() { factory = MetricsSystem.factory }

    package func counter(_ metric: ObservedMetric, _ labels: KeyValuePairs<ObservedMetric.Label, String> = [:])
        -> Counter
    {
        Counter(label: metric.rawValue, dimensions: Self.dimensions(labels), factory: factory)
    }

    package func meter(_ metric: ObservedMetric) -> Meter { Meter(label: metric.rawValue, factory: factory) }

    /// A timer whose values are shown in seconds.
    package func timer(_ metric: ObservedMetric, _ labels: KeyValuePairs<ObservedMetric.Label, String>) -> Timer {
        Timer(
            label: metric.rawValue, dimensions: Self.dimensions(labels), preferredDisplayUnit: .seconds,
            factory: factory)
    }

    private static func dimensions(_ labels: KeyValuePairs<ObservedMetric.Label, String>) -> [(String, String)] {
        labels.map { ($0.rawValue, $1) }
    }
}
