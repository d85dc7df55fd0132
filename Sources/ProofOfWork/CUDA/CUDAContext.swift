// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import CSealKernels

/// A card in use by the calling thread: the driver's context, and what lives in it.
struct CUDAContext {
    let device: CUDADevice
    private let handle: CardHandle<CUDADriver.Handle?>

    /// Makes the card the calling thread's.
    init(_ device: CUDADevice) throws(CardError) {
        let driver = device.driver
        let number = device.number
        // CU_CTX_SCHED_BLOCKING_SYNC: a thread that waits for the card sleeps. Refused when somebody in this process
        // uses the card already; then their choice holds.
        _ = driver.cuDevicePrimaryCtxSetFlags(device.handle, 4)
        var context: CUDADriver.Handle?
        let retain = driver.cuDevicePrimaryCtxRetain(&context, device.handle)
        try driver.check(retain, "cuDevicePrimaryCtxRetain", device: number)
        handle = CardHandle(context) { _ in
            _ = driver.cuCtxSetCurrent(nil)
            _ = driver.cuDevicePrimaryCtxRelease(device.handle)
        }
        try driver.check(driver.cuCtxSetCurrent(context), "cuCtxSetCurrent", device: number)
        self.device = device
    }

    /// Throws `callFailed` unless `result` is success.
    func check(_ result: CUDADriver.Result, _ call: String) throws(CardError) {
        try device.driver.check(result, call, device: device.number)
    }

    /// Something that the driver makes by `make`, and takes back by `release` before the context goes.
    private func own<Value>(
        _ initial: Value, _ call: String, _ make: (inout Value) -> CUDADriver.Result,
        release: @escaping (Value) -> CUDADriver.Result
    ) throws(CardError) -> CardHandle<Value> {
        var value = initial
        try check(make(&value), call)
        return CardHandle(value) { [handle] in
            _ = release($0)
            _ = handle
        }
    }

    typealias Module = CardHandle<CUDADriver.Handle?>

    /// The kernels, compiled for this card: seconds on a card's first time, as the driver keeps what it compiles.
    ///
    /// Throws `kernelRefused` with the driver's log.
    func loadModule() throws(CardError) -> Module {
        let driver = device.driver
        // CU_JIT_ERROR_LOG_BUFFER and its size.
        let options: [Int32] = [5, 6]
        var log = [CChar](repeating: 0, count: 4096)
        var module: CUDADriver.Handle?
        let status = log.withUnsafeMutableBufferPointer { log in
            let size = UnsafeMutableRawPointer(bitPattern: log.count - 1)
            let values = [log.baseAddress.map { UnsafeMutableRawPointer($0) }, size]
            return driver.cuModuleLoadDataEx(&module, seal_cuda_ptx(), UInt32(options.count), options, values)
        }
        guard status == 0 else {
            let words = String(decoding: log.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
                .split(whereSeparator: \.isNewline).joined(separator: "; ")
            throw driver.error(
                .kernelRefused, status, "cuModuleLoadDataEx", device: device.number,
                note: words.isEmpty ? "" : ", saying: \(words)")
        }
        return CardHandle(module) { [handle] in
            _ = driver.cuModuleUnload($0)
            _ = handle
        }
    }

    /// Where the tables of the kernels for grids lie, one after the other.
    func tables(of module: Module) throws(CardError) -> CUDADriver.Address {
        var address: CUDADriver.Address = 0
        var size = 0
        try check(
            device.driver.cuModuleGetGlobal(&address, &size, module.value, "seal_grid_table"), "cuModuleGetGlobal")
        return address
    }

    func stream() throws(CardError) -> CardHandle<CUDADriver.Handle?> {
        // CU_STREAM_NON_BLOCKING: does not wait for what others put into the default stream.
        try own(nil, "cuStreamCreate") {
            device.driver.cuStreamCreate(&$0, 1)
        } release: {
            [driver = device.driver] in
            driver.cuStreamDestroy($0)
        }
    }

    func event() throws(CardError) -> CardHandle<CUDADriver.Handle?> {
        // CU_EVENT_BLOCKING_SYNC and CU_EVENT_DISABLE_TIMING.
        try own(nil, "cuEventCreate") {
            device.driver.cuEventCreate(&$0, 1 | 2)
        } release: {
            [driver = device.driver] in
            driver.cuEventDestroy($0)
        }
    }

    func memory(bytes: Int) throws(CardError) -> CardHandle<CUDADriver.Address> {
        try own(0, "cuMemAlloc") {
            device.driver.cuMemAlloc(&$0, bytes)
        } release: {
            [driver = device.driver] in
            driver.cuMemFree($0)
        }
    }

    /// Memory of the host that the card can write into at any time.
    func pinnedMemory(bytes: Int) throws(CardError) -> CardHandle<UnsafeMutableRawPointer?> {
        try own(nil, "cuMemHostAlloc") {
            device.driver.cuMemHostAlloc(&$0, bytes, 0)
        } release: {
            [driver = device.driver] in
            driver.cuMemFreeHost($0)
        }
    }
}
