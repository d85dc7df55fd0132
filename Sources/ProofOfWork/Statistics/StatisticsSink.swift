// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Takes status text to wherever a person looks. This library never prints.
public protocol StatisticsSink: Sendable {
    /// A display begins.
    func start()
    /// A report is due.
    func write(_ report: StatisticsReport)
    /// The display ends; nothing follows.
    func stop()
}

extension StatisticsSink {
    public func start() {}
    public func stop() {}
}
