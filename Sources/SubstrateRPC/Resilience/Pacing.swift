// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// Time and chance, so that tests can have their own.
package struct Pacing: Sendable {
    /// The time since some moment in the past.
    package let now: @Sendable () -> Duration
    /// Throws when the task is cancelled.
    package let sleep: @Sendable (Duration) async throws -> Void
    /// A number from 0 to 1.
    package let random: @Sendable () -> Double
}

extension Pacing {
    package init(
        clock: some Clock<Duration>, random: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }
    ) {
        let start = clock.now
        now = { start.duration(to: clock.now) }
        sleep = { try await clock.sleep(for: $0) }
        self.random = random
    }
}
