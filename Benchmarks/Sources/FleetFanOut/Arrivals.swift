// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import MiningFleet
import Synchronization

/// When each worker has heard of a job.
final class Arrivals: Sendable {
    private struct State {
        var connected = 0
        var epoch: UInt64 = 0
        var begin = ContinuousClock.now
        var times: [Duration] = []
        var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
        var reader: CheckedContinuation<Void, Never>?
    }

    private let count: Int
    private let state = Mutex(State())

    init(count: Int) { self.count = count }

    func connected() {
        state.withLock { state in
            state.connected += 1
            for waiter in state.waiters where waiter.count <= state.connected { waiter.continuation.resume() }
            state.waiters.removeAll { $0.count <= state.connected }
        }
    }

    /// Waits until so many workers listen.
    func waitForConnections(_ count: Int) async {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                guard state.connected < count else { return continuation.resume() }
                state.waiters.append((count, continuation))
            }
        }
    }

    /// A job is about to be published.
    func begin(_ epoch: UInt64) {
        state.withLock { state in
            state.epoch = epoch
            state.times = []
            state.begin = .now
        }
    }

    func note(_ epoch: UInt64) {
        let now = ContinuousClock.now
        state.withLock { state in
            guard epoch == state.epoch else { return }
            state.times.append(state.begin.duration(to: now))
            guard state.times.count == count else { return }
            state.reader.take()?.resume()
        }
    }

    /// A worker's word: that it listens, or of which job it has heard.
    func note(_ report: FleetReport) {
        if let epoch = report.epoch { note(epoch) } else { connected() }
    }

    /// The times of all workers, once all have heard of it.
    func all() async -> [Duration] {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                guard state.times.count < count else { return continuation.resume() }
                state.reader = continuation
            }
        }
        return state.withLock(\.times)
    }
}
