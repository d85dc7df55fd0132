// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSealKernels

/// One of a card's streams, with room for the hits of one launch.
///
/// What is put into it happens in that order, beside what other lanes do.
final class CUDALane {
    private let context: CUDAContext
    private let stream: CardHandle<CUDADriver.Handle?>
    private let done: CardHandle<CUDADriver.Handle?>
    private let hits: CardHandle<CUDADriver.Address>
    private let copy: CardHandle<UnsafeMutableRawPointer?>
    private let number: Int
    private let tableAddress: CUDADriver.Address
    private let table = GridTable()

    /// - Parameters:
    ///   - number: of the lane, from 0 on.
    ///   - table: where its table lies.
    init(_ context: CUDAContext, _ number: Int, table: CUDADriver.Address) throws(CardError) {
        self.context = context
        self.number = number
        tableAddress = table
        stream = try context.stream()
        done = try context.event()
        hits = try context.memory(bytes: MemoryLayout<seal_hits>.size)
        copy = try context.pinnedMemory(bytes: MemoryLayout<seal_hits>.size)
        // What no launch has written is copied too.
        try clear(bytes: MemoryLayout<seal_hits>.size)
    }

    private func clear(bytes: Int) throws(CardError) {
        let status = context.device.driver.cuMemsetD32Async(hits.value, 0, bytes / 4, stream.value)
        try context.check(status, "cuMemsetD32Async")
    }

    /// Starts a launch and returns at once.
    func start(
        _ launch: CardLaunch, function: CUDADriver.Handle?, threadsPerBlock: Int, noncesPerThread: Int
    ) throws(CardError) {
        let driver = context.device.driver
        // Only the counts have to be 0.
        try clear(bytes: MemoryLayout<seal_hits>.offset(of: \.hit) ?? 0)
        if table.turn(to: launch) {
            try context.check(
                driver.cuMemcpyHtoDAsync(tableAddress, table.words, GridTable.bytes, stream.value), "cuMemcpyHtoDAsync")
        }

        let blocks = launch.groups(of: threadsPerBlock, noncesPerItem: noncesPerThread)
        var parameters = launch.parameters
        parameters.rounds = UInt32(noncesPerThread)
        parameters.table = UInt32(number)
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

    /// Waits for the launch, asleep.
    func finish() throws(CardError) -> CardReport {
        try context.check(context.device.driver.cuEventSynchronize(done.value), "cuEventSynchronize")
        guard let hits = copy.value?.assumingMemoryBound(to: seal_hits.self) else {
            return CardReport(tried: 0, count: 0, hits: [])
        }
        return CardReport(hits)
    }
}
