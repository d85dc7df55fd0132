// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// A clock whose time passes only in sleep: whoever sleeps longest moves it on, and nobody really waits.
final class VirtualClock: Clock {
    struct Instant: InstantProtocol {
        var offset: Duration

        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (lhs: Instant, rhs: Instant) -> Bool { lhs.offset < rhs.offset }
    }

    private let state = Mutex<(now: Duration, slept: [Duration])>((.zero, []))
    let minimumResolution: Duration = .nanoseconds(1)

    var now: Instant { Instant(offset: state.withLock { $0.now }) }

    /// Every sleep so far, in the order of their beginnings.
    var slept: [Duration] { state.withLock { $0.slept } }

    /// Lets time pass.
    func advance(by duration: Duration) { state.withLock { $0.now += duration } }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        state.withLock { state in
            state.slept.append(deadline.offset - state.now)
            state.now = max(state.now, deadline.offset)
        }
        await Task.yield()
    }
}
