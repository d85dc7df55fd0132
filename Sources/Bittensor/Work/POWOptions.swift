public import ProofOfWork

/// How work is searched for: the parameters of the Python SDK's `create_pow`, and a few more.
public struct POWOptions: Sendable {
    /// Whether the display updates in place; else it is a line now and then.
    public var outputInPlace = true
    /// Whether to search on NVIDIA GPUs.
    public var cuda = false
    /// Which GPUs, by number.
    public var deviceIDs: [Int] = [0]
    /// CUDA threads per block.
    public var threadsPerBlock = 256
    /// How many threads search; nil takes every core that the process may use. (Python's default is one.)
    public var workers: Int?
    /// How many nonces a worker tries between two looks at the puzzle; nil measures it so that a look comes about every
    /// millisecond.
    public var updateInterval: UInt64?
    /// Whether the display shows rounds and their times.
    public var verbose = false
    /// Where the statistics go; nil shows none.
    public var sink: (any StatisticsSink)?
    /// Insists on a scheme, instead of the runtime's; another than the runtime takes is refused.
    public var scheme: SealScheme?
    /// Insists on a byte order, instead of the runtime's.
    public var order: SealByteOrder?
    /// The CPU kernel; nil takes the fastest that this machine can run.
    public var kernel: SealKernel?
    /// Which processors the threads are bound to.
    public var placement = ThreadPlacement.automatic
    /// How often the statistics are shown.
    public var statisticsInterval: Duration = .milliseconds(250)
    /// What waiting is measured by.
    public var clock: any Clock<Duration> = ContinuousClock()

    public init() {}

    var solver: SealSolver.Options {
        get throws(BittensorError) {
            guard !cuda else {
                throw BittensorError(
                    .cudaUnavailable, "this version searches on the processor only: leave out the CUDA option")
            }
            return SealSolver.Options(
                threads: workers, kernel: kernel ?? .best, updateInterval: updateInterval, placement: placement)
        }
    }
}
