// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// How a command talks.
struct ConsoleOptions: Hashable, Sendable {
    /// Standard output gets exactly one JSON document.
    var json = false
    /// Nothing is asked: a yes or no is a yes, anything else must have been given.
    var noPrompt = false
    /// Nothing is said but answers, warnings and errors.
    var isQuiet = false
    /// More is said.
    var isVerbose = false
}
