// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// The open connections, by address.
final class ConnectionCounter: Sendable {
    let metrics: AxonMetrics
    private let limit: Int
    private let limitPerAddress: Int
    /// Only addresses with open connections are in it. The sum of all values is `total`.
    private let state = Mutex<(total: Int, byAddress: [String: Int])>((0, [:]))

    init(limit: Int, limitPerAddress: Int, metrics: AxonMetrics) {
        self.limit = limit
        self.limitPerAddress = limitPerAddress
        self.metrics = metrics
    }

    /// Counts a new connection, or returns false if there are too many.
    func open(_ address: String) -> Bool {
        let isOpen = state.withLock { state in
            let count = state.byAddress[address] ?? 0
            guard state.total < limit, count < limitPerAddress else { return false }
            state.total += 1
            state.byAddress[address] = count + 1
            return true
        }
        if isOpen { metrics.connectionOpened() } else { metrics.connectionCut() }
        return isOpen
    }

    func close(_ address: String) {
        state.withLock { state in
            guard let count = state.byAddress[address] else { return }
            state.total -= 1
            state.byAddress[address] = count > 1 ? count - 1 : nil
        }
        metrics.connectionClosed()
    }
}
