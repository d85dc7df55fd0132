// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CoreMetrics
import InMemoryLogging
import InMemoryTracing
import Logging
import MetricsTestKit
import SDKTelemetry
import Tracing

/// What a program hears that has chosen a log, metrics and a tracer.
struct Heard: Sendable {
    let metrics = TestMetrics()
    let tracer = InMemoryTracer()
    let logger: Logger
    private let log: InMemoryLogHandler

    init(from level: Logger.Level = .trace) {
        let log = InMemoryLogHandler()
        self.log = log
        var logger = Logger(label: "test") { _ in log }
        logger.logLevel = level
        self.logger = logger
    }

    /// Runs `body` with these metrics and this tracer.
    func listen<Value>(_ body: () async throws -> Value) async throws -> Value {
        try await withMetricsFactory(metrics) { () async throws -> Value in
            try await withTracer(tracer) { () async throws -> Value in try await body() }
        }
    }

    var lines: [InMemoryLogHandler.Entry] { log.entries }

    func lines(_ message: Logger.Message) -> [InMemoryLogHandler.Entry] { lines.filter { $0.message == message } }

    func total(_ metric: ObservedMetric, _ labels: KeyValuePairs<ObservedMetric.Label, String> = [:]) -> Int64 {
        metrics.counterTotal(label: metric.rawValue, dimensions: labels.map { ($0.rawValue, $1) })
    }

    func count(_ metric: ObservedMetric, _ label: ObservedMetric.Label, _ value: String) -> Int {
        metrics.timers(label: metric.rawValue, dimensions: [(label.rawValue, value)]).reduce(0) { $0 + $1.values.count }
    }

    /// Everything that was heard, as text.
    var everything: String {
        let lines = lines.map { "\($0.message) \($0.metadata)" }
        let spans = tracer.finishedSpans.map { "\($0.operationName) \($0.attributes) \($0.errors)" }
        let labels =
            metrics.counters.map { "\($0.label) \($0.dimensions)" }
            + metrics.timers.map { "\($0.label) \($0.dimensions)" }
        return (lines + spans + labels).joined(separator: "\n")
    }
}

extension InMemoryLogHandler.Entry {
    subscript(key: ObservedKey) -> String? { metadata[key.rawValue]?.description }
}

extension FinishedInMemorySpan {
    subscript(key: ObservedKey) -> SpanAttribute? { attributes.get(key.rawValue) }
}
