// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// Where the one current puzzle hangs, for workers that look up every few milliseconds.
///
/// A look costs one atomic load. Workers that find no puzzle sleep until there is one or the board is closed.
final class PuzzleBoard: Sendable {
    struct Posting: Sendable {
        let epoch: UInt64
        let puzzle: SealPuzzle
    }

    private struct State {
        var puzzle: SealPuzzle?
        var epoch: UInt64 = 0
        var isResting = false
        var isClosed = false

        /// What workers are to search for.
        var posting: Posting? {
            isResting ? nil : puzzle.map { Posting(epoch: epoch, puzzle: $0) }
        }
    }

    private let state = Monitor(State())
    // Follows `state.epoch`: written only under the monitor's lock, read without.
    private let epoch = Atomic<UInt64>(0)

    /// Replaces the puzzle; nil lets the workers sleep.
    func post(_ puzzle: SealPuzzle?) {
        change { $0.puzzle = puzzle }
    }

    /// Lets the workers sleep, whatever puzzles come, or wakes them.
    func rest(_ isResting: Bool) {
        change { $0.isResting = isResting }
    }

    /// Sends the workers home.
    func close() {
        change { $0.isClosed = true }
    }

    /// Whether anything was posted, or the board was closed, after `posting`.
    func hasChanged(since posting: Posting) -> Bool { epoch.load(ordering: .relaxed) != posting.epoch }

    /// The puzzle there is now; nil for none, or when the board is closed.
    func glance() -> Posting? {
        state.read { state in
            state.isClosed ? nil : state.posting
        }
    }

    /// Blocks until there is a puzzle, and returns it; nil when the board is closed.
    func current() -> Posting? {
        state.wait { state -> Posting?? in
            if state.isClosed { return .some(nil) }
            return state.posting.map { .some($0) }
        }
    }

    /// Blocks for `pause`, or until the board is closed; whether it is still open then.
    func staysOpen(for pause: Duration) -> Bool {
        state.wait(atMost: pause) { $0.isClosed ? false : nil } ?? true
    }

    private func change(_ body: (inout State) -> Void) {
        state.update { state in
            body(&state)
            state.epoch += 1
            epoch.store(state.epoch, ordering: .relaxed)
        }
    }
}
