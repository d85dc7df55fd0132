// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// An NVIDIA card in use: the kernels in its memory, and a stream for each launch that can be under way.
final class CUDAEngine: CardEngine {
    let device: CUDADevice
    let variants = CUDAKernel.allCases.map(\.rawValue)
    private var kernel = CUDAKernel.plain
    private(set) var groupSize = 32

    private let context: CUDAContext
    private let module: CUDAContext.Module
    private let functions: [Entry: CUDADriver.Handle?]
    private let lanes: [CUDALane]

    /// A kernel, for one shape of runs.
    private struct Entry: Hashable {
        let kernel: CUDAKernel
        let shape: NonceShape
    }

    /// Compiles the kernels.
    ///
    /// - Throws: `kernelRefused`, `callFailed`.
    init(_ device: CUDADevice) throws(CardError) {
        let context = try CUDAContext(device)
        let module = try context.loadModule()
        let tables = try context.tables(of: module)
        var functions: [Entry: CUDADriver.Handle?] = [:]
        for kernel in CUDAKernel.allCases {
            for shape in NonceShape.allCases {
                var function: CUDADriver.Handle?
                let status = device.driver.cuModuleGetFunction(&function, module.value, kernel.entry(shape))
                try context.check(status, "cuModuleGetFunction")
                functions[Entry(kernel: kernel, shape: shape)] = function
            }
        }
        var lanes: [CUDALane] = []
        for number in 0..<CardSession.depth {
            lanes.append(try CUDALane(context, number, table: tables + UInt64(number * GridTable.bytes)))
        }
        self.device = device
        self.context = context
        self.module = module
        self.functions = functions
        self.lanes = lanes
    }

    var card: any Card { device }
    var variant: String { kernel.rawValue }

    func choose(_ variant: String, groupSize: Int) throws(CardError) {
        let kernel = try kernel(variant)
        let most = try mostThreadsPerBlock(kernel)
        guard groupSize <= most else {
            throw CardError(
                .invalidOption,
                "CUDA device \(device.number) can have \(most) threads per block, and not \(groupSize)",
                device: device.number)
        }
        self.kernel = kernel
        self.groupSize = groupSize
    }

    /// The one at which most threads are resident, the smallest of equals.
    func groupSizes(of variant: String) throws(CardError) -> [Int] {
        let kernel = try kernel(variant)
        let most = try mostThreadsPerBlock(kernel)
        var best = (threads: 32, resident: 0)
        for threads in [128, 256, 512] where threads <= most {
            let resident = try residentThreads(kernel, threadsPerBlock: threads)
            if resident > best.resident { best = (threads, resident) }
        }
        return [best.threads]
    }

    private func kernel(_ variant: String) throws(CardError) -> CUDAKernel {
        guard let kernel = CUDAKernel(rawValue: variant) else {
            throw CardError(.invalidOption, "there is no CUDA kernel \(variant)", device: device.number)
        }
        return kernel
    }

    private func function(_ kernel: CUDAKernel, _ shape: NonceShape) -> CUDADriver.Handle? {
        functions[Entry(kernel: kernel, shape: shape)] ?? nil
    }

    /// Of a kernel in all its shapes.
    private func mostThreadsPerBlock(_ kernel: CUDAKernel) throws(CardError) -> Int {
        var least = Int.max
        for shape in NonceShape.allCases {
            var most: Int32 = 0
            // CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK
            let status = device.driver.cuFuncGetAttribute(&most, 0, function(kernel, shape))
            try context.check(status, "cuFuncGetAttribute")
            least = min(least, Int(most))
        }
        return least
    }

    private func residentThreads(_ kernel: CUDAKernel, threadsPerBlock: Int) throws(CardError) -> Int {
        var blocks: Int32 = 0
        let status = device.driver.cuOccupancyMaxActiveBlocksPerMultiprocessor(
            &blocks, function(kernel, .line), Int32(threadsPerBlock), 0)
        try context.check(status, "cuOccupancyMaxActiveBlocksPerMultiprocessor")
        return Int(blocks) * threadsPerBlock * device.multiprocessors
    }

    func wave() throws(CardError) -> UInt64 {
        UInt64(max(32, try residentThreads(kernel, threadsPerBlock: groupSize)))
    }

    func start(_ launch: CardLaunch, lane: Int, noncesPerItem: Int) throws(CardError) {
        try lanes[lane].start(
            launch, function: function(kernel, launch.shape), threadsPerBlock: groupSize, noncesPerThread: noncesPerItem
        )
    }

    func finish(lane: Int) throws(CardError) -> CardReport { try lanes[lane].finish() }
}
