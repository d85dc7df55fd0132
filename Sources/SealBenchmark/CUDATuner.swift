// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

public import ProofOfWork

/// What suits a card best, as `CUDATuner` measured it.
public struct CUDATuning: Hashable, Sendable {
    public let device: String
    public let kernel: CUDAKernel
    public let threadsPerBlock: Int
    public let noncesPerThread: Int
    /// Hashes per second with all that, in launches of the tuner's length.
    public let hashRate: HashRate
}

/// Finds the kernel, the size of a block and of the grid that suit each card, by measurement.
public struct CUDATuner: Sendable {
    private let options: CUDAOptions
    private let launchTime: Duration

    /// - Parameter launchTime: how long a launch is measured, three times for each of some twenty candidates.
    public init(options: CUDAOptions = .init(), launchTime: Duration = .milliseconds(20)) {
        self.options = options
        self.launchTime = launchTime
    }

    /// - Parameter onStep: told what is being measured, in words.
    /// - Throws: what `CUDABenchmark.run()` throws.
    public func run(onStep: @escaping @Sendable (String) -> Void = { _ in }) async throws -> [CUDATuning] {
        let devices = try await options.awaitDevices()
        let tunings = try await ThreadGroup.run(count: devices.count, name: "cuda-tuner") { index, isCancelled in
            Result { () throws(CUDAError) in try tune(devices[index], onStep: onStep, isCancelled: isCancelled) }
        }
        return try tunings.map { try $0.get() }
    }

    private func tune(
        _ device: CUDADevice, onStep: (String) -> Void, isCancelled: () -> Bool
    ) throws(CUDAError) -> CUDATuning {
        let session = try CUDASession(device, options: options)
        var best = (
            kernel: session.kernel, threads: session.threadsPerBlock, nonces: session.noncesPerThread, rate: 0.0
        )
        for kernel in CUDAKernel.allCases {
            for threads in [64, 128, 256, 512] where !isCancelled() {
                onStep("\(device.identifier): kernel \(kernel.rawValue), \(threads) threads per block")
                // A card that cannot have such blocks is better off with others.
                guard (try? session.choose(kernel, threadsPerBlock: threads)) != nil else { continue }
                let rate = try session.sprint(time: launchTime)
                if rate > best.rate { best = (kernel, threads, best.nonces, rate) }
            }
        }
        try session.choose(best.kernel, threadsPerBlock: best.threads)
        for nonces in [1, 2, 4, 8, 16, 32] where !isCancelled() {
            onStep("\(device.identifier): \(nonces) nonces per thread")
            session.choose(noncesPerThread: nonces)
            let rate = try session.sprint(time: launchTime)
            if rate > best.rate { best = (best.kernel, best.threads, nonces, rate) }
        }
        return CUDATuning(
            device: device.description, kernel: best.kernel, threadsPerBlock: best.threads,
            noncesPerThread: best.nonces, hashRate: HashRate(perSecond: best.rate))
    }
}
