// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ProofOfWork

/// How work is searched for: the parameters of the Python SDK's `create_pow`, and a few more.
public struct POWOptions: Sendable {
    /// Whether the display updates in place; else it is a line now and then.
    public var outputInPlace = true
    /// Whether to search on NVIDIA GPUs: on them alone, unless `workers` asks for threads on the processor too.
    public var cuda = false
    /// Which GPUs, by number; nil takes all. (Python's default is GPU 0.)
    public var deviceIDs: [Int]?
    /// CUDA threads per block, a multiple of 32; nil takes what suits the GPU. (Python's default is 256.)
    public var threadsPerBlock: Int?
    /// Which of OpenCL's devices search, on them alone as with `cuda`; nil for none.
    public var opencl: OpenCLOptions?
    /// How many threads search on the processor; nil takes every core that the process may use, or none with cards.
    /// (Python's default is one.)
    public var workers: Int?
    /// How many nonces a worker tries between two looks at the puzzle; nil measures it so that a look comes about every
    /// millisecond. On a GPU it counts nonces per thread of one block and round, as in Python.
    public var updateInterval: UInt64?
    /// Whether the display shows rounds and their times.
    public var verbose = false
    /// Where the statistics go; nil shows none.
    public var sink: (any StatisticsSink)?
    /// Told where the search stands, every `statisticsInterval` and at its end; must not block.
    public var onStatistics: (@Sendable (SearchStatistics) -> Void)?
    /// Told what happens to the search, in order; must not block.
    public var onNotice: (@Sendable (SearchNotice) -> Void)?
    /// By what somebody lets the search rest.
    public var control: SearchControl?
    /// Insists on a scheme, instead of the runtime's; another than the runtime takes is refused.
    public var scheme: SealScheme?
    /// Insists on a byte order, instead of the runtime's.
    public var order: SealByteOrder?
    /// The CPU kernel; nil takes the one that is fastest on this machine.
    public var kernel: SealKernel?
    /// Which processors the threads are bound to.
    public var placement = ThreadPlacement.automatic
    /// How the threads on the processor share it with whatever else runs.
    public var priority = WorkPriority.inherited
    /// How often the statistics are shown.
    public var statisticsInterval: Duration = .milliseconds(250)
    /// How many of the latest showings the hash rate is a mean of: Python's `n_samples`.
    public var sampleCount = 10
    /// What a showing weighs in that mean, as a part of the one after it: Python's `alpha_`, from 0 to 1.
    public var sampleWeight = 0.80
    /// Where NVIDIA's driver is found.
    public var cudaLibrary = CUDALibrary.system
    /// Told of each solution by the worker that found it, on its thread and before anybody else: it must not block.
    public var onSolution: (@Sendable (POWSolution) -> Void)?
    /// Who searches too, on other machines.
    public var helper: (any WorkHelper)?
    /// What waiting is measured by.
    public var clock: any Clock<Duration> = ContinuousClock()

    public init() {}

    var solver: SealSolver.Options {
        var options = SealSolver.Options(
            threads: workers, kernel: kernel, updateInterval: updateInterval, placement: placement,
            cuda: cuda
                ? CUDAOptions(deviceIDs: deviceIDs, threadsPerBlock: threadsPerBlock, library: cudaLibrary) : nil,
            opencl: opencl)
        options.priority = priority
        options.onSolution = onSolution
        options.control = control
        return options
    }
}
