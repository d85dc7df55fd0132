// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CoreMetrics
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
            /// What it searches on: `cpu`, or a card such as `cuda:0`.
            public var device: String
            /// What a card has felt within the last second or so; the first worker of the processor tells for all of them.
            public var sensors: DeviceSensors?
            /// Why it does not search at present; nil while all is well. A card that has searched is tried again later.
            public var failure: CardError?

            public init(
                hashes: UInt64, rounds: UInt64, roundTime: Duration, device: String = "cpu",
                sensors: DeviceSensors? = nil, failure: CardError? = nil
            ) {
                self.hashes = hashes
                self.rounds = rounds
                self.roundTime = roundTime
                self.device = device
                self.sensors = sensors
                self.failure = failure
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
    private let value: Mutex<SealSolver.Progress.Worker>
    /// Of all workers of the device, for whoever collects metrics.
    private let counter: Counter

    init(device: String, counter: Counter) {
        self.counter = counter
        value = Mutex(SealSolver.Progress.Worker(hashes: 0, rounds: 0, roundTime: .zero, device: device))
    }

    var current: SealSolver.Progress.Worker { value.withLock { $0 } }

    func addRound(hashes: UInt64, time: Duration) {
        value.withLock {
            $0.hashes += hashes
            $0.rounds += 1
            $0.roundTime += time
        }
        counter.increment(by: Int64(clamping: hashes))
    }

    func note(_ sensors: DeviceSensors?) { value.withLock { $0.sensors = sensors } }

    func note(_ failure: CardError?) { value.withLock { $0.failure = failure } }
}
