import Synchronization

extension SealSolver {
    /// What the workers have done so far, counted after each round.
    public struct Progress: Hashable, Sendable {
        public struct Worker: Hashable, Sendable {
            /// Nonces really hashed.
            public var hashes: UInt64
            /// Looks at the shared puzzle.
            public var rounds: UInt64
            /// Time spent in those rounds.
            public var roundTime: Duration

            public init(hashes: UInt64, rounds: UInt64, roundTime: Duration) {
                self.hashes = hashes
                self.rounds = rounds
                self.roundTime = roundTime
            }
        }

        public var workers: [Worker]

        public init(workers: [Worker]) { self.workers = workers }

        public var hashes: UInt64 { workers.reduce(0) { $0 + $1.hashes } }
        public var rounds: UInt64 { workers.reduce(0) { $0 + $1.rounds } }
        public var roundTime: Duration { workers.reduce(.zero) { $0 + $1.roundTime } }
    }
}

/// The figures of one worker: written by its thread alone, read by anyone.
final class WorkerProgress: Sendable {
    private let value = Mutex(SealSolver.Progress.Worker(hashes: 0, rounds: 0, roundTime: .zero))

    var current: SealSolver.Progress.Worker { value.withLock { $0 } }

    func addRound(hashes: UInt64, time: Duration) {
        value.withLock {
            $0.hashes += hashes
            $0.rounds += 1
            $0.roundTime += time
        }
    }
}
