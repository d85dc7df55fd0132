// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSealKernels

/// One of a card's streams, with room for the hits of one launch.
///
/// What is put into it happens in that order, beside what other lanes do.
final class CUDALane {
    private let context: CUDAContext
    private let stream: CUDAHandle<CUDADriver.Handle?>
    private let done: CUDAHandle<CUDADriver.Handle?>
    private let hits: CUDAHandle<CUDADriver.Address>
    private let copy: CUDAHandle<UnsafeMutableRawPointer?>

    init(_ context: CUDAContext) throws(CUDAError) {
        self.context = context
        stream = try context.stream()
        done = try context.event()
        hits = try context.memory(bytes: MemoryLayout<seal_hits>.size)
        copy = try context.pinnedMemory(bytes: MemoryLayout<seal_hits>.size)
        // What no launch has written is copied too.
        try clear(bytes: MemoryLayout<seal_hits>.size)
    }

    private func clear(bytes: Int) throws(CUDAError) {
        let status = context.device.driver.cuMemsetD32Async(hits.value, 0, bytes / 4, stream.value)
        try context.check(status, "cuMemsetD32Async")
    }

    /// Starts a launch and returns at once.
    func start(
        _ launch: CUDALaunch, function: CUDADriver.Handle?, threadsPerBlock: Int, noncesPerThread: Int
    ) throws(CUDAError) {
        let driver = context.device.driver
        // Only the counts have to be 0.
        try clear(bytes: MemoryLayout<seal_hits>.offset(of: \.hit) ?? 0)

        let row = UInt64(threadsPerBlock * noncesPerThread)
        let blocks = launch.runs.lazy.map { ($0.count + row - 1) / row }.max() ?? 0
        var parameters = launch.parameters
        parameters.rounds = UInt32(noncesPerThread)
        var address = hits.value
        let status = withUnsafeMutablePointer(to: &parameters) { parameters in
            withUnsafeMutablePointer(to: &address) { address in
                driver.cuLaunchKernel(
                    function, UInt32(blocks), UInt32(launch.runs.count), 1, UInt32(threadsPerBlock), 1, 1, 0,
                    stream.value, [UnsafeMutableRawPointer(parameters), UnsafeMutableRawPointer(address)], nil)
            }
        }
        try context.check(status, "cuLaunchKernel")
        try context.check(
            driver.cuMemcpyDtoHAsync(copy.value, hits.value, MemoryLayout<seal_hits>.size, stream.value),
            "cuMemcpyDtoHAsync")
        try context.check(driver.cuEventRecord(done.value, stream.value), "cuEventRecord")
    }

    /// Waits for the launch, asleep, and returns how many nonces it tried, how many hits it had, and those it reports.
    func finish() throws(CUDAError) -> (tried: UInt64, count: Int, hits: [UInt64]) {
        try context.check(context.device.driver.cuEventSynchronize(done.value), "cuEventSynchronize")
        guard let report = copy.value?.assumingMemoryBound(to: seal_hits.self) else { return (0, 0, []) }
        let count = Int(report.pointee.count)
        let hits = withUnsafeBytes(of: &report.pointee.hit) { bytes in
            Array(bytes.bindMemory(to: UInt64.self).prefix(count))
        }
        return (report.pointee.tried, count, hits)
    }
}
