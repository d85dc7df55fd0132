// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Synchronization

/// A switch by which somebody lets searches rest and go on: those that were given it in their options.
///
/// A search that rests uses no processor and no card. New puzzles wait until it goes on.
public final class SearchControl: Sendable {
    private struct State {
        var isPaused = false
        var boards: [ObjectIdentifier: PuzzleBoard] = [:]
    }

    private let state = Mutex(State())

    public init() {}

    public var isPaused: Bool { state.withLock(\.isPaused) }

    /// Lets every search rest, each as soon as its slice is done.
    public func pause() { turn(isPaused: true) }

    /// Lets every search go on where it was.
    public func resume() { turn(isPaused: false) }

    private func turn(isPaused: Bool) {
        state.withLock { state in
            state.isPaused = isPaused
            for board in state.boards.values { board.rest(isPaused) }
        }
    }

    func attach(_ board: PuzzleBoard) {
        state.withLock { state in
            state.boards[ObjectIdentifier(board)] = board
            board.rest(state.isPaused)
        }
    }

    func detach(_ board: PuzzleBoard) {
        state.withLock { _ = $0.boards.removeValue(forKey: ObjectIdentifier(board)) }
    }
}
