// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// The bytes that all answers to a call together may take: a part for each target, and the rest for whoever needs more.
///
/// So nobody's answer, however long, takes the room of another's that is short.
final class AnswerBudget: Sendable {
    let limit: Int
    /// What each target may send whatever the others do.
    let part: Int
    let rest: ByteBudget

    init(limit: Int, targets: Int) {
        self.limit = limit
        part = limit / 2 / max(1, targets)
        rest = ByteBudget(limit: limit - part * max(0, targets))
    }
}

/// What one answer takes of a budget; it goes back with this object.
final class AnswerShare: Sendable {
    private let budget: AnswerBudget
    /// What is above the target's part was taken from the rest.
    private let count = Mutex(0)

    init(_ budget: AnswerBudget) { self.budget = budget }

    /// Takes room for more bytes of the answer; throws when there is none.
    func take(_ more: Int) throws(CallProblem) {
        let isTaken = count.withLock { count in
            let beyond = max(0, count + more - max(count, budget.part))
            guard beyond == 0 || budget.rest.take(beyond) else { return false }
            count += more
            return true
        }
        guard isTaken else {
            throw .unreadable("the answers of all targets together are longer than \(budget.limit) bytes")
        }
    }

    deinit { budget.rest.giveBack(count.withLock { max(0, $0 - budget.part) }) }
}
