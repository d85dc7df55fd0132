// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Statistics with the text that a person reads.
public struct StatisticsReport: Hashable, Sendable {
    public let statistics: RegistrationStatistics
    /// Several lines that replace the report before them, or one line that follows it.
    public let output: StatisticsOutput
    /// The text in that form, without a line break at the end.
    public let text: String
}
