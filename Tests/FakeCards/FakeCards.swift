// SPDX-FileCopyrightText: the swift-bittensor authors
// SPDX-License-Identifier: MIT

import Foundation
public import ProofOfWork
import SubstratePrimitives

/// Cards of a fake driver, which is loaded once more for each test, so that tests do not see each other's cards.
public final class FakeCards: Sendable {
    public let library: CUDALibrary
    public let opencl: OpenCLLibrary
    private let copy: URL
    private let handle: DynamicLibrary

    /// - Parameter settings: see `settings` in fake_state.c.
    public init(_ settings: [String: Int] = [:]) throws {
        let image = try FakeDriver.image.get()
        // The system keeps one image per file.
        copy = FileManager.default.temporaryDirectory.appending(path: "fake-cuda-\(UUID().uuidString)")
        try image.write(to: copy)
        handle = try DynamicLibrary(path: copy.path)
        library = CUDALibrary(driver: copy.path, management: copy.path)
        opencl = OpenCLLibrary(path: copy.path)
        for (name, value) in settings { set(name, value) }
    }

    deinit { try? FileManager.default.removeItem(at: copy) }

    public func set(_ name: String, _ value: Int) {
        let set: (@convention(c) (UnsafePointer<CChar>, Int) -> Int32)? = handle.function("fake_cuda_set")
        precondition(set?(name, value) == 1, "the fake has no setting \(name)")
    }

    public subscript(name: String) -> Int {
        let get: (@convention(c) (UnsafePointer<CChar>) -> Int)? = handle.function("fake_cuda_get")
        return get?(name) ?? -1
    }

    /// How often a function of the driver was called.
    public func calls(_ function: String) -> Int {
        let calls: (@convention(c) (UnsafePointer<CChar>) -> Int)? = handle.function("fake_cuda_calls")
        return calls?(function) ?? -1
    }

    /// Lets a function fail after so many more calls of it, on one card or on all.
    public func fail(_ function: String, with result: Int32, after calls: Int = 0, device: Int32 = -1) {
        let fail: (@convention(c) (UnsafePointer<CChar>, Int32, Int, Int32) -> Void)? =
            handle.function("fake_cuda_fail")
        fail?(function, result, calls, device)
    }

    /// Lets everything succeed again, in new contexts.
    public func mend() {
        let mend: (@convention(c) () -> Void)? = handle.function("fake_cuda_mend")
        mend?()
    }

    public func options(devices: [Int]? = nil, kernel: CUDAKernel? = .plain) -> CUDAOptions {
        CUDAOptions(deviceIDs: devices, threadsPerBlock: 32, kernel: kernel, library: library)
    }

    public func openCLOptions(devices: [Int]? = nil, kernel: OpenCLKernel? = .plain) -> OpenCLOptions {
        OpenCLOptions(deviceIDs: devices, groupSize: 32, kernel: kernel, library: opencl)
    }

    public func device(_ number: Int = 0) throws -> CUDADevice { try library.devices()[number] }
}
