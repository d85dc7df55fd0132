// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

/// An OpenCL device in use: the kernels that its compiler takes, and a lane for each launch that can be under way.
final class OpenCLEngine: CardEngine {
    let device: OpenCLDevice
    let variants: [String]
    private(set) var groupSize = 1
    private var kernel: OpenCLKernel
    private let context: OpenCLContext
    private let lanes: [OpenCLLane]

    /// The version whose language the kernels are written in.
    private static let leastVersion = OpenCLVersion(major: 1, minor: 2)

    /// Compiles the kernels: one, or those that may be the fastest on this device. One of those that the compiler refuses
    /// is left out as long as there is another.
    ///
    /// - Throws: `driverTooOld`, `kernelRefused`, `callFailed`.
    init(_ device: OpenCLDevice, kernel: OpenCLKernel?) throws(CardError) {
        guard device.languageVersion >= Self.leastVersion else {
            throw CardError(
                .driverTooOld,
                "OpenCL device \(device.number) (\(device.name)) has a compiler for OpenCL C "
                    + "\(device.languageVersion), and \(Self.leastVersion) is needed: update \(device.platform)",
                device: device.number)
        }
        let context = try OpenCLContext(device)
        let kernels = kernel.map { [$0] } ?? OpenCLKernel.candidates(on: device)
        var programs: [OpenCLKernel: OpenCLContext.Owned] = [:]
        var refusal: CardError?
        for kernel in kernels {
            do {
                programs[kernel] = try context.build(kernel)
            } catch {
                guard error.code == .kernelRefused else { throw error }
                refusal = refusal ?? error
            }
        }
        let built = kernels.filter { programs[$0] != nil }
        guard let first = built.first else { throw refusal ?? CardError(.kernelRefused, "there is no kernel to build") }
        var lanes: [OpenCLLane] = []
        for _ in 0..<CardSession.depth { lanes.append(try OpenCLLane(context, programs: programs)) }
        self.device = device
        self.context = context
        self.lanes = lanes
        self.kernel = first
        variants = built.map(\.rawValue)
    }

    var card: any Card { device }
    var variant: String { kernel.rawValue }

    /// What the driver prefers, or else 32, times 1, 2, 4 and 8. Compilers for processors put the work items of a group
    /// together, and large groups leave them the choice how.
    func groupSizes(of variant: String) throws(CardError) -> [Int] {
        let (most, multiple) = try lanes[0].groupBounds(of: try kernel(variant))
        guard device.kind != .processor else { return [min(most, 256)] }
        let least = (31 / multiple + 1) * multiple
        let sizes = [1, 2, 4, 8].map { least * $0 }.filter { $0 <= most }
        return sizes.isEmpty ? [most] : sizes
    }

    func choose(_ variant: String, groupSize: Int) throws(CardError) {
        let kernel = try kernel(variant)
        let most = try lanes[0].groupBounds(of: kernel).most
        guard groupSize <= most else {
            throw CardError(
                .invalidOption,
                "OpenCL device \(device.number) can have \(most) work items per group, and not \(groupSize)",
                device: device.number)
        }
        self.kernel = kernel
        self.groupSize = groupSize
    }

    private func kernel(_ variant: String) throws(CardError) -> OpenCLKernel {
        guard variants.contains(variant), let kernel = OpenCLKernel(rawValue: variant) else {
            throw CardError(
                .invalidOption, "OpenCL device \(device.number) has no kernel \(variant)", device: device.number)
        }
        return kernel
    }

    /// As many work items as units of such devices hold at most: OpenCL does not tell.
    func wave() throws(CardError) -> UInt64 {
        let held =
            switch (device.kind, device.vendor) {
            case (.processor, _): groupSize
            // Its units are narrow: eight threads of eight to sixteen lanes.
            case (_, .intel): 256
            default: 2048
            }
        return UInt64(max(1, device.units) * max(held, groupSize))
    }

    func start(_ launch: CardLaunch, lane: Int, noncesPerItem: Int) throws(CardError) {
        try lanes[lane].start(launch, kernel: kernel, groupSize: groupSize, noncesPerItem: noncesPerItem)
    }

    func finish(lane: Int) throws(CardError) -> CardReport { try lanes[lane].finish() }
}

extension OpenCLKernel {
    /// The kernels that may be the fastest on a device, the plainest first.
    static func candidates(on device: OpenCLDevice) -> [OpenCLKernel] {
        let any: [OpenCLKernel] = [.plain, .complemented]
        return device.kind == .graphics && device.vendor == .amd ? any + [.amd] : any
    }
}
