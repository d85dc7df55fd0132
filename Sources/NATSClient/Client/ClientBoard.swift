// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore

/// What a client has open, and with which connection. A value without a network: what is to be resumed or sent is returned, and
/// done without holding a lock.
struct ClientBoard {
    typealias LinkWaiter = CheckedContinuation<Result<NATSLink, NATSError>, Never>
    typealias ReplyWaiter = CheckedContinuation<Result<NATSMessage, NATSError>, Never>
    typealias Observer = AsyncStream<NATSConnectionState>.Continuation

    enum Phase {
        case connecting
        case connected(NATSLink)
        case ended(NATSError)
    }

    struct Subscription {
        let subject: NATSSubject
        let queue: String?
        let buffer: NATSSubscriptionBuffer

        func operation(_ number: UInt64) -> NATSClientOperation { .subscribe(subject, queue: queue, number: number) }
    }

    struct Request {
        let subject: String
        let continuation: ReplyWaiter
        var timer: Scheduled<Void>?
    }

    /// The number of the subscription that all answers come in by.
    static let inbox: UInt64 = 1

    private(set) var phase = Phase.connecting
    private var lastNumber = Self.inbox
    private(set) var subscriptions: [UInt64: Subscription] = [:]
    private(set) var requests: [UInt64: Request] = [:]
    /// Invariant: empty unless connecting.
    private var linkWaiters: [UInt64: LinkWaiter] = [:]
    private var observers: [UInt64: Observer] = [:]
    private(set) var state: NATSConnectionState?
    /// Why no answers can come in on this connection.
    var inboxDenial: NATSError?
    /// A refusal of what was published without anybody waiting for an answer.
    var unclaimedDenial: NATSError?

    mutating func takeNumber() -> UInt64 {
        lastNumber += 1
        return lastNumber
    }

    // MARK: Links

    /// The link, or the reason why there will be none; nil while connecting.
    var link: Result<NATSLink, NATSError>? {
        switch phase {
        case .connecting: nil
        case .connected(let link): .success(link)
        case .ended(let error): .failure(error)
        }
    }

    /// Waits for a link; returns what there is already.
    mutating func wait(_ number: UInt64, limit: Int, _ waiter: LinkWaiter) -> Result<NATSLink, NATSError>? {
        if let link { return link }
        guard linkWaiters.count < limit else {
            return .failure(NATSError(.tooMany, "\(limit) requests wait for a connection already; send fewer at once"))
        }
        linkWaiters[number] = waiter
        return nil
    }

    mutating func stopWaiting(_ number: UInt64) -> LinkWaiter? { linkWaiters.removeValue(forKey: number) }

    /// A new link is there. Returns who waited for it, and what it has to take over.
    mutating func publish(_ link: NATSLink) -> (waiters: [LinkWaiter], subscriptions: [(UInt64, Subscription)]) {
        if case .ended = phase { return ([], []) }
        phase = .connected(link)
        inboxDenial = nil
        unclaimedDenial = nil
        defer { linkWaiters = [:] }
        return (Array(linkWaiters.values), subscriptions.sorted { $0.key < $1.key })
    }

    /// The link is gone. Returns whose answers are lost with it.
    mutating func lose() -> [Request] {
        guard case .connected = phase else { return [] }
        phase = .connecting
        return takeRequests { _ in true }
    }

    /// No link follows. Returns whom to tell.
    mutating func end(
        _ error: NATSError
    ) -> (waiters: [LinkWaiter], requests: [Request], buffers: [NATSSubscriptionBuffer], observers: [Observer]) {
        if case .ended = phase { return ([], [], [], []) }
        phase = .ended(error)
        defer { (linkWaiters, subscriptions, observers) = ([:], [:], [:]) }
        return (
            Array(linkWaiters.values), takeRequests { _ in true }, subscriptions.values.map(\.buffer),
            Array(observers.values)
        )
    }

    // MARK: Requests

    /// Notes who waits for an answer on `link`; returns why that makes no sense.
    mutating func insert(_ request: Request, _ number: UInt64, on link: NATSLink, limit: Int) -> NATSError? {
        guard case .connected(let current) = phase, current === link else {
            if case .ended(let error) = phase { return error }
            return .lost(link.server, nil)
        }
        if let inboxDenial { return inboxDenial }
        guard requests.count < limit else {
            return NATSError(.tooMany, "\(limit) requests wait for answers already; send fewer at once")
        }
        requests[number] = request
        return nil
    }

    /// Returns false where nobody waits any more.
    mutating func setTimer(_ timer: Scheduled<Void>, of number: UInt64) -> Bool {
        guard requests[number] != nil else { return false }
        requests[number]?.timer = timer
        return true
    }

    mutating func takeRequest(_ number: UInt64) -> Request? { requests.removeValue(forKey: number) }

    mutating func takeRequests(where isMeant: (Request) -> Bool) -> [Request] {
        let found = requests.filter { isMeant($0.value) }
        for number in found.keys { requests[number] = nil }
        return Array(found.values)
    }

    // MARK: Subscriptions

    /// Returns the link that has to be told, unless there is none now; then the next one will be.
    mutating func insert(
        _ subscription: Subscription, _ number: UInt64, limit: Int
    ) throws(NATSError) -> NATSLink? {
        if case .ended(let error) = phase { throw error }
        guard subscriptions.count < limit else {
            throw NATSError(.tooMany, "\(limit) subscriptions are open already; end some")
        }
        subscriptions[number] = subscription
        if case .connected(let link) = phase { return link }
        return nil
    }

    /// Returns the link that has to be told.
    mutating func removeSubscription(_ number: UInt64) -> NATSLink? {
        guard subscriptions.removeValue(forKey: number) != nil, case .connected(let link) = phase else { return nil }
        return link
    }

    mutating func takeSubscriptions(to subject: String) -> [Subscription] {
        let found = subscriptions.filter { $0.value.subject.description == subject }
        for number in found.keys { subscriptions[number] = nil }
        return Array(found.values)
    }

    // MARK: Observers

    /// Tells `observer` the state and all that follow. Returns false where nothing follows.
    mutating func observe(_ number: UInt64, _ observer: Observer) -> Bool {
        if case .ended = phase { return false }
        if let state { observer.yield(state) }
        observers[number] = observer
        return true
    }

    mutating func stopObserving(_ number: UInt64) { observers[number] = nil }

    mutating func change(to state: NATSConnectionState) -> [Observer] {
        self.state = state
        return Array(observers.values)
    }
}
