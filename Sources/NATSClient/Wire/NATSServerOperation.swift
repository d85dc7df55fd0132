// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// One thing that a server sends.
enum NATSServerOperation: Hashable, Sendable {
    case info(NATSServerInfo)
    /// A message for the subscription of that number.
    case message(NATSMessage, subscription: UInt64)
    case ping
    case pong
    case ok
    /// What the server says between its quotation marks.
    case error(String)
}
