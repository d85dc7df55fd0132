// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// The bytes that all bodies together may take.
final class ByteBudget: Sendable {
    private let limit: Int
    /// Never above `limit`.
    private let used = Mutex(0)

    init(limit: Int) { self.limit = limit }

    /// Takes bytes out of the budget, or none and returns false.
    func take(_ count: Int) -> Bool {
        used.withLock { used in
            guard count <= limit - used else { return false }
            used += count
            return true
        }
    }

    func giveBack(_ count: Int) { used.withLock { $0 -= count } }
}

/// Bytes taken out of a budget, given back with the last reference.
final class HeldBytes: Sendable {
    private let count: Int
    private let budget: ByteBudget

    /// Nil when there is no room.
    init?(_ count: Int, of budget: ByteBudget) {
        guard budget.take(count) else { return nil }
        self.count = count
        self.budget = budget
    }

    deinit { budget.giveBack(count) }
}

/// Bytes taken out of a budget one after the other, given back together.
struct ByteShare: ~Copyable {
    private let budget: ByteBudget
    private var count = 0

    init(_ budget: ByteBudget) { self.budget = budget }

    mutating func take(_ more: Int) -> Bool {
        guard budget.take(more) else { return false }
        count += more
        return true
    }

    deinit { budget.giveBack(count) }
}
