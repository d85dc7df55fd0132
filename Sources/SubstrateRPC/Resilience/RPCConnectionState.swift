// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives

/// What became of the connection of a ``ResilientRPCClient``; its description is a line for a person.
public enum RPCConnectionState: Hashable, Sendable, CustomStringConvertible {
    /// Requests go to this endpoint.
    case connected(RPCEndpoint)
    /// The connection was lost, or the last attempt failed, for this reason. Attempt `attempt` goes to the endpoint
    /// after `delay`.
    case reconnecting(to: RPCEndpoint, attempt: Int, delay: Duration, reason: String)
    /// Requests go to another endpoint than before.
    case failedOver(from: RPCEndpoint, to: RPCEndpoint)
    /// The client has ended; no connection follows.
    case ended(reason: String)

    public var description: String {
        switch self {
        case .connected(let endpoint): "connected to \(endpoint)"
        case .reconnecting(let endpoint, let attempt, let delay, let reason):
            // What to do about it is not said: it is being done.
            "\(reason.prefix(upTo: reason.firstRange(of: "; ")?.lowerBound ?? reason.endIndex))"
                + (reason.contains(endpoint.description) ? "" : ", next \(endpoint)")
                + "; attempt \(attempt)\(delay > .zero ? " in \(delay.shortText)" : "")"
        case .failedOver(let old, let new): "connected to \(new) instead of \(old)"
        case .ended(let reason): reason
        }
    }
}
