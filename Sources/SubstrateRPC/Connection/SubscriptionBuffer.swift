// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// Where a connection puts the notifications of one subscription.
protocol SubscriptionSink: Sendable {
    /// Takes one notification. Returns whether the subscription is still wanted.
    @discardableResult
    func yield(_ value: JSONValue) -> Bool
    /// Nothing more comes: the node ended the subscription, or the connection did.
    func finish(throwing error: RPCError?)
    /// Whether notifications may be left out without a word.
    var mayDrop: Bool { get }
    /// What a reader is told who fell behind by more than the capacity.
    var overflowError: RPCError { get }
}

/// The bounded queue between a connection and the readers of one subscription.
final class SubscriptionBuffer: SubscriptionSink {
    private typealias Waiter = CheckedContinuation<Result<JSONValue?, RPCError>, Never>

    /// Invariants: there are waiters only while `elements` is empty and `end` is nil; `elements` never holds more than
    /// the capacity; `onEnd` is taken out by whoever sets `end`, so that it runs once. Continuations and `onEnd` are
    /// called after the lock is released.
    private struct State {
        /// Elements before `head` have been read; they are dropped together, so that reading is not quadratic.
        var elements: [JSONValue] = []
        var head = 0
        var waiters: [(id: UInt64, continuation: Waiter)] = []
        var nextWaiter: UInt64 = 0
        var end: Result<Void, RPCError>?
        var onEnd: (@Sendable () -> Void)?

        var count: Int { elements.count - head }

        mutating func popFirst() -> JSONValue? {
            guard count > 0 else { return nil }
            let element = elements[head]
            elements[head] = .null
            head += 1
            if head * 2 >= elements.count {
                elements.removeFirst(head)
                head = 0
            }
            return element
        }
    }

    private let buffering: RPCSubscription.Buffering
    private let state: Mutex<State>

    init(buffering: RPCSubscription.Buffering, onEnd: @escaping @Sendable () -> Void) {
        self.buffering = buffering
        state = Mutex(State(onEnd: onEnd))
    }

    func yield(_ value: JSONValue) -> Bool {
        enum Outcome {
            case refused
            case stored
            case handed(to: Waiter)
            case overflow
        }
        let outcome: Outcome = state.withLock { state in
            guard state.end == nil else { return .refused }
            guard state.waiters.isEmpty else { return .handed(to: state.waiters.removeFirst().continuation) }
            if state.count >= buffering.capacity {
                guard case .newest = buffering else { return .overflow }
                _ = state.popFirst()
            }
            state.elements.append(value)
            return .stored
        }
        switch outcome {
        case .refused: return false
        case .stored: return true
        case .handed(let waiter):
            waiter.resume(returning: .success(value))
            return true
        case .overflow:
            finish(throwing: overflowError)
            return false
        }
    }

    var overflowError: RPCError {
        RPCError(
            .subscriptionOverflow,
            "a subscription was read too slowly: more than \(buffering.capacity) notifications waited; "
                + "read faster or allow more")
    }

    var mayDrop: Bool { if case .newest = buffering { true } else { false } }

    var hasEnded: Bool { state.withLock { $0.end != nil } }

    func finish(throwing error: RPCError?) {
        end(with: error.map(Result.failure) ?? .success(()), keepingElements: true)
    }

    /// Ends the subscription and forgets what has not been read.
    func discard() { end(with: .success(()), keepingElements: false) }

    private func end(with result: Result<Void, RPCError>, keepingElements: Bool) {
        let (waiters, onEnd) = state.withLock { state in
            if !keepingElements {
                state.elements = []
                state.head = 0
            }
            guard state.end == nil else { return ([Waiter](), (@Sendable () -> Void)?.none) }
            state.end = result
            let waiters = state.waiters.map(\.continuation)
            state.waiters = []
            return (waiters, state.onEnd.take())
        }
        for waiter in waiters { waiter.resume(returning: result.map { nil }) }
        onEnd?()
    }

    func next(isolation: isolated (any Actor)?) async throws(RPCError) -> JSONValue? {
        let id = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation(isolation: isolation) { (continuation: Waiter) in
                let ready: Result<JSONValue?, RPCError>? = state.withLock { state in
                    if let element = state.popFirst() { return .success(element) }
                    if let end = state.end { return end.map { nil } }
                    state.waiters.append((id, continuation))
                    return nil
                }
                if let ready { continuation.resume(returning: ready) }
            }
        } onCancel: {
            end(
                with: .failure(RPCError(.cancelled, "reading a subscription was cancelled")),
                keepingElements: false)
        }
        return try result.get()
    }
}
