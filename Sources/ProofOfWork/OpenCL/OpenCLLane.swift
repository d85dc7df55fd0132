// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSealKernels

/// Room for one launch in a device's queue: its kernels, its memory on the device, and that memory's images here.
final class OpenCLLane {
    private let context: OpenCLContext
    private let kernels: [Entry: OpenCLContext.Owned]
    private let launch: OpenCLContext.Owned
    private let hits: OpenCLContext.Owned
    private let deviceTable: OpenCLContext.Owned
    private let table = GridTable()
    // The device reads and writes these while a launch is under way.
    private let parameters: UnsafeMutablePointer<seal_launch>
    private let report: UnsafeMutablePointer<seal_hits>
    private let zeros: UnsafeMutablePointer<seal_hits>
    private var done: CardHandle<OpenCLDriver.Handle?>?
    private var nap: WaitingNap?

    /// A kernel, for one shape of runs.
    private struct Entry: Hashable {
        let kernel: OpenCLKernel
        let shape: NonceShape
    }

    /// The part of a report that has to be zero before a launch.
    private static let counts = MemoryLayout<seal_hits>.offset(of: \.hit) ?? 0

    init(_ context: OpenCLContext, programs: [OpenCLKernel: OpenCLContext.Owned]) throws(CardError) {
        let driver = context.device.driver
        let launch = try context.memory(bytes: MemoryLayout<seal_launch>.size, isConstant: true)
        let hits = try context.memory(bytes: MemoryLayout<seal_hits>.size, isConstant: false)
        let deviceTable = try context.memory(bytes: GridTable.bytes, isConstant: true)
        var kernels: [Entry: OpenCLContext.Owned] = [:]
        for (name, program) in programs {
            for shape in NonceShape.allCases {
                let kernel = try context.kernel(shape, of: program)
                let arguments = shape == .line ? [launch, hits] : [launch, hits, deviceTable]
                for (index, memory) in arguments.enumerated() {
                    var value = memory.value
                    let status = driver.clSetKernelArg(
                        kernel.value, UInt32(index), MemoryLayout<OpenCLDriver.Handle?>.size, &value)
                    try context.check(status, "clSetKernelArg")
                }
                kernels[Entry(kernel: name, shape: shape)] = kernel
            }
        }
        self.context = context
        self.launch = launch
        self.hits = hits
        self.deviceTable = deviceTable
        self.kernels = kernels
        nap = context.device.vendor == .nvidia ? WaitingNap() : nil
        parameters = .allocate(capacity: 1)
        report = .allocate(capacity: 1)
        zeros = .allocate(capacity: 1)
        parameters.initialize(to: seal_launch())
        report.initialize(to: seal_hits())
        zeros.initialize(to: seal_hits())
    }

    deinit {
        // What is under way still writes here.
        _ = context.device.driver.clFinish(context.queue.value)
        parameters.deallocate()
        report.deallocate()
        zeros.deallocate()
    }

    /// The most work items that a group of this kernel can have in all its shapes, and what their number should be a multiple
    /// of.
    func groupBounds(of kernel: OpenCLKernel) throws(CardError) -> (most: Int, multiple: Int) {
        let driver = context.device.driver
        var result = (most: Int.max, multiple: 1)
        for shape in NonceShape.allCases {
            // CL_KERNEL_WORK_GROUP_SIZE, CL_KERNEL_PREFERRED_WORK_GROUP_SIZE_MULTIPLE
            var bounds = [0, 0]
            for (index, fact) in [UInt32(0x11b0), 0x11b3].enumerated() {
                let status = driver.clGetKernelWorkGroupInfo(
                    kernels[Entry(kernel: kernel, shape: shape)]?.value, context.device.handle, fact,
                    MemoryLayout<Int>.size, &bounds[index], nil)
                try context.check(status, "clGetKernelWorkGroupInfo")
            }
            result = (min(result.most, max(1, bounds[0])), max(result.multiple, bounds[1]))
        }
        return result
    }

    /// Starts a launch and returns at once.
    func start(_ launch: CardLaunch, kernel: OpenCLKernel, groupSize: Int, noncesPerItem: Int) throws(CardError) {
        let driver = context.device.driver
        let queue = context.queue.value
        let groups = launch.groups(of: groupSize, noncesPerItem: noncesPerItem)
        parameters.pointee = launch.parameters
        parameters.pointee.rounds = UInt32(noncesPerItem)
        try context.check(
            driver.clEnqueueWriteBuffer(
                queue, self.launch.value, 0, 0, MemoryLayout<seal_launch>.size, parameters, 0, nil, nil),
            "clEnqueueWriteBuffer")
        try context.check(
            driver.clEnqueueWriteBuffer(queue, hits.value, 0, 0, Self.counts, zeros, 0, nil, nil),
            "clEnqueueWriteBuffer")
        if table.turn(to: launch) {
            try context.check(
                driver.clEnqueueWriteBuffer(
                    queue, deviceTable.value, 0, 0, GridTable.bytes, table.words, 0, nil, nil), "clEnqueueWriteBuffer")
        }
        try context.check(
            driver.clEnqueueNDRangeKernel(
                queue, kernels[Entry(kernel: kernel, shape: launch.shape)]?.value, 2, nil,
                [Int(groups) * groupSize, launch.runs.count], [groupSize, 1],
                0, nil, nil),
            "clEnqueueNDRangeKernel")
        var event: OpenCLDriver.Handle?
        try context.check(
            driver.clEnqueueReadBuffer(
                queue, hits.value, 0, 0, MemoryLayout<seal_hits>.size, report, 0, nil, &event),
            "clEnqueueReadBuffer")
        done = CardHandle(event) { _ = driver.clReleaseEvent($0) }
        try context.check(driver.clFlush(queue), "clFlush")
    }

    /// Waits for the launch, asleep.
    func finish() throws(CardError) -> CardReport {
        let driver = context.device.driver
        nap?.begin()
        let status = driver.clWaitForEvents(1, [done?.value])
        nap?.end()
        done = nil
        try context.check(status, "clWaitForEvents")
        return CardReport(report)
    }
}
