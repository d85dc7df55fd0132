// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import SubstratePrimitives
import Synchronization

/// Counts the calls of each hotkey: a bucket of `burst` that refills at `perSecond`. It has a fixed size.
final class RateLimiter: Sendable {
    private struct Bucket {
        var level: Double
        var time: Int64
    }

    private static let capacity = 16_384

    /// Held for one lookup, and for one sweep when it is full.
    private let buckets = Mutex<[AccountID: Bucket]>([:])
    private let limit: RateLimit
    private let clock: WallClock

    init(_ limit: RateLimit, clock: WallClock) {
        self.limit = limit
        self.clock = clock
    }

    /// Whether the caller may call now; counts the call if so.
    func admits(_ caller: AccountID) -> Bool {
        let now = clock.now()
        return buckets.withLock { buckets in
            if buckets.count >= Self.capacity, buckets[caller] == nil { makeRoom(&buckets, now) }
            var bucket = refilled(buckets[caller], now)
            guard bucket.level >= 1 else { return false }
            bucket.level -= 1
            buckets[caller] = bucket
            return true
        }
    }

    private func refilled(_ bucket: Bucket?, _ now: Int64) -> Bucket {
        guard let bucket else { return Bucket(level: Double(limit.burst), time: now) }
        let seconds = max(0, Double(now.subtractingClamped(bucket.time)) / 1e9)
        return Bucket(level: min(Double(limit.burst), bucket.level + seconds * limit.perSecond), time: now)
    }

    /// A full bucket says nothing. If none is full, the fuller half goes: those lose the least.
    private func makeRoom(_ buckets: inout [AccountID: Bucket], _ now: Int64) {
        let levels = buckets.mapValues { refilled($0, now).level }
        buckets = buckets.filter { levels[$0.key] ?? 0 < Double(limit.burst) }
        guard buckets.count >= Self.capacity else { return }
        let middle = levels.values.sorted()[levels.count / 2]
        buckets = buckets.filter { levels[$0.key] ?? 0 < middle }
        if buckets.count >= Self.capacity { buckets.removeAll() }
    }
}
