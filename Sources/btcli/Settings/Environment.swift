// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif
#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The environment variables that a command may read: the process's, or a test's own.
struct Environment: Sendable {
    let variables: [String: String]
    /// The variables of ours that are no text.
    let unreadable: [String]

    init(_ variables: [String: String], unreadable: [String] = []) {
        self.variables = variables
        self.unreadable = unreadable
    }

    /// The variables of this process. Only the command line reads them.
    static var process: Environment {
        let variables = ProcessInfo.processInfo.environment
        // Foundation repairs what is not UTF-8: a password would be another one, a folder too.
        let repaired = variables.filter { name, value in
            value.contains("\u{FFFD}") && isOurs(name)
                && getenv(name).map { String(validatingCString: $0) == nil } ?? true
        }
        return Environment(variables, unreadable: repaired.keys.sorted())
    }

    private static func isOurs(_ name: String) -> Bool {
        name == "HOME" || name.hasPrefix("BT_") || name.hasPrefix("BTCLI_")
    }

    /// The value of a variable; nil when it is not set or empty.
    subscript(name: String) -> String? {
        guard let value = variables[name], !value.isEmpty else { return nil }
        return value
    }

    /// A path in which a leading `~` is the home folder.
    func expanded(_ path: String) -> String {
        guard path.hasPrefix("~/"), let home = self["HOME"] else { return path }
        return home + path.dropFirst()
    }
}
