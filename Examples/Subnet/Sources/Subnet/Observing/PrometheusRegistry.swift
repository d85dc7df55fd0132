// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Metrics
import Synchronization

/// Keeps what swift-metrics is told, and writes it in Prometheus' text form.
///
/// Whatever a library below counts shows up here as well. A back end of your own, such as swift-prometheus or an
/// exporter for OpenTelemetry, takes its place with one line in `NeuronOptions`.
final class PrometheusRegistry: MetricsFactory {
    private struct Key: Hashable {
        let name: String
        /// As the text form has them, braces and all.
        let labels: String
    }

    private let series = Mutex<[Key: PrometheusSeries]>([:])

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        find(.counter, label, dimensions)
    }

    func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler { find(.counter, label, dimensions) }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        find(.gauge, label, dimensions)
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        find(aggregate ? .summary : .gauge, label, dimensions)
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        find(.summary, label + ".seconds", dimensions)
    }

    // A series stays on the page: what it has counted is still so.
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}

    /// The series of this name and these dimensions: always the same one. The first kind that a name has is its kind.
    private func find(
        _ kind: PrometheusSeries.Kind, _ label: String, _ dimensions: [(String, String)]
    ) -> PrometheusSeries {
        let key = Key(
            name: Self.name(label) + (kind == .counter ? "_total" : ""), labels: Self.labels(dimensions))
        return series.withLock { series in
            if let known = series[key] { return known }
            let kind = series.first { $0.key.name == key.name }?.value.kind ?? kind
            let new = PrometheusSeries(kind)
            series[key] = new
            return new
        }
    }

    /// The page at `/metrics`.
    var text: String {
        let rows = series.withLock { $0.sorted { ($0.key.name, $0.key.labels) < ($1.key.name, $1.key.labels) } }
        var page = ""
        var name: String?
        for (key, series) in rows {
            if key.name != name { page += "# TYPE \(key.name) \(series.kind.rawValue)\n" }
            name = key.name
            for (suffix, value) in series.values { page += "\(key.name)\(suffix)\(key.labels) \(value)\n" }
        }
        return page
    }

    private static func name(_ label: String) -> String {
        String(label.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    }

    private static func labels(_ dimensions: [(String, String)]) -> String {
        guard !dimensions.isEmpty else { return "" }
        let pairs = dimensions.map { key, value in
            let escaped = value.map { character in
                switch character {
                case "\\": "\\\\"
                case "\"": "\\\""
                case "\n": "\\n"
                default: String(character)
                }
            }
            return "\(name(key))=\"\(escaped.joined())\""
        }
        return "{" + pairs.joined(separator: ",") + "}"
    }
}
