// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// Lets a fixed number of calls run and makes the others wait, the largest priority first.
///
/// Every `fairness`-th place goes to the call that has waited longest, so that a stream of important calls starves
/// nobody. What does not find room to wait is told at once.
final class PriorityGate: Sendable {
    enum Entry: Equatable, Sendable {
        case admitted
        case full
        case timedOut
        case cancelled
    }

    private struct Waiter {
        let id: UInt64
        let priority: Double
        let continuation: CheckedContinuation<Entry, Never>
    }

    private struct State {
        var running = 0
        var admissions = 0
        var nextID: UInt64 = 0
        /// In order of arrival.
        var waiters: [Waiter] = []
        /// Calls that are about to wait; false once they were cancelled before they did.
        var arriving: [UInt64: Bool] = [:]
    }

    /// `running` never exceeds the share, and nobody waits while a place is free.
    private let state = Mutex(State())
    let share: HandlerShare
    /// Calls that gave their places back and go on.
    let abandoned: AbandonedFunctions

    init(_ share: HandlerShare) {
        self.share = share
        abandoned = AbandonedFunctions(limit: share.abandoned)
    }

    /// Whether a call would be turned away now.
    var isFull: Bool {
        state.withLock { $0.running >= share.running && $0.waiters.count >= share.waiting }
    }

    /// How many calls run and wait.
    var occupancy: (running: Int, waiting: Int) { state.withLock { ($0.running, $0.waiters.count) } }

    /// Waits for a place, for at most `limit`. Whoever is admitted must call `leave`.
    func enter(priority: Double, limit: Duration) async -> Entry {
        let id: UInt64? = state.withLock { state in
            if state.running < share.running {
                state.running += 1
                return nil
            }
            state.nextID += 1
            state.arriving[state.nextID] = true
            return state.nextID
        }
        guard let id else { return .admitted }
        let deadline = Task {
            try await Task.sleep(for: limit)
            remove(id, as: .timedOut)
        }
        defer { deadline.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { wait(id, priority.isNaN ? -.infinity : priority, $0) }
        } onCancel: {
            remove(id, as: .cancelled)
        }
    }

    /// Gives the place to the next one.
    func leave() {
        let next = state.withLock { state -> Waiter? in
            guard let index = Self.next(state, fairness: share.fairness) else {
                state.running -= 1
                return nil
            }
            state.admissions += 1
            return state.waiters.remove(at: index)
        }
        next?.continuation.resume(returning: .admitted)
    }

    private func wait(_ id: UInt64, _ priority: Double, _ continuation: CheckedContinuation<Entry, Never>) {
        let immediate = state.withLock { state -> Entry? in
            if state.arriving.removeValue(forKey: id) == false { return .cancelled }
            // A place may have become free since the first look.
            if state.running < share.running {
                state.running += 1
                return .admitted
            }
            guard state.waiters.count < share.waiting else { return .full }
            state.waiters.append(Waiter(id: id, priority: priority, continuation: continuation))
            return nil
        }
        if let immediate { continuation.resume(returning: immediate) }
    }

    private func remove(_ id: UInt64, as entry: Entry) {
        let waiter = state.withLock { state -> Waiter? in
            guard let index = state.waiters.firstIndex(where: { $0.id == id }) else {
                if state.arriving[id] != nil { state.arriving[id] = false }
                return nil
            }
            return state.waiters.remove(at: index)
        }
        waiter?.continuation.resume(returning: entry)
    }

    private static func next(_ state: borrowing State, fairness: Int) -> Int? {
        guard !state.waiters.isEmpty else { return nil }
        if fairness > 0, state.admissions % fairness == fairness - 1 { return 0 }
        var best = 0
        for index in state.waiters.indices where state.waiters[index].priority > state.waiters[best].priority {
            best = index
        }
        return best
    }
}

/// A place that was given: it goes back when the last reference goes, however the call ends.
final class GatePlace: Sendable {
    let gate: PriorityGate

    init(_ gate: PriorityGate) { self.gate = gate }

    deinit { gate.leave() }
}
