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
    var color = ColorChoice.auto
    /// Words where others see signs, and nothing in place: for screen readers, and for logs.
    var isPlain = false
}

/// When output is coloured.
enum ColorChoice: String, Hashable, Sendable, CaseIterable {
    /// On a terminal, unless the environment is against it.
    case auto
    case always
    case never

    func allows(_ stream: any TextStream, _ terminal: Terminal) -> Bool {
        switch self {
        case .always: true
        case .never: false
        case .auto: terminal.demandsColor || stream.obeysControls && terminal.allowsColor
        }
    }
}
