// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// How busy a share is.
struct ShareOccupancy: Sendable {
    let name: String
    let running: Int
    let waiting: Int
    let abandoned: Int
}

/// What an axon counts, in Prometheus' text form; and, by the same names, for whatever the program collects metrics with.
public final class AxonMetrics: Sendable {
    private struct RouteCounts {
        var byStatus: [Int: Int] = [:]
        var buckets = [Int](repeating: 0, count: AxonMetrics.bounds.count + 1)
        var nanoseconds: Int64 = 0
    }

    private struct State {
        var routes: [String: RouteCounts] = [:]
        var refusals: [CallRefusal.Reason: Int] = [:]
        var connections = 0
        var connectionsCut = 0
    }

    /// Upper ends of the latency histogram, in seconds.
    private static let bounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    /// Held for a few additions. Route names come from the served routes alone, so the maps stay small.
    private let state = Mutex(State())
    private let occupancy: @Sendable () -> [ShareOccupancy]
    private let counters = AxonCounters()

    init(occupancy: @escaping @Sendable () -> [ShareOccupancy]) {
        self.occupancy = occupancy
    }

    /// Requests answered, by route and status. Unknown routes count under an empty name.
    public var requests: [String: [Int: Int]] { state.withLock { $0.routes.mapValues(\.byStatus) } }
    /// Refusals by reason.
    public var refusals: [String: Int] {
        state.withLock { state in
            Dictionary(uniqueKeysWithValues: state.refusals.map { ($0.key.rawValue, $0.value) })
        }
    }
    /// Open connections.
    public var connections: Int { state.withLock { $0.connections } }

    func count(route: String, status: Int, duration: Duration) {
        let nanoseconds = duration.nanoseconds
        let seconds = Double(nanoseconds) / 1e9
        let bucket = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
        state.withLock { state in
            state.routes[route, default: RouteCounts()].byStatus[status, default: 0] += 1
            state.routes[route, default: RouteCounts()].buckets[bucket] += 1
            state.routes[route, default: RouteCounts()].nanoseconds += nanoseconds
        }
        counters.count(route: route, status: status, nanoseconds: nanoseconds)
    }

    func count(_ reason: CallRefusal.Reason) {
        state.withLock { $0.refusals[reason, default: 0] += 1 }
        counters.count(reason)
    }

    func connectionOpened() {
        state.withLock { $0.connections += 1 }
        counters.connections.increment()
    }

    func connectionClosed() {
        state.withLock { $0.connections -= 1 }
        counters.connections.decrement()
    }

    func connectionCut() {
        state.withLock { $0.connectionsCut += 1 }
        counters.connectionsCut.increment()
    }

    /// The page at `/metrics`.
    public var prometheusText: String {
        let state = state.withLock { $0 }
        var page = Page()
        let routes = state.routes.sorted { $0.key < $1.key }
        page.begin("axon_requests_total", "counter", "Requests answered, by synapse and HTTP status.")
        for (name, counts) in routes {
            for (status, count) in counts.byStatus.sorted(by: { $0.key < $1.key }) {
                page.line("axon_requests_total{synapse=\"\(name)\",status=\"\(status)\"}", count)
            }
        }
        page.begin("axon_refusals_total", "counter", "Requests refused, by reason.")
        for (reason, count) in state.refusals.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            page.line("axon_refusals_total{reason=\"\(reason.rawValue)\"}", count)
        }
        page.begin("axon_request_seconds", "histogram", "Time from the request's head to its answer, by synapse.")
        for (name, counts) in routes {
            var total = 0
            for (bound, count) in zip(Self.bounds.map { "\($0)" } + ["+Inf"], counts.buckets) {
                total += count
                page.line("axon_request_seconds_bucket{synapse=\"\(name)\",le=\"\(bound)\"}", total)
            }
            page.line("axon_request_seconds_sum{synapse=\"\(name)\"}", Double(counts.nanoseconds) / 1e9)
            page.line("axon_request_seconds_count{synapse=\"\(name)\"}", total)
        }
        page.begin("axon_connections", "gauge", "Open connections.")
        page.line("axon_connections", state.connections)
        page.begin("axon_connections_cut_total", "counter", "Connections closed for being slow or too many.")
        page.line("axon_connections_cut_total", state.connectionsCut)
        let gates = occupancy()
        page.begin("axon_handlers_running", "gauge", "Handlers at work, by share.")
        for gate in gates { page.line("axon_handlers_running{share=\"\(gate.name)\"}", gate.running) }
        page.begin("axon_handlers_waiting", "gauge", "Calls that wait for a handler, by share.")
        for gate in gates { page.line("axon_handlers_waiting{share=\"\(gate.name)\"}", gate.waiting) }
        page.begin("axon_functions_abandoned", "gauge", "Handlers and checks that go on beyond their time, by share.")
        for gate in gates { page.line("axon_functions_abandoned{share=\"\(gate.name)\"}", gate.abandoned) }
        return page.text
    }

    private struct Page {
        var text = ""

        mutating func begin(_ name: String, _ kind: String, _ help: String) {
            text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
        }

        mutating func line(_ name: String, _ value: some CustomStringConvertible) { text += "\(name) \(value)\n" }
    }
}
