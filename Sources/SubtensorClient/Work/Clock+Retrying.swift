// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

extension Clock where Duration == Swift.Duration {
    /// Starts measuring; the function returned tells how much time has passed.
    func start() -> @Sendable () -> Duration {
        let begin = now
        return { begin.duration(to: self.now) }
    }

    func sleep(for duration: Duration) async throws {
        try await sleep(until: now.advanced(by: duration), tolerance: nil)
    }

    /// Runs `body` up to three times with about 250 ms between, as the Python SDK reads blocks; throws what the last time threw.
    ///
    /// The pauses vary by a fifth, so that many clients do not ask in step.
    func retrying<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
        for _ in 1...2 {
            do {
                return try await body()
            } catch {
                try Task.checkCancellation()
                try await sleep(for: .milliseconds(Int.random(in: 200...300)))
            }
        }
        return try await body()
    }
}
