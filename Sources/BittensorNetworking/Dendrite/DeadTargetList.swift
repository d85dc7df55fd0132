// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// The targets that could not be reached, one after another.
final class DeadTargetList: Sendable {
    private struct Entry {
        var failures: Int
        var until: Int64
    }

    private static let capacity = 65_536

    /// Only targets whose last call failed are in it.
    private let entries = Mutex<[AxonTarget: Entry]>([:])
    private let policy: DeadTargetPolicy
    private let clock: WallClock

    init(_ policy: DeadTargetPolicy, clock: WallClock) {
        self.policy = policy
        self.clock = clock
    }

    func isDead(_ target: AxonTarget) -> Bool {
        entries.withLock { entries in
            guard let entry = entries[target] else { return false }
            return entry.failures >= policy.failures && clock.now() < entry.until
        }
    }

    func record(_ target: AxonTarget, isReachable: Bool) {
        let until = clock.now().addingClamped(policy.rest.nanoseconds)
        entries.withLock { entries in
            if isReachable {
                entries[target] = nil
            } else {
                if entries.count >= Self.capacity { entries.removeAll() }
                entries[target] = Entry(failures: (entries[target]?.failures ?? 0) + 1, until: until)
            }
        }
    }
}
