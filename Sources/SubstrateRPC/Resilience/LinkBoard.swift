// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// One connection of a ``ResilientRPCClient``; each has a higher generation than those before it.
struct Link: Sendable {
    let generation: UInt64
    let session: WebSocketSession
    var endpoint: RPCEndpoint { session.endpoint }
}

/// Where those who need a connection and the one who makes connections meet.
///
/// A value without a network. What is to be resumed or told is returned, and done without holding a lock.
struct LinkBoard {
    typealias Waiter = CheckedContinuation<Result<Link, RPCError>, Never>

    private enum Phase {
        case connecting
        case connected(Link)
        case ended(RPCError)
    }

    private var phase = Phase.connecting
    /// Those who wait while connecting. Invariant: empty once ended.
    private var waiters: [UInt64: (lost: UInt64?, continuation: Waiter)] = [:]
    private var relays: [UInt64: (relay: SubscriptionRelay, generation: UInt64)] = [:]
    private var observers: [UInt64: AsyncStream<RPCConnectionState>.Continuation] = [:]
    private var lastID: UInt64 = 0
    private(set) var state: RPCConnectionState?
    /// What every endpoint must answer to the question of identity.
    var identity: JSONValue?

    mutating func takeID() -> UInt64 {
        lastID += 1
        return lastID
    }

    var endpoint: RPCEndpoint? { if case .connected(let link) = phase { link.endpoint } else { nil } }

    var subscriptionCount: Int { relays.count }

    // MARK: Links

    /// The link that is newer than the one that was lost, or the reason why there will be none; nil while connecting.
    func link(newerThan lost: UInt64?) -> Result<Link, RPCError>? {
        switch phase {
        case .connecting: nil
        case .connected(let link): link.generation > lost ?? 0 ? .success(link) : nil
        case .ended(let error): .failure(error)
        }
    }

    /// Waits for a link, unless too many do already.
    mutating func wait(_ id: UInt64, newerThan lost: UInt64?, limit: Int, _ waiter: Waiter) -> Result<Link, RPCError>? {
        if let result = link(newerThan: lost) { return result }
        guard waiters.count < limit else {
            return .failure(
                RPCError(
                    .tooManyRequests, "\(limit) requests wait for a new connection already; send fewer at once"))
        }
        waiters[id] = (lost, waiter)
        return nil
    }

    mutating func stopWaiting(_ id: UInt64) -> Waiter? { waiters.removeValue(forKey: id)?.continuation }

    /// A new link is there. Returns those who waited for it, and the subscriptions that it has to take over.
    mutating func publish(_ link: Link) -> (waiters: [Waiter], relays: [SubscriptionRelay]) {
        if case .ended = phase { return ([], []) }
        phase = .connected(link)
        let ready = waiters.values.map(\.continuation)
        waiters = [:]
        relays = relays.filter { $0.value.relay.isRepeatable || $0.value.generation == link.generation }
        let replayed = relays.values.filter { $0.generation < link.generation }.map(\.relay)
        for relay in replayed { relays[relay.id]?.generation = link.generation }
        return (ready, replayed)
    }

    mutating func lose() { if case .connected = phase { phase = .connecting } }

    /// No link follows, which is the state from now on. Returns whom to tell.
    mutating func end(
        _ error: RPCError
    ) -> (
        waiters: [Waiter], relays: [SubscriptionRelay], observers: [AsyncStream<RPCConnectionState>.Continuation]
    ) {
        if case .ended = phase { return ([], [], []) }
        phase = .ended(error)
        defer {
            waiters = [:]
            relays = [:]
        }
        return (
            waiters.values.map(\.continuation), relays.values.map(\.relay), change(to: .ended(reason: error.reason))
        )
    }

    // MARK: Subscriptions

    /// Keeps a subscription that was begun on link `generation`. Returns false when a newer link is there already, or
    /// none will be.
    mutating func adopt(_ relay: SubscriptionRelay, generation: UInt64) -> Bool {
        switch phase {
        case .connected(let link) where link.generation > generation: return false
        case .ended: return false
        case .connected, .connecting:
            relays[relay.id] = (relay, generation)
            return true
        }
    }

    mutating func remove(_ relayID: UInt64) -> SubscriptionRelay? { relays.removeValue(forKey: relayID)?.relay }

    // MARK: Observers

    /// Tells `observer` the state and all that follow. Returns false, with nothing to follow, when all has ended: then
    /// the caller finishes it.
    mutating func observe(_ id: UInt64, _ observer: AsyncStream<RPCConnectionState>.Continuation) -> Bool {
        if let state { observer.yield(state) }
        if case .ended = state { return false }
        observers[id] = observer
        return true
    }

    mutating func stopObserving(_ id: UInt64) { observers[id] = nil }

    mutating func change(to state: RPCConnectionState) -> [AsyncStream<RPCConnectionState>.Continuation] {
        self.state = state
        return Array(observers.values)
    }
}
