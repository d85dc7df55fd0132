// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A search whose row of nonces is cut into pieces, as many of them searched at a time as there are processors.
///
/// The result is that of the whole row searched in order: a first solution is the first.
///
///     let search = try SealSearch(puzzle: puzzle, start: 0, count: 1_000_000_000)
///     let solutions = try await ParallelSealSearch(search).solutions(limit: 1)
public struct ParallelSealSearch: Sendable {
    private let search: SealSearch
    private let threads: Int
    private let control: SearchControl?

    /// - Parameters:
    ///   - threads: how many pieces are searched at a time, at least 1.
    ///   - control: by what somebody lets it rest, within some tenths of a second.
    public init(
        _ search: SealSearch, threads: Int = ProcessorCount.available, control: SearchControl? = nil
    ) {
        self.search = search
        self.threads = max(1, threads)
        self.control = control
    }

    /// The solutions in the order of the row, at most `limit`, each confirmed by the reference.
    ///
    /// Throws `CancellationError` within a few milliseconds of the task's cancellation.
    ///
    /// - Parameter onProgress: told how many nonces from the row's start on have been tried without a gap.
    public func solutions(
        limit: Int = .max, onProgress: @Sendable (UInt64) -> Void = { _ in }
    ) async throws -> [POWSolution] {
        try await withThrowingTaskGroup(of: Piece.self) { group in
            defer { group.cancelAll() }
            var row = Row(count: search.count)
            var done: [UInt64: Piece] = [:]
            var solutions: [POWSolution] = []
            var tried: UInt64 = 0
            for _ in 0..<threads { addNextPiece(of: &row, limit: limit, to: &group) }
            while let piece = try await group.next() {
                row.adapt(to: piece)
                done[piece.offset] = piece
                while let next = done.removeValue(forKey: tried) {
                    solutions += next.solutions
                    tried += next.count
                    if solutions.count >= limit { return Array(solutions.prefix(limit)) }
                }
                onProgress(tried)
                while control?.isPaused == true { try await Task.sleep(for: .milliseconds(50)) }
                addNextPiece(of: &row, limit: limit, to: &group)
            }
            return solutions
        }
    }

    private func addNextPiece(of row: inout Row, limit: Int, to group: inout ThrowingTaskGroup<Piece, any Error>) {
        guard let (offset, count) = row.next() else { return }
        group.addTask {
            let piece = try SealSearch(
                puzzle: search.puzzle, start: search.start &+ offset &* search.stride, stride: search.stride,
                count: count, kernel: search.kernel)
            let begin = ContinuousClock.now
            let solutions = try await piece.solutions(limit: limit)
            return Piece(offset: offset, count: count, solutions: solutions, time: begin.duration(to: .now))
        }
    }

    /// A part of the row that has been searched.
    private struct Piece: Sendable {
        let offset: UInt64
        let count: UInt64
        let solutions: [POWSolution]
        let time: Duration
    }

    /// Cuts the row: into small pieces first, so that an early hit comes at once, then into some tenths of a second.
    private struct Row {
        let count: UInt64
        private var offset: UInt64 = 0
        private var length: UInt64 = 16_384

        init(count: UInt64) { self.count = count }

        mutating func next() -> (offset: UInt64, count: UInt64)? {
            guard offset < count else { return nil }
            defer { offset += min(length, count - offset) }
            return (offset, min(length, count - offset))
        }

        mutating func adapt(to piece: Piece) {
            if piece.count >= length, piece.time < .milliseconds(100), length < 1 << 40 { length *= 2 }
            if piece.time > .milliseconds(400), length > 4096 { length /= 2 }
        }
    }
}
