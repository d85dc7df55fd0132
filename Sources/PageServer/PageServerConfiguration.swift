// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Where a ``PageServer`` listens, whom it answers, and how much of it.
package struct PageServerConfiguration: Hashable, Sendable {
    package var host = "127.0.0.1"
    /// The port to listen on; 0 takes a free one.
    package var port = 0
    /// What a request has to bring as `Authorization: Bearer …`; nil for nothing.
    package var token: String?
    /// Paths that need no token: pages that hold nothing of the program.
    package var openPaths: Set<String> = []
    /// Connections at the same time; more are closed at once.
    package var maxConnections = 32
    /// Requests that are answered in a second, whoever sends them: the rest is told to come again.
    package var maxRequestsPerSecond = 50
    /// Bytes of a request's body, which nobody needs.
    package var maxBodySize = 1024
    /// For a connection to bring its request and take its answer.
    package var timeout: Duration = .seconds(10)

    package init() {}

    /// Whether only this machine can reach it.
    package var isLoopback: Bool { Self.isLoopback(host) }

    package static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
