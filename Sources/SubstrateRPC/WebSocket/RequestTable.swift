// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore

/// What one connection is waiting for: answers by id, notifications by subscription.
///
/// A value without a network or a clock. Every change returns the effects that its owner then carries out, in order and
/// without holding a lock.
struct RequestTable {
    typealias Completion = @Sendable (Result<JSONValue, RPCError>) -> Void

    enum Effect {
        case complete(Completion, Result<JSONValue, RPCError>)
        case cancel(Scheduled<Void>)
        case deliver(any SubscriptionSink, JSONValue)
        case finish(any SubscriptionSink, RPCError?)
        /// Tell the node to end a subscription; nobody waits for the answer.
        case unsubscribe(method: String, subscription: JSONValue, id: UInt64)
        /// Nothing more can be believed on this connection.
        case disconnect(RPCError)
    }

    private struct Pending {
        let method: String
        /// Set for a subscribing request.
        let subscribing: Subscribing?
        /// Nil until the caller waits, and again when it has stopped waiting.
        var completion: Completion?
        var timer: Scheduled<Void>?
        /// Bytes that count as queued until they are written.
        let size: Int
        var isSent = false
    }

    private struct Subscribing {
        let feed: any SubscriptionSink
        let unsubscribe: String
    }

    private struct Subscription {
        let feed: any SubscriptionSink
        let unsubscribe: String
        let requestID: UInt64
    }

    private struct EarlyNotification {
        let subscription: JSONValue
        let value: Result<JSONValue, RPCError.RemoteError>
        let size: Int
    }

    /// Notifications kept between a subscription's begin on the node and the arrival of its id here: a few, in practice.
    private static let maxEarlyNotifications = 1024

    /// JSON-RPC 2.0, section 5.1.
    private static let parseError: Int64 = -32700

    private let endpoint: String
    private let maxInFlight: Int
    private let maxEarlyBytes: Int
    private let maxQueuedBytes: Int

    private var nextID: UInt64 = 1
    private var pending: [UInt64: Pending] = [:]
    private var subscriptions: [JSONValue: Subscription] = [:]
    private var subscriptionIDs: [UInt64: JSONValue] = [:]
    private var subscribingCount = 0
    private var early: [EarlyNotification] = []
    private var earlyBytes = 0
    private var hasLostEarly = false
    private(set) var queuedBytes = 0
    /// Why the connection ended; nothing is accepted afterwards.
    private(set) var failure: RPCError?

    init(endpoint: String, maxInFlight: Int, maxEarlyBytes: Int, maxQueuedBytes: Int) {
        self.endpoint = endpoint
        self.maxInFlight = maxInFlight
        self.maxEarlyBytes = maxEarlyBytes
        self.maxQueuedBytes = maxQueuedBytes
    }

    /// Requests whose answers have not arrived.
    var inFlight: Int { pending.count }

    /// Subscriptions that the node is sending to.
    var activeSubscriptions: Int { subscriptions.count }

    // MARK: Requests

    /// Takes an id for a call; ``begin(_:completion:)`` or ``settle(_:with:)`` follows.
    ///
    /// - Parameter size: bytes of the call, as nearly as they are known. They count as queued until ``written(_:)``.
    mutating func reserve(
        method: String, size: Int = 0, subscribing: (feed: any SubscriptionSink, unsubscribe: String)? = nil
    ) throws(RPCError) -> UInt64 {
        if let failure { throw failure.unsent }
        guard pending.count < maxInFlight else {
            throw RPCError(
                .tooManyRequests,
                "\(method) was not sent to \(endpoint): \(maxInFlight) requests wait for answers already; send fewer at once"
            ).unsent
        }
        guard size <= maxQueuedBytes - queuedBytes else {
            throw RPCError(
                .tooManyRequests,
                "\(method) was not sent to \(endpoint): \(queuedBytes) bytes of requests wait to be written already; "
                    + "send fewer at once"
            ).unsent
        }
        queuedBytes += size
        let id = takeID()
        pending[id] = Pending(
            method: method,
            subscribing: subscribing.map { Subscribing(feed: $0.feed, unsubscribe: $0.unsubscribe) }, size: size)
        if subscribing != nil { subscribingCount += 1 }
        return id
    }

    /// From now on somebody waits for `id`. Returns false, and forgets `completion`, when it was settled before.
    mutating func begin(_ id: UInt64, completion: @escaping Completion) -> Bool {
        guard pending[id] != nil else { return false }
        pending[id]?.completion = completion
        return true
    }

    /// To be called when `id` is about to be written. Returns the bytes that ``written(_:)`` is to be told of, or nil when
    /// nobody waits any more.
    ///
    /// - Parameter timer: what ends the wait, to be cancelled when it is over.
    mutating func markSent(_ id: UInt64, timer: Scheduled<Void>?) -> Int? {
        guard let size = pending[id]?.size else { return nil }
        pending[id]?.isSent = true
        pending[id]?.timer = timer
        return size
    }

    /// Ends the wait for `id` on this side: cancelled, out of time.
    ///
    /// A subscribing request that was sent stays known, so that its subscription can be ended when the id comes.
    mutating func settle(_ id: UInt64, with error: RPCError) -> [Effect] {
        guard var entry = pending[id] else { return [] }
        let effects = Self.completing(&entry, with: .failure(entry.isSent ? error : error.unsent))
        if entry.subscribing != nil, entry.isSent {
            pending[id] = entry
        } else {
            remove(id)
        }
        return effects
    }

    /// `size` bytes that were reserved for a sent request have left, or never will.
    mutating func written(_ size: Int) { queuedBytes -= size }

    private static func completing(_ entry: inout Pending, with result: Result<JSONValue, RPCError>) -> [Effect] {
        var effects: [Effect] = []
        if let timer = entry.timer.take() { effects.append(.cancel(timer)) }
        if let completion = entry.completion.take() { effects.append(.complete(completion, result)) }
        return effects
    }

    private mutating func takeID() -> UInt64 {
        defer { nextID += 1 }
        return nextID
    }

    private mutating func remove(_ id: UInt64) {
        guard let entry = pending.removeValue(forKey: id) else { return }
        if !entry.isSent { queuedBytes -= entry.size }
        guard entry.subscribing != nil else { return }
        subscribingCount -= 1
        if subscribingCount == 0 {
            early = []
            earlyBytes = 0
            hasLostEarly = false
        }
    }

    // MARK: Messages

    /// - Parameter size: the message's bytes, for the limits.
    mutating func receive(_ message: IncomingMessage, size: Int) -> [Effect] {
        switch message {
        case .reply(let id, let outcome): return reply(to: id, outcome)
        case .unattributed(let error): return unattributed(error)
        case .notification(let subscription, let value): return notification(subscription, value, size: size)
        case .unrelated: return []
        }
    }

    private mutating func reply(to id: UInt64, _ outcome: Result<JSONValue, RPCError.RemoteError>) -> [Effect] {
        guard id > 0, id < nextID else {
            return [.disconnect(RPCError(.malformedReply, "\(endpoint) answered request \(id), which was never sent"))]
        }
        // Nobody waits any more, which is no fault of the node's.
        guard var entry = pending[id] else { return [] }
        guard entry.isSent else {
            return [.disconnect(RPCError(.malformedReply, "\(endpoint) answered request \(id) before it was sent"))]
        }
        let result = outcome.mapError { RPCError(remote: $0, method: entry.method, endpoint: endpoint) }
        guard let subscribing = entry.subscribing, case .success(let subscription) = result else {
            remove(id)
            return Self.completing(&entry, with: result)
        }
        defer { remove(id) }
        switch subscription {
        case .string, .integer: break
        default:
            let error = RPCError(.malformedReply, "\(endpoint) answered \(entry.method) without a subscription's id")
            return Self.completing(&entry, with: .failure(error))
        }
        guard subscriptions[subscription] == nil else {
            return [.disconnect(RPCError(.malformedReply, "\(endpoint) used one subscription's id twice"))]
        }
        guard entry.completion != nil else {
            return [.unsubscribe(method: subscribing.unsubscribe, subscription: subscription, id: takeID())]
        }
        subscriptions[subscription] = Subscription(
            feed: subscribing.feed, unsubscribe: subscribing.unsubscribe, requestID: id)
        subscriptionIDs[id] = subscription
        return Self.completing(&entry, with: result) + adoptEarly(subscription, feed: subscribing.feed)
    }

    private mutating func adoptEarly(_ subscription: JSONValue, feed: any SubscriptionSink) -> [Effect] {
        if hasLostEarly, !feed.mayDrop { return [.finish(feed, feed.overflowError)] }
        let own = early.filter { $0.subscription == subscription }
        early.removeAll { $0.subscription == subscription }
        earlyBytes -= own.reduce(0) { $0 + $1.size }
        return own.flatMap { notification(subscription, $0.value, size: $0.size) }
    }

    private mutating func notification(
        _ id: JSONValue, _ value: Result<JSONValue, RPCError.RemoteError>, size: Int
    ) -> [Effect] {
        if let subscription = subscriptions[id] {
            switch value {
            case .success(let value): return [.deliver(subscription.feed, value)]
            case .failure(let error):
                return [.finish(subscription.feed, RPCError(remote: error, method: "subscription", endpoint: endpoint))]
            }
        }
        // Without a subscribing request on its way this is the tail of a subscription that was ended.
        guard subscribingCount > 0 else { return [] }
        early.append(EarlyNotification(subscription: id, value: value, size: size))
        earlyBytes += size
        while early.count > Self.maxEarlyNotifications || earlyBytes > maxEarlyBytes {
            earlyBytes -= early.removeFirst().size
            hasLostEarly = true
        }
        return []
    }

    private mutating func unattributed(_ error: RPCError.RemoteError) -> [Effect] {
        // What is sent from here is always JSON: a node that cannot parse it got something else, so the stream is damaged.
        guard error.code != Self.parseError, pending.count == 1, let (id, entry) = pending.first,
            entry.completion != nil
        else {
            let unreadable = RPCError(remote: error, method: "a message that it could not read", endpoint: endpoint)
            return [.disconnect(RPCError(.malformedReply, unreadable.reason))]
        }
        return reply(to: id, .failure(error))
    }

    // MARK: Ends

    /// The subscription that request `id` began is not wanted any more.
    mutating func endSubscription(of id: UInt64) -> [Effect] {
        guard let key = subscriptionIDs.removeValue(forKey: id),
            let subscription = subscriptions.removeValue(forKey: key)
        else { return [] }
        return failure == nil ? [.unsubscribe(method: subscription.unsubscribe, subscription: key, id: takeID())] : []
    }

    /// The connection has ended: so does everything that depends on it. Only the first reason counts.
    mutating func fail(_ error: RPCError) -> [Effect] {
        guard failure == nil else { return [] }
        failure = error
        var effects: [Effect] = []
        for var entry in pending.values {
            if !entry.isSent { queuedBytes -= entry.size }
            effects += Self.completing(&entry, with: .failure(entry.isSent ? error : error.unsent))
        }
        for subscription in subscriptions.values { effects.append(.finish(subscription.feed, error)) }
        pending = [:]
        subscriptions = [:]
        subscriptionIDs = [:]
        subscribingCount = 0
        early = []
        earlyBytes = 0
        return effects
    }
}
