// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import ProofOfWork

/// What suits a machine best, as `SolverTuner` measured it.
public struct SolverTuning: Hashable, Sendable, Codable {
    /// The machine that a tuning was measured on.
    public struct Machine: Hashable, Sendable, Codable {
        /// What the processor calls itself.
        public let processor: String
        /// How many processors the process might use.
        public let processors: Int
        /// The names of the kernels it can run.
        public let kernels: [String]

        public init(processor: String, processors: Int, kernels: [String]) {
            self.processor = processor
            self.processors = processors
            self.kernels = kernels
        }

        /// This machine, as this process may use it.
        public static var current: Machine {
            Machine(
                processor: ProcessorModel.current, processors: ProcessorCount.available,
                kernels: SealKernel.available.map(\.name))
        }
    }

    public let machine: Machine
    /// The name of the fastest kernel on all threads.
    public let kernel: String
    public let threads: Int
    /// Nonces between two looks at the shared puzzle.
    public let updateInterval: UInt64
    /// Hashes per second with all that.
    public let hashRate: Double

    public init(machine: Machine, kernel: String, threads: Int, updateInterval: UInt64, hashRate: Double) {
        self.machine = machine
        self.kernel = kernel
        self.threads = threads
        self.updateInterval = updateInterval
        self.hashRate = hashRate
    }

    enum CodingKeys: String, CodingKey {
        case machine, kernel, threads
        case updateInterval = "update_interval"
        case hashRate = "hash_rate"
    }
}
