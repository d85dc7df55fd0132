// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import NIOCore
import Synchronization

/// Gives the functions of a route a fixed time. One that takes longer is cancelled, and whoever waits for it goes on at once,
/// whether it heeds that or not.
///
/// One timer serves them all: one for every call would cost more than most functions do. It runs on an event loop, so that
/// functions that block their threads do not hold it up.
final class FunctionDeadlines: Sendable {
    /// The function took longer than `limit`.
    struct Exceeded: Error {
        let limit: Duration
    }

    private struct Running {
        let deadline: NIODeadline
        let abandon: @Sendable () -> Void
    }

    private struct State {
        var nextID: UInt64 = 0
        var running: [UInt64: Running] = [:]
        /// Set to the earliest deadline of those that ran when it was set: later ones have later deadlines.
        var timer: Scheduled<Void>?
    }

    /// `timer` is there while anything runs.
    private let state = Mutex(State())
    private let loop: any EventLoop
    let limit: Duration

    init(limit: Duration, on loop: any EventLoop) {
        self.limit = limit
        self.loop = loop
    }

    deinit { state.withLock { $0.timer?.cancel() } }

    /// Runs a function; throws `Exceeded` as soon as its time is over, and a refusal without running it when too many are
    /// abandoned already.
    func run<Result: Sendable>(
        _ abandoned: AbandonedFunctions, _ function: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        guard abandoned.hasRoom else {
            throw CallRefusal.busy("The axon is busy with calls that take too long: try again later")
        }
        let call = FunctionCall<Result>(abandoned)
        // It may outlive its caller: that is the point.
        let task = Task { await call.end(with: Swift.Result(running: function)) }
        let limit = limit
        let id = begin {
            call.abandon(Exceeded(limit: limit))
            task.cancel()
        }
        defer { state.withLock { state in state.running[id] = nil } }
        return try await withTaskCancellationHandler {
            try await call.result()
        } onCancel: {
            call.abandon(CancellationError())
            task.cancel()
        }
    }

    private func begin(_ abandon: @escaping @Sendable () -> Void) -> UInt64 {
        let running = Running(deadline: loop.now + .nanoseconds(limit.nanoseconds), abandon: abandon)
        return state.withLock { state in
            state.nextID += 1
            state.running[state.nextID] = running
            if state.timer == nil { state.timer = makeTimer(running.deadline) }
            return state.nextID
        }
    }

    /// It holds no reference while it waits, and ends with this object.
    private func makeTimer(_ deadline: NIODeadline) -> Scheduled<Void> {
        loop.scheduleTask(deadline: deadline) { [weak self] in self?.abandonOverdue() }
    }

    private func abandonOverdue() {
        let now = loop.now
        let overdue = state.withLock { state in
            let overdue = state.running.filter { $0.value.deadline <= now }
            for id in overdue.keys { state.running[id] = nil }
            state.timer = state.running.values.map(\.deadline).min().map(makeTimer)
            return overdue.values
        }
        for function in overdue { function.abandon() }
    }
}

/// The functions that go on although their time is over, of those that share a place.
final class AbandonedFunctions: Sendable {
    let limit: Int
    private let running = Atomic(0)

    init(limit: Int) { self.limit = limit }

    var count: Int { running.load(ordering: .relaxed) }
    var hasRoom: Bool { count < limit }

    func add() { running.add(1, ordering: .relaxed) }
    func remove() { running.subtract(1, ordering: .relaxed) }
}

/// A function at work, and who waits for it: until it ends or is abandoned, whichever comes first.
private final class FunctionCall<Value: Sendable>: Sendable {
    private enum State {
        case running(CheckedContinuation<Value, any Error>?)
        case decided(Result<Value, any Error>)
        case abandoned(any Error)
    }

    /// Leaves `running` once.
    private let state = Mutex(State.running(nil))
    private let crowd: AbandonedFunctions

    init(_ crowd: AbandonedFunctions) { self.crowd = crowd }

    /// What the function returned or threw, or the error with which it was abandoned.
    func result() async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let result = state.withLock { state -> Result<Value, any Error>? in
                switch state {
                case .running: state = .running(continuation)
                case .decided(let result): return result
                case .abandoned(let error): return .failure(error)
                }
                return nil
            }
            if let result { continuation.resume(with: result) }
        }
    }

    func end(with result: Result<Value, any Error>) {
        let continuation = state.withLock { state -> CheckedContinuation<Value, any Error>? in
            switch state {
            case .running(let continuation):
                state = .decided(result)
                return continuation
            case .abandoned: crowd.remove()
            case .decided: break
            }
            return nil
        }
        continuation?.resume(with: result)
    }

    func abandon(_ error: any Error) {
        let continuation = state.withLock { state -> CheckedContinuation<Value, any Error>? in
            guard case .running(let continuation) = state else { return nil }
            state = .abandoned(error)
            crowd.add()
            return continuation
        }
        continuation?.resume(throwing: error)
    }
}

extension Result where Failure == any Error, Success: Sendable {
    /// The outcome of a function.
    fileprivate init(running function: () async throws -> Success) async {
        do {
            self = .success(try await function())
        } catch {
            self = .failure(error)
        }
    }
}
