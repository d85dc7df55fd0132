// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import Synchronization

/// The open connections, by the network that they come from.
///
/// When there are too many, the oldest one whose caller has proven nothing goes, of the network that has most of those: so
/// strangers displace each other, and never a caller who signed.
final class ConnectionTable: Sendable {
    private struct Connection {
        let channel: any Channel
        let network: PeerNetwork
        var isProven = false
    }

    private struct State {
        var connections: [ObjectIdentifier: Connection] = [:]
        /// How many there are of each network. Only networks with open connections are in it.
        var counts: [PeerNetwork: Int] = [:]
        /// Those without a proven caller, the oldest first.
        var strangers: [PeerNetwork: [ObjectIdentifier]] = [:]
    }

    let metrics: AxonMetrics
    private let limit: Int
    private let limitPerNetwork: Int
    /// `counts` and `strangers` agree with `connections`.
    private let state = Mutex(State())

    init(limit: Int, limitPerNetwork: Int, metrics: AxonMetrics) {
        self.limit = limit
        self.limitPerNetwork = limitPerNetwork
        self.metrics = metrics
    }

    /// Takes up a new connection, in the place of a stranger's if there are too many. False if none can go.
    func open(_ channel: any Channel) -> Bool {
        let network = PeerNetwork(channel.remoteAddress?.ipAddress)
        let (isOpen, displaced) = state.withLock { state -> (Bool, (any Channel)?) in
            var displaced: (any Channel)?
            let isNetworkFull = state.counts[network] ?? 0 >= limitPerNetwork
            if isNetworkFull || state.connections.count >= limit {
                guard let oldest = isNetworkFull ? state.strangers[network]?.first : Self.oldestStranger(state) else {
                    return (false, nil)
                }
                displaced = Self.remove(oldest, from: &state)?.channel
            }
            let id = ObjectIdentifier(channel)
            state.connections[id] = Connection(channel: channel, network: network)
            state.counts[network, default: 0] += 1
            state.strangers[network, default: []].append(id)
            return (true, displaced)
        }
        if isOpen { metrics.connectionOpened() }
        if displaced != nil { metrics.connectionClosed() }
        if displaced != nil || !isOpen { metrics.connectionCut() }
        displaced?.close(promise: nil)
        return isOpen
    }

    /// The caller on this connection has signed: it is no stranger any more.
    func prove(_ channel: any Channel) {
        let id = ObjectIdentifier(channel)
        state.withLock { state in
            guard let connection = state.connections[id], !connection.isProven else { return }
            state.connections[id]?.isProven = true
            Self.removeStranger(id, connection.network, from: &state)
        }
    }

    /// The connection has closed. Does nothing if it was displaced.
    func close(_ channel: any Channel) {
        let closed = state.withLock { Self.remove(ObjectIdentifier(channel), from: &$0) }
        if closed != nil { metrics.connectionClosed() }
    }

    private static func oldestStranger(_ state: borrowing State) -> ObjectIdentifier? {
        var most: [ObjectIdentifier] = []
        for strangers in state.strangers.values where strangers.count > most.count { most = strangers }
        return most.first
    }

    private static func remove(_ id: ObjectIdentifier, from state: inout State) -> Connection? {
        guard let connection = state.connections.removeValue(forKey: id) else { return nil }
        let count = state.counts[connection.network] ?? 0
        state.counts[connection.network] = count > 1 ? count - 1 : nil
        if !connection.isProven { removeStranger(id, connection.network, from: &state) }
        return connection
    }

    private static func removeStranger(_ id: ObjectIdentifier, _ network: PeerNetwork, from state: inout State) {
        guard let index = state.strangers[network]?.firstIndex(of: id) else { return }
        state.strangers[network]?.remove(at: index)
        if state.strangers[network]?.isEmpty == true { state.strangers[network] = nil }
    }
}
