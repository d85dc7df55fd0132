// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Whether a client has a connection.
public enum NATSConnectionState: Hashable, Sendable {
    /// There is a connection to a server, told by its address. What a server kept in memory may be gone when it is not the first one.
    case connected(server: String)
    /// There is none, and why; attempts follow each other until there is.
    case reconnecting(reason: String)
}
