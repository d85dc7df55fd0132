// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// What one thread of a solver does: try nonces for whatever puzzle is on the board, until the board is closed.
///
/// A processor's core is one kind of worker and a graphics card another.
protocol SealWorker: Sendable {
    /// Returns when the board is closed; throws when it cannot go on for good.
    func run() throws(CardError)
}

/// What a worker has to do with the solver that it works for.
struct WorkerDuties: Sendable {
    /// Its place among all workers.
    let index: Int
    let options: SealSolver.Options
    let board: PuzzleBoard
    let progress: WorkerProgress
    let attendance: WorkerAttendance
    let observer: SolverObserver
    let onSolution: @Sendable (POWSolution) -> Void

    var isObserved: Bool { options.sliceObserver != nil }

    /// Tells whoever watches that the worker cannot go on, at least for now.
    func fails(_ error: CardError) {
        progress.note(error)
        observer.fails(progress.current.device, error)
        attendance.leave()
    }

    /// Tells them that it searches again.
    func recovers() {
        progress.note(nil as CardError?)
        observer.recovers(progress.current.device)
    }

    /// Tells whoever watches that nonces were tried.
    func observe(_ puzzle: SealPuzzle, start: UInt64, stride: UInt64, count: UInt64) {
        options.sliceObserver?(.init(worker: index, puzzle: puzzle, start: start, stride: stride, count: count))
    }
}
