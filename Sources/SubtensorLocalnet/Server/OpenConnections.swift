// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import Synchronization

/// Every socket that a server has accepted, from its first byte to its last.
final class OpenConnections: Sendable {
    /// Invariant: nothing enters once `isStopped` is set.
    private struct State {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var isStopped = false
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) { self.limit = limit }

    /// Counts `channel` until it is closed; returns false when there is no room for it.
    func enter(_ channel: any Channel) -> Bool {
        let id = ObjectIdentifier(channel)
        let hasRoom = state.withLock { state in
            guard !state.isStopped, state.channels.count < limit else { return false }
            state.channels[id] = channel
            return true
        }
        guard hasRoom else { return false }
        channel.closeFuture.whenComplete { [self] _ in
            state.withLock { _ = $0.channels.removeValue(forKey: id) }
        }
        return true
    }

    /// Closes what is open and lets nothing in any more.
    func closeAll() {
        state.withLock { $0.isStopped = true }
        closeOpen()
    }

    /// Closes what is open. Others may come in.
    func closeOpen() {
        let channels = state.withLock { Array($0.channels.values) }
        for channel in channels { channel.close(promise: nil) }
    }
}
