// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Bittensor

/// A sink that hands statistics to a waiting test.
struct ReportStream: StatisticsSink {
    let reports: AsyncStream<StatisticsReport>
    private let continuation: AsyncStream<StatisticsReport>.Continuation

    init() { (reports, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    func write(_ report: StatisticsReport) { continuation.yield(report) }
    func stop() { continuation.finish() }

    /// Waits for statistics that fulfil a condition.
    func first(where condition: (RegistrationStatistics) -> Bool = { _ in true }) async -> RegistrationStatistics? {
        for await report in reports where condition(report.statistics) { return report.statistics }
        return nil
    }
}
