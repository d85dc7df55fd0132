// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork
import SubstrateClient
import SubstratePrimitives
import Synchronization

/// What the parts of a search share: the puzzle at work, its age, the newest head, how the search turned out.
final class SearchProgress: Sendable {
    struct Current: Sendable {
        let puzzle: SealPuzzle
        let age: @Sendable () -> Duration
    }

    /// `head` is the newest head announced; `current` belongs to it or, while the chain is being read, to one before it.
    private struct State {
        var current: Current?
        var head: BlockNumber
        var registered: UInt16?
        var readiness: SigningReadiness?
        var refusals = 0
    }

    private let state: Mutex<State>

    init(head: BlockNumber) { state = Mutex(State(head: head)) }

    var current: Current? { state.withLock { $0.current } }
    /// The uid under which the hotkey was seen on the subnet.
    var registered: UInt16? { state.withLock { $0.registered } }

    /// What a signature needs, as of the newest head of which that is known.
    var readiness: SigningReadiness? { state.withLock { $0.readiness } }

    func take(_ readiness: SigningReadiness) { state.withLock { $0.readiness = readiness } }

    /// Takes note of a head at once: reading what it means for the puzzle takes time, in which old work grows older.
    func announce(_ head: BlockNumber) { state.withLock { $0.head = head } }

    func take(_ puzzle: SealPuzzle, age: @escaping @Sendable () -> Duration) {
        state.withLock { $0.current = Current(puzzle: puzzle, age: age) }
    }

    func note(registered uid: UInt16) { state.withLock { $0.registered = uid } }

    /// How many solutions came to nothing.
    var refusals: Int { state.withLock { $0.refusals } }

    func noteRefusal() { state.withLock { $0.refusals += 1 } }

    /// Whether a solution is young enough, and not for a block whose place another one has taken.
    func isWorthOffering(_ solution: POWSolution) -> Bool {
        state.withLock { state in
            let isReplaced =
                state.current.map {
                    $0.puzzle.blockNumber == solution.blockNumber && $0.puzzle.blockHash != solution.puzzle.blockHash
                } ?? false
            return !isReplaced && !solution.isTooOldToOffer(head: state.head)
        }
    }
}
