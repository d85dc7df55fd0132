// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// What stands between whoever delivers and whoever reads, until it ends. How much may wait is the deliverer's to say.
package final class DeliveryQueue<Element: Sendable, Failure: Error>: Sendable {
    private typealias Waiter = CheckedContinuation<Result<Element?, Failure>, Never>

    /// Invariants: there are waiters only while nothing waits and `end` is nil; `onEnd` is taken out by whoever sets `end`, so that
    /// it runs once. Continuations and `onEnd` are called after the lock is released.
    private struct State {
        var backlog = Backlog<Element>()
        var waiters: [Waiter] = []
        var end: Result<Void, Failure>?
        var onEnd: (@Sendable () -> Void)?
    }

    /// What became of a delivery.
    package enum Outcome {
        /// A reader has it, or will.
        case taken
        /// There was no room for it.
        case refused
        /// Nobody reads any more.
        case ended
    }

    private let state = Mutex(State())

    package init() {}

    /// What happens, once, when it ends for whatever reason; at once when it has.
    package func whenEnded(_ body: @escaping @Sendable () -> Void) {
        let hasEnded = state.withLock { state in
            guard state.end == nil else { return true }
            state.onEnd = body
            return false
        }
        if hasEnded { body() }
    }

    package var hasEnded: Bool { state.withLock { $0.end != nil } }

    /// Why it ended, where it ended by an error.
    package var failure: Failure? {
        state.withLock { state in
            guard case .failure(let error)? = state.end else { return nil }
            return error
        }
    }

    package func withBacklog<Value: Sendable>(_ body: (inout Backlog<Element>) -> Value) -> Value {
        state.withLock { body(&$0.backlog) }
    }

    /// Delivers to whoever waits, and else to the backlog.
    ///
    /// - Parameter admit: makes room and puts the element there, or says that there is none.
    package func yield(_ element: Element, admit: (inout Backlog<Element>) -> Bool) -> Outcome {
        let (outcome, waiter): (Outcome, Waiter?) = state.withLock { state in
            guard state.end == nil else { return (.ended, nil) }
            guard state.waiters.isEmpty else { return (.taken, state.waiters.removeFirst()) }
            return (admit(&state.backlog) ? .taken : .refused, nil)
        }
        waiter?.resume(returning: .success(element))
        return outcome
    }

    /// Nothing more comes; what has come can still be read.
    package func finish(throwing error: Failure?) {
        end(with: error.map(Result.failure) ?? .success(()), keepingElements: true)
    }

    /// Ends it and forgets what has not been read.
    package func discard() { end(with: .success(()), keepingElements: false) }

    private func end(with result: Result<Void, Failure>, keepingElements: Bool) {
        let (waiters, onEnd) = state.withLock { state in
            if !keepingElements { state.backlog.clear() }
            guard state.end == nil else { return ([Waiter](), (@Sendable () -> Void)?.none) }
            state.end = result
            let waiters = state.waiters
            state.waiters = []
            return (waiters, state.onEnd.take())
        }
        for waiter in waiters { waiter.resume(returning: result.map { nil }) }
        onEnd?()
    }

    /// The next element; nil at the end. Every element goes to one reader only.
    ///
    /// - Parameter cancelled: what it ends with, for all, when the reading task is cancelled.
    package func next(
        isolation: isolated (any Actor)?, cancelled: @escaping @Sendable () -> Failure
    ) async throws(Failure) -> Element? {
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation(isolation: isolation) { (continuation: Waiter) in
                let ready: Result<Element?, Failure>? = state.withLock { state in
                    if let element = state.backlog.popFirst() { return .success(element) }
                    if let end = state.end { return end.map { nil } }
                    state.waiters.append(continuation)
                    return nil
                }
                if let ready { continuation.resume(returning: ready) }
            }
        } onCancel: {
            end(with: .failure(cancelled()), keepingElements: false)
        }
        return try result.get()
    }
}
