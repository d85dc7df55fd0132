// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import Logging

extension Logger {
    /// A logger that writes nothing, whatever the program has chosen: the default of this package's clients.
    public static let silent = Logger(label: "silent") { _ in SwiftLogNoOpLogHandler() }
}
