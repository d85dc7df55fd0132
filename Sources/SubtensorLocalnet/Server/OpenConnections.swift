// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import Synchronization

/// Every socket that a server has accepted, from its first byte to its last.
final class OpenConnections: Sendable {
    /// What becomes of a new connection.
    enum Admission {
        case served
        /// There is no room for it, and it is told so.
        case turnedAway
        /// Not even for that.
        case closed
    }

    /// Invariant: nothing enters once `isStopped` is set.
    private struct State {
        var served: [ObjectIdentifier: any Channel] = [:]
        var turnedAway: [ObjectIdentifier: any Channel] = [:]
        var isStopped = false
    }

    /// How many are turned away at the same time.
    private static let turnedAwayLimit = 64

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) { self.limit = limit }

    /// Counts `channel` until it is closed.
    func enter(_ channel: any Channel) -> Admission {
        let id = ObjectIdentifier(channel)
        let admission: Admission = state.withLock { state in
            guard !state.isStopped else { return .closed }
            if state.served.count < limit {
                state.served[id] = channel
                return .served
            }
            guard state.turnedAway.count < Self.turnedAwayLimit else { return .closed }
            state.turnedAway[id] = channel
            return .turnedAway
        }
        guard admission != .closed else { return .closed }
        channel.closeFuture.whenComplete { [self] _ in
            state.withLock { state in
                state.served.removeValue(forKey: id)
                state.turnedAway.removeValue(forKey: id)
            }
        }
        return admission
    }

    /// Closes what is open and lets nothing in any more.
    func closeAll() {
        state.withLock { $0.isStopped = true }
        closeOpen()
    }

    /// Closes what is open. Others may come in.
    func closeOpen() {
        let channels = state.withLock { Array($0.served.values) + Array($0.turnedAway.values) }
        for channel in channels { channel.close(promise: nil) }
    }
}
