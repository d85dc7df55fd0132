// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// Cancels handlers that take longer than a fixed time. One sleeping task serves them all: a timer for every call would
/// cost more than most handlers do.
final class HandlerDeadlines: Sendable {
    private struct Running {
        let deadline: ContinuousClock.Instant
        let cancel: @Sendable () -> Void
    }

    private struct State {
        var nextID: UInt64 = 0
        var running: [UInt64: Running] = [:]
        /// Sleeps until the earliest deadline of those that ran when it lay down: later ones have later deadlines.
        var watch: Task<Void, Never>?
    }

    /// `watch` is there while anything runs.
    private let state = Mutex(State())
    let limit: Duration

    init(limit: Duration) { self.limit = limit }

    deinit { state.withLock { $0.watch?.cancel() } }

    /// Runs a handler; throws a refusal when its time ran out, whatever it returned.
    func run<Result: Sendable>(_ handler: @escaping @Sendable () async throws -> Result) async throws -> Result {
        let task = Task { try await handler() }
        let id = begin { task.cancel() }
        let result = await withTaskCancellationHandler {
            await task.result
        } onCancel: {
            task.cancel()
        }
        guard state.withLock({ $0.running.removeValue(forKey: id) }) != nil else {
            throw CallRefusal.timedOut(after: limit.inSeconds, reason: .handlerTimeout)
        }
        return try result.get()
    }

    private func begin(_ cancel: @escaping @Sendable () -> Void) -> UInt64 {
        let running = Running(deadline: .now + limit, cancel: cancel)
        return state.withLock { state in
            state.nextID += 1
            state.running[state.nextID] = running
            if state.watch == nil { state.watch = makeWatch() }
            return state.nextID
        }
    }

    /// It holds no reference while it sleeps, and ends with this object.
    private func makeWatch() -> Task<Void, Never> {
        Task { [weak self] in
            while let next = self?.cancelOverdue() {
                do {
                    try await Task.sleep(until: next)
                } catch {
                    return
                }
            }
        }
    }

    /// Cancels what is overdue; returns the next deadline, or nil when nothing runs and the watch ends.
    private func cancelOverdue() -> ContinuousClock.Instant? {
        let now = ContinuousClock.now
        let (overdue, next) = state.withLock { state in
            let overdue = state.running.filter { $0.value.deadline <= now }
            for id in overdue.keys { state.running[id] = nil }
            let next = state.running.values.map(\.deadline).min()
            if next == nil { state.watch = nil }
            return (overdue.values, next)
        }
        for handler in overdue { handler.cancel() }
        return next
    }
}
