// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import Synchronization

/// Every socket that a server has accepted, from its first byte to its last.
final class PageConnections: Sendable {
    private let limit: Int
    private let count = Mutex(0)

    init(limit: Int) { self.limit = limit }

    /// Counts `channel` until it is closed; returns false when there is no room for it.
    func enter(_ channel: any Channel) -> Bool {
        let hasRoom = count.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
        if hasRoom { channel.closeFuture.whenComplete { _ in self.count.withLock { $0 -= 1 } } }
        return hasRoom
    }
}
