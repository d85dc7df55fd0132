// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSealKernels

/// An OpenCL device in use, and what its driver makes for it. For one thread.
struct OpenCLContext {
    typealias Owned = CardHandle<OpenCLDriver.Handle?>

    let device: OpenCLDevice
    private let handle: Owned
    /// What is put into it happens in that order.
    let queue: Owned

    init(_ device: OpenCLDevice) throws(CardError) {
        let driver = device.driver
        let handle = try Self.own("clCreateContext", device) {
            driver.clCreateContext(nil, 1, [device.handle], nil, nil, &$0)
        } release: {
            driver.clReleaseContext($0)
        }
        queue = try Self.own("clCreateCommandQueue", device) {
            driver.clCreateCommandQueue(handle.value, device.handle, 0, &$0)
        } release: {
            defer { _ = handle }
            return driver.clReleaseCommandQueue($0)
        }
        self.device = device
        self.handle = handle
    }

    /// Throws `callFailed` unless `result` is success.
    func check(_ result: OpenCLDriver.Result, _ call: String) throws(CardError) {
        try device.driver.check(result, call, device: device.number)
    }

    /// Something that the driver makes by `make`, and takes back by `release`.
    private static func own(
        _ call: String, _ device: OpenCLDevice, _ make: (inout OpenCLDriver.Result) -> OpenCLDriver.Handle?,
        release: @escaping (OpenCLDriver.Handle?) -> OpenCLDriver.Result
    ) throws(CardError) -> Owned {
        var status: OpenCLDriver.Result = 0
        let value = make(&status)
        try device.driver.check(status, call, device: device.number)
        return CardHandle(value) { _ = release($0) }
    }

    /// The kernel's source, compiled for this device: seconds with some drivers, each time.
    ///
    /// Throws `kernelRefused` with the beginning of the compiler's log.
    func build(_ kernel: OpenCLKernel) throws(CardError) -> Owned {
        let driver = device.driver
        let program = try Self.own("clCreateProgramWithSource", device) {
            driver.clCreateProgramWithSource(handle.value, 1, [seal_opencl_c()], nil, &$0)
        } release: { [handle] in
            defer { _ = handle }
            return driver.clReleaseProgram($0)
        }
        let subgroup = device.subgroupSize.map { " -DSEAL_SUBGROUP=\($0)" } ?? ""
        let status = driver.clBuildProgram(
            program.value, 1, [device.handle], kernel.buildOptions + subgroup, nil, nil)
        guard status == 0 else {
            // CL_PROGRAM_BUILD_LOG
            let log = OpenCLDriver.text(limit: 1 << 24) {
                driver.clGetProgramBuildInfo(program.value, device.handle, 0x1183, $0, $1, $2)
            }
            let words = (log ?? "").prefix(1000).split(whereSeparator: \.isNewline).joined(separator: "; ")
            throw driver.error(
                .kernelRefused, status, "clBuildProgram", device: device.number,
                note: words.isEmpty ? "" : ", saying: \(words)")
        }
        return program
    }

    /// A kernel of a program: each lane has its own, with its own arguments.
    func kernel(_ shape: NonceShape, of program: Owned) throws(CardError) -> Owned {
        let driver = device.driver
        let name =
            switch shape {
            case .line: "seal_search"
            case .grid: "seal_search_grid"
            }
        return try Self.own("clCreateKernel", device) {
            driver.clCreateKernel(program.value, name, &$0)
        } release: {
            defer { _ = program }
            return driver.clReleaseKernel($0)
        }
    }

    /// Memory of the device.
    ///
    /// - Parameter isConstant: whether kernels only read it.
    func memory(bytes: Int, isConstant: Bool) throws(CardError) -> Owned {
        let driver = device.driver
        return try Self.own("clCreateBuffer", device) {
            // CL_MEM_READ_ONLY, CL_MEM_READ_WRITE
            driver.clCreateBuffer(handle.value, isConstant ? 4 : 1, bytes, nil, &$0)
        } release: { [handle] in
            defer { _ = handle }
            return driver.clReleaseMemObject($0)
        }
    }
}
