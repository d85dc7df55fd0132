// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// How status text is shown.
public enum StatisticsOutput: String, Hashable, Sendable {
    /// A block of lines, each report in the place of the one before: for a terminal.
    case inPlace
    /// One line per report: for a file, a pipe, a log.
    case lines
}
