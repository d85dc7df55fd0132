// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// The bounded queue between a connection and the reader of one subscription.
final class NATSSubscriptionBuffer: Sendable {
    /// What a reader gets.
    enum Delivery: Sendable {
        case message(NATSMessage)
        /// The subscription was begun on a connection: what was published before may have been missed.
        case began
    }

    private typealias Waiter = CheckedContinuation<Result<Delivery?, NATSError>, Never>

    /// Invariants: there are waiters only while `queue` is empty and `end` is nil; `queue` holds at most as many messages, and as many
    /// bytes, as is allowed. Continuations and `onEnd` are called after the lock is released.
    private struct State {
        var queue: [Delivery] = []
        /// Elements before `head` have been read; they are dropped together, so that reading is not quadratic.
        var head = 0
        var bytes = 0
        var dropped: UInt64 = 0
        var waiters: [(id: UInt64, continuation: Waiter)] = []
        var nextWaiter: UInt64 = 0
        var end: Result<Void, NATSError>?
        var onEnd: (@Sendable () -> Void)?

        var count: Int { queue.count - head }

        mutating func popFirst() -> Delivery? {
            guard count > 0 else { return nil }
            let element = queue[head]
            queue[head] = .began
            head += 1
            if head * 2 >= queue.count {
                queue.removeFirst(head)
                head = 0
            }
            if case .message(let message) = element { bytes -= message.size }
            return element
        }

        mutating func clear() {
            queue = []
            head = 0
            bytes = 0
        }
    }

    /// What one subscription keeps in memory at most, besides the newest message.
    static let mostBytes = 16 << 20

    private let buffering: NATSSubscription.Buffering
    private let state: Mutex<State>

    init(buffering: NATSSubscription.Buffering) {
        self.buffering = buffering
        state = Mutex(State())
    }

    /// What happens, once, when the subscription ends for whatever reason.
    func whenEnded(_ body: @escaping @Sendable () -> Void) {
        let hasEnded = state.withLock { state in
            guard state.end == nil else { return true }
            state.onEnd = body
            return false
        }
        if hasEnded { body() }
    }

    /// Messages that found no room.
    var dropped: UInt64 { state.withLock(\.dropped) }

    /// Why it ended, where it ended by an error.
    var failure: NATSError? {
        state.withLock { state in
            guard case .failure(let error)? = state.end else { return nil }
            return error
        }
    }

    func yield(_ delivery: Delivery) {
        let waiter: Waiter? = state.withLock { state in
            guard state.end == nil else { return nil }
            guard state.waiters.isEmpty else { return state.waiters.removeFirst().continuation }
            let size = if case .message(let message) = delivery { message.size } else { 0 }
            func isFull() -> Bool {
                state.count >= buffering.capacity || state.count > 0 && state.bytes + size > Self.mostBytes
            }
            while isFull() {
                state.dropped += 1
                guard case .newest = buffering else { return nil }
                _ = state.popFirst()
            }
            state.queue.append(delivery)
            state.bytes += size
            return nil
        }
        waiter?.resume(returning: .success(delivery))
    }

    /// Forgets the messages up to the last one of the same payload, where one waits: it is known already.
    func forget(through payload: [UInt8]) {
        state.withLock { state in
            let waiting = state.queue[state.head...].prefix { if case .message = $0 { true } else { false } }
            let last = waiting.lastIndex { delivery in
                guard case .message(let message) = delivery else { return false }
                return message.payload == payload
            }
            guard let last else { return }
            for _ in state.head...last { _ = state.popFirst() }
        }
    }

    /// Nothing more comes; what has come can still be read.
    func finish(throwing error: NATSError?) {
        end(with: error.map(Result.failure) ?? .success(()), keepingMessages: true)
    }

    /// Ends the subscription and forgets what has not been read.
    func discard() { end(with: .success(()), keepingMessages: false) }

    private func end(with result: Result<Void, NATSError>, keepingMessages: Bool) {
        let (waiters, onEnd) = state.withLock { state in
            if !keepingMessages { state.clear() }
            guard state.end == nil else { return ([Waiter](), (@Sendable () -> Void)?.none) }
            state.end = result
            let waiters = state.waiters.map(\.continuation)
            state.waiters = []
            return (waiters, state.onEnd.take())
        }
        for waiter in waiters { waiter.resume(returning: result.map { nil }) }
        onEnd?()
    }

    func next(isolation: isolated (any Actor)?) async throws(NATSError) -> Delivery? {
        let id = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation(isolation: isolation) { (continuation: Waiter) in
                let ready: Result<Delivery?, NATSError>? = state.withLock { state in
                    if let element = state.popFirst() { return .success(element) }
                    if let end = state.end { return end.map { nil } }
                    state.waiters.append((id, continuation))
                    return nil
                }
                if let ready { continuation.resume(returning: ready) }
            }
        } onCancel: {
            end(
                with: .failure(NATSError(.cancelled, "reading a subscription was cancelled")),
                keepingMessages: false)
        }
        return try result.get()
    }
}
