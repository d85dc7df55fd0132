// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// Puts statistics into words and hands them to a sink.
public struct RegistrationStatisticsLogger: Sendable {
    public let output: StatisticsOutput
    /// Adds the rounds and their times.
    public let isVerbose: Bool
    private let sink: any StatisticsSink

    public init(sink: any StatisticsSink, output: StatisticsOutput = .inPlace, verbose: Bool = false) {
        self.sink = sink
        self.output = output
        isVerbose = verbose
    }

    /// Begins the display.
    public func start() { sink.start() }

    /// Ends the display.
    public func stop() { sink.stop() }

    /// Shows new statistics.
    ///
    /// - Parameter untilStale: how long the block's work is still of use; nil when nobody knows.
    public func update(_ statistics: RegistrationStatistics, untilStale: Duration? = nil) {
        let text = statusMessage(statistics, untilStale: untilStale)
        sink.write(StatisticsReport(statistics: statistics, output: output, text: text))
    }

    /// The text of `update(_:untilStale:)`.
    public func statusMessage(_ statistics: RegistrationStatistics, untilStale: Duration? = nil) -> String {
        let rows = rows(statistics, untilStale: untilStale)
        switch output {
        case .inPlace:
            let width = rows.map(\.label.count).max() ?? 0
            return rows.map { label, value in
                label + String(repeating: " ", count: width + 2 - label.count) + value
            }.joined(separator: "\n")
        case .lines:
            return rows.map { label, value in "\(label.lowercased()) \(value)" }.joined(separator: ", ")
        }
    }

    private func rows(
        _ statistics: RegistrationStatistics, untilStale: Duration?
    ) -> [(label: String, value: String)] {
        var rows = [
            ("Elapsed", statistics.timeSpentTotal.shortText),
            ("Difficulty", "\(statistics.difficulty)"),
            ("Hash rate", "\(statistics.hashRate)"),
            ("Mean rate", "\(statistics.hashRatePerpetual)"),
            ("Expected", statistics.expectedTimeToSeal.map { "\($0.shortText) per seal" } ?? "unknown"),
        ]
        rows += statistics.devices.map { ($0.name, $0.text) }
        if let untilStale {
            // A search promises nothing: never 100.
            let percent = min(99.9, 100 * statistics.chanceOfSeal(within: untilStale))
            rows.append(("Chance", "\(percent.fixed(decimals: 1)) % before the block is stale"))
        }
        if isVerbose {
            rows.append(("Rounds", "\(statistics.roundsTotal) of \(statistics.timeAverage.shortText)"))
            rows.append(("Since last", statistics.timeSpent.shortText))
        }
        rows.append(("Block", "\(statistics.blockNumber) \(statistics.blockHash)"))
        return rows
    }
}

extension RegistrationStatistics.Device {
    /// Rate, temperature and power in one line; or why there are none.
    var text: String {
        if let failure { return "left out: \(failure.reason)" }
        var parts = ["\(hashRate)"]
        if let temperature = sensors?.temperature { parts.append("\(temperature) °C") }
        if let power = sensors?.power { parts.append("\(power.fixed(decimals: 0)) W") }
        return parts.joined(separator: ", ")
    }
}
