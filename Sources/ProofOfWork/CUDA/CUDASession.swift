// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// A card that is ready to search: everything it needs is made once and lives as long as this. For one thread.
package final class CUDASession {
    let device: CUDADevice
    package private(set) var kernel: CUDAKernel
    package private(set) var threadsPerBlock: Int
    package private(set) var noncesPerThread: Int

    private let context: CUDAContext
    private let module: CUDAContext.Module
    private let functions: [CUDAKernel: CUDADriver.Handle?]
    private let lanes: [CUDALane]
    /// The launches under way, oldest first, each in the lane after the one before.
    private var flights: [(launch: CUDALaunch, begin: ContinuousClock.Instant)] = []
    /// When the latest launch was done.
    private var lastEnd = ContinuousClock.now
    private var nextLane = 0

    /// Launches that can be under way: while the host reads one's hits, the card is busy with the other.
    static let depth = 2

    /// What a launch of a search should take: two are under way, and a new puzzle is to be taken up within 25 ms.
    package static let launchTime = Duration.milliseconds(6)

    /// Compiles the kernels, tests them against the processor's, and finds the fastest unless `options` name one.
    ///
    /// - Throws: `kernelRefused`, `wrongResults`, `callFailed`, `invalidOption`.
    package init(_ device: CUDADevice, options: CUDAOptions) throws(CUDAError) {
        try options.validate()
        let context = try CUDAContext(device)
        let module = try context.loadModule()
        var functions: [CUDAKernel: CUDADriver.Handle?] = [:]
        for kernel in CUDAKernel.allCases {
            var function: CUDADriver.Handle?
            let status = device.driver.cuModuleGetFunction(&function, module.value, kernel.entry)
            try context.check(status, "cuModuleGetFunction")
            functions[kernel] = function
        }
        var lanes: [CUDALane] = []
        for _ in 0..<Self.depth { lanes.append(try CUDALane(context)) }
        self.device = device
        self.context = context
        self.module = module
        self.functions = functions
        self.lanes = lanes
        kernel = options.kernel ?? .plain
        noncesPerThread = options.noncesPerThread
        threadsPerBlock = options.threadsPerBlock ?? 256
        for kernel in options.kernel.map({ [$0] }) ?? CUDAKernel.allCases {
            try choose(kernel, threadsPerBlock: options.threadsPerBlock)
            try selfTest()
        }
        if options.kernel == nil { try chooseFastest(threadsPerBlock: options.threadsPerBlock) }
    }

    /// Turns to a kernel and a block size: nil for the one at which most threads are resident, the smallest of equals.
    ///
    /// Throws `invalidOption` when the card cannot have such blocks.
    package func choose(_ kernel: CUDAKernel, threadsPerBlock: Int?) throws(CUDAError) {
        let most = try mostThreadsPerBlock(kernel)
        if let threadsPerBlock, threadsPerBlock > most {
            throw CUDAError(
                .invalidOption,
                "CUDA device \(device.number) can have \(most) threads per block, and not \(threadsPerBlock)",
                device: device.number)
        }
        self.kernel = kernel
        var best = (threads: 32, resident: 0)
        for threads in [128, 256, 512] where threads <= most {
            let resident = try residentThreads(kernel, threadsPerBlock: threads)
            if resident > best.resident { best = (threads, resident) }
        }
        self.threadsPerBlock = threadsPerBlock ?? best.threads
    }

    /// Turns to another number of nonces that a thread tries in one launch.
    package func choose(noncesPerThread: Int) { self.noncesPerThread = noncesPerThread }

    private func mostThreadsPerBlock(_ kernel: CUDAKernel) throws(CUDAError) -> Int {
        var most: Int32 = 0
        // CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK
        let status = device.driver.cuFuncGetAttribute(&most, 0, functions[kernel] ?? nil)
        try context.check(status, "cuFuncGetAttribute")
        return Int(most)
    }

    private func residentThreads(_ kernel: CUDAKernel, threadsPerBlock: Int) throws(CUDAError) -> Int {
        var blocks: Int32 = 0
        let status = device.driver.cuOccupancyMaxActiveBlocksPerMultiprocessor(
            &blocks, functions[kernel] ?? nil, Int32(threadsPerBlock), 0)
        try context.check(status, "cuOccupancyMaxActiveBlocksPerMultiprocessor")
        return Int(blocks) * threadsPerBlock * device.multiprocessors
    }

    /// The nonces that every resident thread of the card together take once.
    package func wave() throws(CUDAError) -> UInt64 {
        UInt64(max(32, try residentThreads(kernel, threadsPerBlock: threadsPerBlock)))
    }

    var launchesUnderWay: Int { flights.count }

    /// Starts a launch and returns at once. Fewer than `depth` may be under way.
    func start(_ launch: CUDALaunch) throws(CUDAError) {
        precondition(flights.count < Self.depth, "every lane is taken")
        let begin = ContinuousClock.now
        try lanes[nextLane].start(
            launch, function: functions[kernel] ?? nil, threadsPerBlock: threadsPerBlock,
            noncesPerThread: noncesPerThread)
        flights.append((launch, begin))
        nextLane = (nextLane + 1) % Self.depth
    }

    /// What came of a launch.
    package struct Outcome {
        let launch: CUDALaunch
        /// The nonces that passed the comparison of 64 bits, ascending in the launch; nil when there were more than a
        /// launch can report.
        let candidates: [UInt64]?
        /// How long it has kept the card, which turns to a launch when it is done with the one before.
        package let time: Duration

        package var nonces: UInt64 { launch.nonces }
    }

    /// Waits for the oldest launch under way, asleep.
    ///
    /// - Throws: `callFailed`; `wrongResults` when the card left something out.
    func finish() throws(CUDAError) -> Outcome {
        precondition(!flights.isEmpty, "no launch is under way")
        let lane = lanes[(nextLane + Self.depth - flights.count) % Self.depth]
        let (launch, begin) = flights.removeFirst()
        let report = try lane.finish()
        let end = ContinuousClock.now
        let time = max(begin, lastEnd).duration(to: end)
        lastEnd = end
        guard report.tried == launch.nonces else {
            throw wrong("tried \(report.tried) of \(launch.nonces) nonces")
        }
        guard report.count <= CUDALaunch.mostHits else { return Outcome(launch: launch, candidates: nil, time: time) }
        var candidates: [UInt64] = []
        for hit in report.hits.sorted() {
            guard let nonce = launch.nonce(ofHit: hit) else { throw wrong("reports a nonce that it was not given") }
            candidates.append(nonce)
        }
        return Outcome(launch: launch, candidates: candidates, time: time)
    }

    /// The solution that a candidate is; nil when it shares no more than 64 bits with one.
    ///
    /// Throws `wrongResults` when it does not even do that: then the card cannot be trusted with any nonce.
    package func confirm(_ nonce: UInt64, of puzzle: SealPuzzle) throws(CUDAError) -> POWSolution? {
        if let solution = try? puzzle.solution(nonce: nonce) { return solution }
        let seal = puzzle.seal(of: nonce)
        let top = (puzzle.target.order == .big ? Array(seal.bytes.prefix(8)) : seal.bytes.suffix(8).reversed())
            .reduce(0) { $0 << 8 | UInt64($1) }
        guard top <= puzzle.target.earlyRejectThreshold else {
            throw wrong("calls nonce \(nonce) a hit and the reference does not")
        }
        return nil
    }

    package func wrong(_ what: String) -> CUDAError {
        CUDAError(
            .wrongResults,
            "CUDA device \(device.number) (\(device.name)) \(what) with the kernel \(kernel.rawValue): it is left out; "
                + "look for overclocking and heat",
            device: device.number)
    }
}
