// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import Logging
import SDKTelemetry

extension SealSolver {
    /// How a solver works. The defaults suit a machine that has nothing else to do.
    public struct Options: Sendable {
        /// Worker threads on the processor. nil for one per processor that the process may use; with cards, for none,
        /// as a card's rate is that of a hundred cores and the machine may have better use for its own.
        public var threads: Int?
        /// nil for the one that is fastest for each puzzle's scheme, on the kind of core that each thread is bound to.
        public var kernel: SealKernel?
        /// Nonces that a worker takes between two looks at the shared puzzle; nil for about a millisecond's worth,
        /// measured while it runs, so that a new puzzle is taken up within five.
        ///
        /// On a card it counts, as in Python, nonces per thread of one block: a round is so many times
        /// the threads of a block, spread over the whole card, and cut where it would last longer than some
        /// milliseconds. nil for that length.
        public var updateInterval: UInt64?
        /// Which processors the worker threads are bound to.
        public var placement: ThreadPlacement
        /// How the worker threads share the processors with whatever else runs.
        public var priority = WorkPriority.inherited
        /// Solutions that wait for a slow reader. When more come, the oldest are dropped: they go stale first.
        public var solutionBuffer: Int
        /// Which NVIDIA cards search too; nil for none.
        public var cuda: CUDAOptions?
        /// Which of OpenCL's devices search too; nil for none.
        public var opencl: OpenCLOptions?
        /// By what somebody lets it rest.
        public var control: SearchControl?
        /// Hears of the search's begin and end, and of cards that fail.
        public var logger = Logger.silent
        /// Told of each solution by the worker that found it, on its thread and before anybody else: it must not block.
        public var onSolution: (@Sendable (POWSolution) -> Void)?

        /// Where each worker starts: random, but for tests.
        package var firstNonce: @Sendable (_ worker: Int) -> UInt64 = { _ in .random(in: 0 ... .max) }
        /// Told of every slice after its nonces were tried, on the worker's thread: for tests.
        package var sliceObserver: (@Sendable (Slice) -> Void)?
        /// What a launch on a card should take: for tests, whose card is as slow as the machine is busy.
        package var launchTime = CardSession.launchTime
        /// How long a card that has failed is left alone.
        package var cardRest = CardRest()
        /// The first part of the workers' thread names.
        package var threadName = "seal-solver"

        public init(
            threads: Int? = nil, kernel: SealKernel? = nil, updateInterval: UInt64? = nil,
            placement: ThreadPlacement = .automatic, solutionBuffer: Int = 64, cuda: CUDAOptions? = nil,
            opencl: OpenCLOptions? = nil
        ) {
            self.threads = threads
            self.kernel = kernel
            self.updateInterval = updateInterval
            self.placement = placement
            self.solutionBuffer = solutionBuffer
            self.cuda = cuda
            self.opencl = opencl
        }

        /// All cards that search.
        var cards: CardOptions { CardOptions(cuda: cuda, opencl: opencl) }

        /// The number of threads on the processor; throws `invalidOption` for any option that makes no sense.
        func validated() throws(ProofOfWorkError) -> Int {
            let hasCards = cuda != nil || opencl != nil
            let threads = hasCards && threads ?? 0 == 0 ? 0 : try Self.threads(threads)
            if threads > 0 { try priority.check() }
            if updateInterval == 0 {
                throw ProofOfWorkError(.invalidOption, "the update interval is 0 nonces: it must be 1 or more")
            }
            if solutionBuffer < 1 {
                throw ProofOfWorkError(
                    .invalidOption, "the solution buffer holds \(solutionBuffer): it must hold 1 or more")
            }
            return threads
        }

        /// A number of threads that was asked for, or the default.
        package static func threads(_ wanted: Int?) throws(ProofOfWorkError) -> Int {
            let threads = wanted ?? ProcessorCount.available
            // More than any machine's processors: a typing mistake.
            guard (1...4096).contains(threads) else {
                throw ProofOfWorkError(.invalidOption, "\(threads) solver threads make no sense: use 1 to 4096")
            }
            return threads
        }
    }

    /// The nonces start, start + stride … that a worker tried for a puzzle in one go.
    package struct Slice: Sendable {
        package let worker: Int
        package let puzzle: SealPuzzle
        package let start: UInt64
        package let stride: UInt64
        package let count: UInt64
    }
}
