// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// A clock on which waiting for a part of a block takes no time, and waiting for longer has no end but cancellation.
///
/// What is asked again and again is asked at once; what is done only when the chain is late is not done.
final class ShortWaitClock: Clock {
    typealias Duration = Swift.Duration
    typealias Instant = RecordingClock.Instant

    private static let block = Duration.seconds(12)

    private let state = Mutex(Instant(offset: .zero))

    var now: Instant { state.withLock { $0 } }
    let minimumResolution = Duration.nanoseconds(1)

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        guard now.duration(to: deadline) < Self.block else {
            let (never, ending) = AsyncStream<Never>.makeStream()
            defer { ending.finish() }
            for await _ in never {}
            throw CancellationError()
        }
        state.withLock { $0 = max($0, deadline) }
        await Task.yield()
    }
}
